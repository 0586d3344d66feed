"""Single segments mended by hand: edited, split, joined. Ids stay with their speech, and every version is kept.

Every function works on the newest state and says so when somebody else was faster. A segment that is redacted stays
silent in the sound from the same transaction on.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive.log_actions import EDIT_SEGMENT
from archive.models import InterviewParticipant, Segment, SegmentRedirect, Transcript, TranscriptVersion
from archive.services.segment_ids import SegmentIds
from archive.services.sound import settle_sound
from archive.services.transcripts import TranscriptChanged
from archive.states import Layer
from archive.transcripts.marks import joined
from search.outbox import touch

EDITABLE = frozenset(
    {"start_ms", "end_ms", "speaker", "person", "heading", "text", "is_unsure", "is_inaudible", "is_redacted"}
)


class NotSplittable(ValueError):
    """The place to split at is not inside the segment. `str()` is a sentence for the curator."""


class NotJoinable(ValueError):
    """There is no following segment to join with. `str()` is a sentence for the curator."""


def edit_segment(*, segment: Segment, values: Mapping[str, Any], version: int, user: AbstractUser | None) -> Segment:
    """Change what is said, when, by whom; the id stays. Raises TranscriptChanged when `version` is not the newest."""
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"a segment has no editable {', '.join(sorted(unknown))}")
    with _newest(segment.transcript, version, user, what=gettext("改 %(uid)s") % {"uid": segment.uid}):
        for name, value in values.items():
            setattr(segment, name, value)
        segment.is_time_estimated = segment.is_time_estimated and not {"start_ms", "end_ms"} & set(values)
        segment.save()
    return segment


def split_segment(
    *, segment: Segment, at_character: int, at_ms: int, version: int, user: AbstractUser | None
) -> tuple[Segment, Segment]:
    """The words before the character keep the id, the rest get a new one. Raises NotSplittable, TranscriptChanged."""
    first, second = segment.text[:at_character].rstrip(), segment.text[at_character:].lstrip()
    if not first or not second:
        raise NotSplittable(gettext("光标要放在这一段文字的中间，前后都有字。"))
    if not segment.start_ms < at_ms < segment.end_ms:
        raise NotSplittable(gettext("拆开的时间要在这一段的开始和结束之间。"))
    with _newest(segment.transcript, version, user, what=gettext("拆开 %(uid)s") % {"uid": segment.uid}) as transcript:
        transcript.segments.filter(order__gt=segment.order).update(order=F("order") + 1)
        ids = SegmentIds(transcript.interview, Layer(transcript.layer), transcript.language, ())
        rest = Segment.objects.get(pk=segment.pk)
        rest.pk, rest.uid, rest.heading = None, ids.for_new(None, set()), ""
        rest._state.adding = True
        rest.order, rest.start_ms, rest.text = segment.order + 1, at_ms, second
        segment.text, segment.end_ms = first, at_ms
        segment.save()
        rest.save()
    return segment, rest


def join_segments(*, segment: Segment, version: int, user: AbstractUser | None) -> Segment:
    """Take the following segment in. Its id leads here from now on. Raises NotJoinable, TranscriptChanged."""
    following = Segment.objects.filter(transcript=segment.transcript, order__gt=segment.order).first()
    if following is None:
        raise NotJoinable(gettext("这是最后一段，后面没有可以合并的。"))
    with _newest(segment.transcript, version, user, what=gettext("合并 %(uid)s") % {"uid": segment.uid}):
        segment.text = joined([segment.text, following.text])
        segment.end_ms = max(segment.end_ms, following.end_ms)
        for flag in ("is_unsure", "is_inaudible", "is_redacted"):
            setattr(segment, flag, getattr(segment, flag) or getattr(following, flag))
        SegmentRedirect.objects.filter(replaced_by=following).update(replaced_by=segment)
        uid, start_ms = following.uid, following.start_ms
        following.delete()
        SegmentRedirect.objects.update_or_create(
            uid=uid,
            defaults={"interview": segment.transcript.interview, "replaced_by": segment, "start_ms": start_ms},
        )
        segment.save()
    return segment


def name_voice(*, participant: InterviewParticipant, label: str) -> None:
    """Note what the transcript calls a participant who had no label yet: in the row, and in the draft to follow it."""
    if participant.voice_label or not label:
        return
    with transaction.atomic():
        participant.voice_label = label[:60]
        participant.save(update_fields=["voice_label"])
        draft = participant.interview.latest_revision
        if draft is None:
            return
        for row in draft.content.get("participants", []):
            if row.get("pk") == participant.pk:
                row["voice_label"] = participant.voice_label
        draft.save(update_fields=["content"])


@contextmanager
def _newest(transcript: Transcript, version: int, user: AbstractUser | None, *, what: str) -> Iterator[Transcript]:
    """Holds the transcript for one change by hand, then keeps the new version and tells whoever must know."""
    with transaction.atomic():
        held = Transcript.objects.select_for_update().select_related("interview").get(pk=transcript.pk)
        if held.version != version:
            raise TranscriptChanged
        yield held
        held.version += 1
        held.save(update_fields=["version", "updated_at"])
        _keep_version(held, user, what)
        settle_sound(held.interview)
        touch(held.interview)
        data = {"what": what, "layer": held.layer, "version": held.version}
        log(instance=held.interview, action=EDIT_SEGMENT, user=user, data=data)


def _keep_version(transcript: Transcript, user: AbstractUser | None, what: str) -> None:
    rows = transcript.segments.order_by("order", "start_ms").values(
        "uid", "start_ms", "end_ms", "speaker", "text", "is_redacted"
    )
    TranscriptVersion.objects.create(
        transcript=transcript,
        version=transcript.version,
        source_name=what,
        segments=list(rows),
        made_by_id=user.pk if user else None,
    )
