"""Transcripts in: understand a file, show what was understood, and only then store it, whole or not at all.

`plan_import` reads and compares, without writing; `apply_import` writes one plan in one transaction. Segment ids
follow their speech through corrections (`archive.transcripts.match`); ids that no segment bears any more keep leading
somewhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive.log_actions import IMPORT_TRANSCRIPT
from archive.models import IndexPoint, Interview, InterviewPart, Segment, SegmentRedirect, Transcript, TranscriptVersion
from archive.services.segment_ids import SegmentIds
from archive.services.sound import settle_sound
from archive.services.timing import Timed, time_cues
from archive.speakers import Room
from archive.states import Layer
from archive.transcripts import api
from archive.transcripts.marks import BLACKED_OUT
from archive.transcripts.match import Alignment, Stored, align
from archive.transcripts.model import Flag, Problem
from archive.transcripts.model import Transcript as ReadTranscript
from search.outbox import touch


class TranscriptChanged(Exception):
    """Somebody stored another version between the preview and this import. `str()` is a sentence for the curator."""

    def __init__(self) -> None:
        super().__init__(gettext("这份转写稿刚刚被别人改过。请重新预览，再导入。"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSegment:
    """One cue as it would be stored. `uid` is kept when `is_new` is false."""

    uid: str
    is_new: bool
    is_changed: bool
    line: int
    start_ms: int
    end_ms: int
    is_time_estimated: bool
    label: str
    speaker: str
    person_id: int | None
    text: str
    is_unsure: bool
    is_inaudible: bool
    is_redacted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerSummary:
    """What was understood of one voice: how it is called, how often it speaks, whether the museum knows who it is."""

    label: str
    stored_as: str
    segments: int
    characters: int
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do. Nothing is written until it is applied."""

    interview: Interview
    layer: Layer
    language: str
    filename: str
    format: str
    encoding: str
    base_version: int
    segments: tuple[PlannedSegment, ...]
    speakers: tuple[SpeakerSummary, ...]
    warnings: tuple[Problem, ...]
    alignment: Alignment
    index_points: tuple[IndexPoint, ...]

    @property
    def added(self) -> int:
        return sum(1 for row in self.segments if row.is_new)

    @property
    def changed(self) -> int:
        return sum(1 for row in self.segments if row.is_changed and not row.is_new)

    @property
    def unchanged(self) -> int:
        return len(self.segments) - self.added - self.changed

    @property
    def removed(self) -> int:
        """Stored segments that no cue continues."""
        return len(self.alignment.removed) + sum(
            1 for uid in self.alignment.successors if uid not in set(self.alignment.uids)
        )


def plan_import(
    *,
    interview: Interview,
    data: bytes,
    filename: str,
    layer: Layer = Layer.RAW,
    language: str = "zh",
    assigned: Mapping[str, int] | None = None,
) -> ImportPlan:
    """Understand a file and compare it with what is stored. `assigned` are labels a curator gave to participants, by
    their primary key. Raises TranscriptError, naming every bad line."""
    read = api.parse(data, filename, max_bytes=settings.TRANSCRIPT_MAX_BYTES)
    return plan_read(
        interview=interview, read=read, filename=filename, layer=layer, language=language, assigned=assigned
    )


def plan_read(
    *,
    interview: Interview,
    read: ReadTranscript,
    filename: str,
    layer: Layer = Layer.RAW,
    language: str = "zh",
    assigned: Mapping[str, int] | None = None,
) -> ImportPlan:
    """Compare what a file says, or what a person wrote, with what is stored."""
    transcript = Transcript.objects.filter(interview=interview, layer=layer, language=language).first()
    stored = list(transcript.segments.all()) if transcript else []
    timed = time_cues(read.cues, duration_ms=duration_of(interview))
    cues = [one.cue for one in timed]
    alignment = align([Stored(row.uid, row.start_ms, row.end_ms, row.speaker, row.text) for row in stored], cues)
    room = Room(interview, assigned or {})
    ids = SegmentIds(interview, layer, language, [cue.id for cue in cues])
    segments = _planned(timed, alignment, stored, ids, room)
    points = _points(read, interview)
    return ImportPlan(
        interview=interview,
        layer=layer,
        language=language,
        filename=filename,
        format=read.format,
        encoding=read.encoding,
        base_version=transcript.version if transcript else 0,
        segments=segments,
        speakers=_summaries(segments, room),
        warnings=(*read.warnings, *_own_warnings(segments, room, read, interview, points)),
        alignment=alignment,
        index_points=points,
    )


def import_transcript(
    *,
    interview: Interview,
    data: bytes,
    filename: str,
    layer: Layer = Layer.RAW,
    language: str = "zh",
    user: AbstractUser | None = None,
) -> ImportPlan:
    """Plan and apply at once, for commands. Raises TranscriptError; then nothing was written."""
    plan = plan_import(interview=interview, data=data, filename=filename, layer=layer, language=language)
    apply_import(plan=plan, user=user)
    return plan


def apply_import(*, plan: ImportPlan, user: AbstractUser | None = None) -> Transcript:
    """Store a plan. Raises TranscriptChanged when the stored transcript is no longer the one it was made for."""
    with transaction.atomic():
        transcript, _created = Transcript.objects.get_or_create(
            interview=plan.interview, layer=plan.layer, language=plan.language
        )
        transcript = Transcript.objects.select_for_update().get(pk=transcript.pk)
        if transcript.version != plan.base_version:
            raise TranscriptChanged
        _write_segments(transcript, plan)
        if plan.index_points:
            IndexPoint.objects.bulk_create(plan.index_points)
        transcript.version += 1
        transcript.save(update_fields=["version", "updated_at"])
        TranscriptVersion.objects.create(
            transcript=transcript,
            version=transcript.version,
            source_name=plan.filename[:255],
            segments=[_snapshot(row) for row in plan.segments],
            made_by_id=user.pk if user else None,
        )
        settle_sound(plan.interview)
        touch(plan.interview, urgent=True)  # what the former version said may be what this one leaves out
        log(
            instance=plan.interview,
            action=IMPORT_TRANSCRIPT,
            user=user,
            data={"layer": str(plan.layer), "version": transcript.version, "segments": len(plan.segments)},
        )
    return transcript


def duration_of(interview: Interview) -> int:
    """How long the interview is: what the catalogue says, or the end of its last recording, or 0."""
    parts = InterviewPart.objects.filter(interview=interview).select_related("recording")
    ends = [part.offset_ms + part.recording.duration_ms for part in parts]
    return int(max([interview.duration_ms, *ends]))


def _planned(
    timed: Sequence[Timed], alignment: Alignment, stored: Sequence[Segment], ids: SegmentIds, room: Room
) -> tuple[PlannedSegment, ...]:
    by_uid = {row.uid: row for row in stored}
    hidden = [(row.start_ms, row.end_ms) for row in stored if row.is_redacted]
    taken = {uid for uid in alignment.uids if uid}
    return tuple(
        _plan_segment(one, by_uid.get(kept or ""), kept or ids.for_new(one.cue.id, taken), hidden, room)
        for one, kept in zip(timed, alignment.uids, strict=True)
    )


def _plan_segment(
    one: Timed, before: Segment | None, uid: str, hidden: Sequence[tuple[int, int]], room: Room
) -> PlannedSegment:
    """What was redacted stays redacted, whatever the new file says: its words may only come back by hand. A working
    copy in which they were blacked out takes nothing away either."""
    cue, voice = one.cue, room.voice(one.cue.speaker)
    was_hidden = any(one.start_ms < end and one.end_ms > start for start, end in hidden)
    was_hidden = was_hidden or (before is not None and before.is_redacted)
    text = before.text if before and before.is_redacted and cue.text.strip() == BLACKED_OUT else cue.text
    facts = (one.start_ms, one.end_ms, voice.label, text)
    return PlannedSegment(
        uid=uid,
        is_new=before is None,
        is_changed=before is not None and facts != (before.start_ms, before.end_ms, before.speaker, before.text),
        line=cue.line,
        start_ms=one.start_ms,
        end_ms=one.end_ms,
        is_time_estimated=one.is_estimated,
        label=cue.speaker,
        speaker=voice.label,
        person_id=voice.person.pk if voice.person else None,
        text=text,
        is_unsure=Flag.UNSURE in cue.flags,
        is_inaudible=Flag.INAUDIBLE in cue.flags,
        is_redacted=was_hidden or Flag.REDACTED in cue.flags,
    )


def _write_segments(transcript: Transcript, plan: ImportPlan) -> None:
    stored = {row.uid: row for row in transcript.segments.all()}
    kept: list[Segment] = []
    new: list[Segment] = []
    for order, planned in enumerate(plan.segments):
        segment = stored.get(planned.uid) or Segment(transcript=transcript, uid=planned.uid)
        (kept if segment.pk else new).append(_fill(segment, planned, order))
    Segment.objects.bulk_create(new, batch_size=500)
    Segment.objects.bulk_update(kept, _WRITTEN, batch_size=200)
    by_position = {row.order: row for row in (*kept, *new)}
    _redirect([row for uid, row in stored.items() if uid not in {one.uid for one in plan.segments}], plan, by_position)


_WRITTEN = [
    "order", "start_ms", "end_ms", "speaker", "person", "text",
    "is_time_estimated", "is_unsure", "is_inaudible", "is_redacted",
]  # fmt: skip


def _fill(segment: Segment, planned: PlannedSegment, order: int) -> Segment:
    segment.order = order
    segment.start_ms, segment.end_ms = planned.start_ms, planned.end_ms
    segment.speaker, segment.person_id = planned.speaker, planned.person_id
    segment.text = planned.text
    segment.is_time_estimated = planned.is_time_estimated
    segment.is_unsure, segment.is_inaudible = planned.is_unsure, planned.is_inaudible
    segment.is_redacted = planned.is_redacted
    return segment


def _redirect(gone: Iterable[Segment], plan: ImportPlan, by_position: Mapping[int, Segment]) -> None:
    """Retire segments: their ids, and those that led to them, lead to whoever has their words now, or to the moment."""
    for segment in gone:
        positions = plan.alignment.successors.get(segment.uid, ())
        heir = by_position[positions[0]] if positions else None
        SegmentRedirect.objects.filter(replaced_by=segment).update(replaced_by=heir)
        uid, start_ms = segment.uid, segment.start_ms
        segment.delete()
        SegmentRedirect.objects.update_or_create(
            uid=uid, defaults={"interview": plan.interview, "replaced_by": heir, "start_ms": start_ms}
        )


def _summaries(segments: Iterable[PlannedSegment], room: Room) -> tuple[SpeakerSummary, ...]:
    rows = list(segments)
    times, characters = Counter(row.label for row in rows), Counter[str]()
    for row in rows:
        characters[row.label] += len(row.text)
    return tuple(
        SpeakerSummary(
            label=label,
            stored_as=room.voice(label).label,
            segments=count,
            characters=characters[label],
            is_known=room.knows(label),
        )
        for label, count in times.items()
    )


def _points(read: ReadTranscript, interview: Interview) -> tuple[IndexPoint, ...]:
    """Index points of the file, for an interview that has none of its own yet."""
    if not read.index_points or interview.index_points.exists():
        return ()
    ends = [point.start_ms for point in read.index_points[1:]] + [duration_of(interview)]
    return tuple(
        IndexPoint(
            interview=interview,
            sort_order=order,
            title=point.title[:200],
            synopsis=point.synopsis,
            keywords=[*point.keywords, *point.subjects],
            start_ms=point.start_ms,
            end_ms=max(point.end_ms or follows, point.start_ms + 1),
        )
        for order, (point, follows) in enumerate(zip(read.index_points, ends, strict=True))
    )


def _own_warnings(
    segments: Sequence[PlannedSegment],
    room: Room,
    read: ReadTranscript,
    interview: Interview,
    points: tuple[IndexPoint, ...],
) -> list[Problem]:
    """What only the museum can know: voices nobody has a name for, times that are guesses, speech after the end."""
    found: list[Problem] = []
    first_lines: dict[str, int] = {}
    for row in segments:
        first_lines.setdefault(row.label, row.line)
    for label, line in first_lines.items():
        if label and not room.knows(label):
            found.append(Problem(line, gettext("“%(label)s”不在参与者里，对外就这样显示。") % {"label": label}))
    if any(row.is_time_estimated for row in segments):
        found.append(Problem(0, gettext("文稿没有写全时间，缺的按字数估算，点击跳转会不准。")))
    length_ms = duration_of(interview)
    late = [row for row in segments if length_ms and row.start_ms >= length_ms]
    if late:
        found.append(
            Problem(late[0].line, gettext("从这里起，时间超过了录音的长度，共 %(count)d 段。") % {"count": len(late)})
        )
    if read.index_points and not points:
        found.append(Problem(0, gettext("文件里有索引，访谈已有自己的索引点，没有改动。")))
    return found


def _snapshot(row: PlannedSegment) -> dict[str, Any]:
    return {
        "uid": row.uid,
        "start_ms": row.start_ms,
        "end_ms": row.end_ms,
        "speaker": row.speaker,
        "text": row.text,
        "is_redacted": row.is_redacted,
    }
