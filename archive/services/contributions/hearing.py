"""有人听了你的故事: counted a day at a time for those who asked for it, and sentences that a curator passes on."""

from datetime import date, timedelta
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from archive import receipts
from archive.contribution_states import ContributionState, ReplyState
from archive.models import Album, Artifact, Contribution, HeardDay, Interview, Outcome, Photograph, Record, Reply
from archive.rights import standing_of
from archive.states import Standing
from media.models import Visibility

RECORDS: Final[dict[str, type[Record]]] = {kind.KIND: kind for kind in (Artifact, Photograph, Album, Interview)}
MOST_WAITING: Final = 200
"""Replies to one record that nobody has looked at: more than that is no answer from visitors."""
KEPT_BACK_DAYS: Final = 30
"""How long a reply that was not passed on can still be, before it is deleted."""


class Full(ValueError):
    """Too many replies wait already; later there is room again."""


class NotAwaited(ValueError):
    """Nobody waits for replies about this: it never came from a resident, or was taken back."""


def awaited(record: Record) -> QuerySet[Outcome]:
    """The outcomes through which somebody wants to hear of this record; none when it is not public today."""
    if standing_of(record) is not Standing.PUBLIC:
        return Outcome.objects.none()
    return _of_those_who_wait(type(record)).filter(object_id=record.pk)


def with_awaited(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Records that know of themselves whether somebody wants to hear of them, so that `is_awaited` need not ask."""
    waiting = _of_those_who_wait(rows.model).filter(object_id=OuterRef("pk"))
    known: QuerySet[Any] = rows.annotate(is_waited_for=Exists(waiting))
    return known


def is_awaited(record: Record) -> bool:
    """Whether anybody wants to hear of this record. One query, if it was not fetched `with_awaited`."""
    known: bool | None = getattr(record, "is_waited_for", None)
    if known is None:
        return awaited(record).exists()
    return known and standing_of(record) is Standing.PUBLIC


def _of_those_who_wait(model: type[Record]) -> QuerySet[Outcome]:
    kind = ContentType.objects.get_for_model(model)
    return Outcome.objects.filter(content_type=kind, contribution__wants_news=True).exclude(
        contribution__state__in=ContributionState.closed()
    )


@transaction.atomic
def note_heard(interview: Interview) -> None:
    """Somebody listened today. Counted only where somebody wants to know, and while there is a voice to be heard."""
    outcomes = list(awaited(interview))
    if not outcomes or not interview.parts.filter(recording__asset__visibility=Visibility.PUBLIC).exists():
        return
    for outcome in outcomes:
        today, _made = HeardDay.objects.get_or_create(outcome=outcome, day=timezone.localdate())
        HeardDay.objects.filter(pk=today.pk).update(times=F("times") + 1)


def reply(record: Record, text: str, *, form_key: str) -> Reply:
    """Keep what a visitor wrote until a curator has read it. The same form sent twice is one reply.

    Raises NotAwaited, Full.
    """
    outcome = awaited(record).order_by("pk").first()
    if outcome is None:
        raise NotAwaited
    key = receipts.hash_of(f"reply:{form_key}")
    if known := Reply.objects.filter(form_key=key).first():
        return known
    if outcome.replies.filter(state=ReplyState.WAITING).count() >= MOST_WAITING:
        raise Full
    try:
        with transaction.atomic():
            return Reply.objects.create(outcome=outcome, text=text, form_key=key)
    except IntegrityError:
        return Reply.objects.get(form_key=key)


@transaction.atomic
def decide(reply: Reply, *, passes: bool, decided_by: Any) -> Reply:
    """Pass it on to whoever told, or keep it back; either can be changed. What was told on a receipt was told."""
    row = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    row.state = ReplyState.PASSED if passes else ReplyState.KEPT
    row.decided_on, row.decided_by = timezone.localdate(), decided_by
    row.save(update_fields=["state", "decided_on", "decided_by"])
    return row


def want(contribution: Contribution, *, wanted: bool) -> None:
    """From the receipt: tell me, or no more. What was counted until now goes when nobody wants to know it."""
    with transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).exclude(state__in=ContributionState.closed()).update(
            wants_news=wanted
        )
        if not wanted:
            HeardDay.objects.filter(outcome__contribution=contribution).delete()
    contribution.refresh_from_db(fields=["wants_news"])


def forget_record(record: Record) -> None:
    """The record is erased, and what was said and counted of it with it."""
    kind = ContentType.objects.get_for_model(record)
    _forget(Outcome.objects.filter(content_type=kind, object_id=record.pk))


def forget_contribution(contribution: Contribution) -> None:
    _forget(contribution.outcomes.all())


def forget_kept_back(today: date | None = None) -> int:
    """Delete replies that were not passed on, after a while. Returns how many; the worker calls this."""
    before = (today or timezone.localdate()) - timedelta(days=KEPT_BACK_DAYS)
    deleted, _by_model = Reply.objects.filter(state=ReplyState.KEPT, decided_on__lt=before).delete()
    return deleted


def _forget(outcomes: QuerySet[Outcome]) -> None:
    HeardDay.objects.filter(outcome__in=outcomes).delete()
    Reply.objects.filter(outcome__in=outcomes).delete()
