"""等着做的事: the first thing a curator sees after signing in, counted for what the account may open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component

from archive.contribution_states import ContributionState, ReplyState
from archive.editing import editable_by
from archive.models import (
    Album,
    Artifact,
    ArtifactImage,
    Collection,
    Contribution,
    Curated,
    Event,
    Family,
    Interview,
    Organisation,
    Person,
    Photograph,
    Place,
    Reply,
    Withdrawal,
)
from archive.services.consent_gaps import last_count
from archive.services.contributions import arriving
from media.models import Derivative, State
from search import misses
from search.status import status

DRAFTED: tuple[type[Curated], ...] = (
    Artifact, Photograph, Album, Interview, Person, Family, Place, Organisation, Event, Collection,
)  # fmt: skip

ASKED_DAYS = 30
"""As the list of what was asked opens."""


@dataclass(frozen=True, slots=True)
class Task:
    """One line: how many wait, of what, and where to find them."""

    count: int
    text: str
    url: str


class WaitingPanel(Component):
    """What waits: contributions, consent that is missing, drafts, interviews without words, pictures nobody described,
    files that failed, the search."""

    name = "archive_waiting"
    order = 90
    template_name = "archive/admin/waiting.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user = parent_context["request"].user
        tasks = [task for line in LINES for task in line(user) if task.count]
        return {"tasks": tasks, "search": _search(user)}


def _handed_in(user: Any) -> Iterator[Task]:
    if user.has_perm("archive.view_contribution"):
        url = reverse("wagtailsnippets_archive_contribution:list")
        rows = Contribution.objects.waiting().order_by()
        counted = rows.aggregate(
            new=Count("pk", filter=Q(state=ContributionState.RECEIVED)),
            own=Count("pk", filter=Q(assigned_to=user)),
            asked=Count("pk", filter=Q(state=ContributionState.QUESTION)),
        )
        yield Task(counted["new"], gettext("份投稿还没人看"), f"{url}?state=received")
        yield Task(counted["own"], gettext("份投稿等您看"), f"{url}?whose=me")
        yield Task(counted["asked"], gettext("份投稿在等回话"), f"{url}?state=question")


def _ungrounded(user: Any) -> Iterator[Task]:
    if user.has_perm("archive.view_consententry"):
        yield Task(last_count(), gettext("件公开的东西还没有授权"), reverse("archive_consent_gaps"))


def _drafts(user: Any) -> Iterator[Task]:
    for model in DRAFTED:
        name = model._meta.model_name
        if not user.has_perm(f"archive.change_{name}"):
            continue
        rows: QuerySet[Any] = editable_by(user, model._default_manager.all())
        url, kind = reverse(f"wagtailsnippets_archive_{name}:list"), str(model._meta.verbose_name)
        yield Task(rows.filter(live=False).count(), gettext("%(kind)s草稿") % {"kind": kind}, f"{url}?state=draft")
        changed = rows.filter(live=True, has_unpublished_changes=True).count()
        yield Task(changed, gettext("%(kind)s有改动没发布") % {"kind": kind}, f"{url}?state=changed")


def _wordless(user: Any) -> Iterator[Task]:
    if user.has_perm("archive.change_transcript"):
        count = editable_by(user, Interview.objects.filter(transcripts__isnull=True)).count()
        url = reverse("wagtailsnippets_archive_interview:list")
        yield Task(count, gettext("口述史还没有转写稿"), f"{url}?has_transcript=false")


def _undescribed(user: Any) -> Iterator[Task]:
    if user.has_perm("archive.change_artifact"):
        records = editable_by(user, Artifact.objects.all())
        count = ArtifactImage.objects.filter(alt_text="", artifact__in=records).count()
        url = reverse("wagtailsnippets_archive_artifact:list")
        yield Task(count, gettext("藏品图片没有替代文字"), f"{url}?has_alt_text=false")
    if user.has_perm("archive.change_photograph"):
        rows = editable_by(user, Photograph.objects.filter(alt_text="", picture__isnull=False))
        url = reverse("wagtailsnippets_archive_photograph:list")
        yield Task(rows.count(), gettext("老照片没有替代文字"), f"{url}?has_alt_text=false")


def _failed(user: Any) -> Iterator[Task]:
    if user.has_perm("media.view_recording"):
        count = Derivative.objects.filter(state=State.FAILED).count()
        yield Task(count, gettext("个文件没转成"), reverse("media_conversions"))


def _not_joined(user: Any) -> Iterator[Task]:
    if user.has_perm("archive.view_contribution"):
        count = arriving.with_problems().count()
        url = reverse("wagtailsnippets_archive_contribution:list")
        yield Task(count, gettext("份投稿的录音没拼成，录的都还在"), url)


def _unanswered(user: Any) -> Iterator[Task]:
    if user.has_perm("search.read_query_log"):
        count = misses.waiting_count(misses.days_ago(ASKED_DAYS))
        yield Task(count, gettext("句话，访客问过没找到"), reverse("archive_queries"))


def _withdrawn(user: Any) -> Iterator[Task]:
    if user.has_perm("archive.view_withdrawal"):
        cases, url = Withdrawal.objects.waiting(), reverse("archive_withdrawals")
        yield Task(cases.filter(due_on__lt=timezone.localdate()).count(), gettext("件收回过期没定"), url)
        yield Task(cases.filter(due_on__gte=timezone.localdate()).count(), gettext("件收回等着定后面怎么办"), url)


def _replied(user: Any) -> Iterator[Task]:
    if user.has_perm("archive.change_reply"):
        count = Reply.objects.filter(state=ReplyState.WAITING).count()
        yield Task(count, gettext("句回话，看过才转给讲的人"), reverse("archive_replies"))


LINES: tuple[Callable[[Any], Iterator[Task]], ...] = (
    _handed_in,
    _withdrawn,
    _ungrounded,
    _replied,
    _drafts,
    _wordless,
    _undescribed,
    _failed,
    _not_joined,
    _unanswered,
)


def _search(user: Any) -> str:
    """A sentence about the search; nothing for those who cannot do anything about it."""
    if not user.has_perm("archive.change_artifact"):
        return ""
    now = status()
    if now.trouble:
        return gettext("检索有点问题：%(trouble)s") % {"trouble": now.trouble}
    if now.outbox_depth:
        return gettext("检索：还有 %(count)d 条改动在排队，通常几秒钟就能搜到。") % {"count": now.outbox_depth}
    return gettext("检索：都跟上了，收录 %(count)d 条记录。") % {"count": now.entries}
