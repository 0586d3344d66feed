"""What has to be done again and again, and how often. Each round is one call into the room that knows how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from archive.services.consent_gaps import count_gaps
from archive.services.contributions import contacts, drafting, files, hearing, news
from archive.services.embargoes import open_embargoes
from archive.services.erasure import finish_erasures
from archive.services.lapsing import close_lapsed
from archive.services.visibility import settle_all
from media.services.derive import sweep
from media.services.intake.expiry import tend
from media.services.likeness import take_fingerprints
from museum.background.lost import requeue_lost
from search.query_log import forget_old as forget_old_searches
from search.tasks import inspect

KEPT_DAYS = 14
"""How long finished tasks can be looked at."""


@dataclass(frozen=True, slots=True)
class Round:
    name: str
    every_seconds: float
    run: Callable[[], object]


def publish_scheduled() -> None:
    """Pages and records go live and expire at the time their curator set."""
    call_command("publish_scheduled", verbosity=0)


def forget_finished_tasks() -> None:
    """Not by the queue's own command, which will only start where the default alias is a database, too."""
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()


ROUNDS = (
    Round("look after the index", 10, inspect),
    Round("queue lost tasks again", 15, requeue_lost),
    Round("go on with conversions", 15, sweep),
    Round("publish what is due", 30, publish_scheduled),
    Round("take fingerprints of pictures", 60, take_fingerprints),
    Round("look after what is arriving", 60, tend),
    Round("open ended embargoes", 60, open_embargoes),
    Round("close what was allowed until yesterday", 60, close_lapsed),
    Round("count what is public without a yes", 300, count_gaps),
    Round("go on with erasures", 60, finish_erasures),
    Round("settle who may have which file", 3600, settle_all),
    Round("forget finished tasks", 3600, forget_finished_tasks),
    Round("ask the virus scanner again", 60, files.check_waiting),
    Round("forget contacts", 3600, contacts.forget_old),
    Round("forget drafts left alone", 3600, drafting.forget_drafts),
    Round("tell who wants to know that somebody listened", 3600, news.mail_news),
    Round("forget replies that were kept back", 3600, hearing.forget_kept_back),
    Round("forget old searches", 3600, forget_old_searches),
)
