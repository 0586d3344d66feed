"""The seconds of interviews that speak about something: first what curators have marked, then where it is named.

The index knows where names are said; who may hear an interview, what is cut from it, and what a curator has rejected
a moment ago is asked of the database, which is never behind.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator

from archive.models import Interview, InterviewParticipant, MentionRejection, MomentMention
from archive.rights import is_cut
from archive.speech import cut_ranges, participant_label
from archive.states import ParticipantRole
from media.models import Asset
from museum.clips import Clip, Key, clips_at
from museum.fetching import joined, load_files, sound
from museum.listening import speakers_of
from museum.reader import Reader
from museum.sound import Part, part_at
from museum.timecodes import seconds
from search import api
from search.engines.base import EngineError
from search.entries import Moment, Moments, TextParts

logger = logging.getLogger(__name__)

MOST_SHOWN = 12
MOST_OF_ONE_INTERVIEW = 3
QUOTED_CHARACTERS = 120
NAMED_KINDS = frozenset({"person", "place", "artifact"})
"""Kinds that names are known of; photographs are only ever marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A moment on the page. `segment_uid` is set where it was found by its name, and so can be rejected."""

    url: str
    start_ms: int
    end_ms: int
    speaker: str
    generation: str
    parts: TextParts
    part: Part | None
    segment_uid: str = ""

    @property
    def words(self) -> str:
        return "".join(text for text, _is_name in self.parts)

    @property
    def name(self) -> str:
        """The name as it is said here."""
        return next((text for text, is_name in self.parts if is_name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One interview with its moments, in speaking order."""

    title: str
    url: str
    generation: str
    moments: list[Spoken]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Everything a page says of where its record is spoken of. `rejected` is for those who may take it back."""

    entity: str = ""
    tellings: list[Telling] = field(default_factory=list)
    more: int = 0
    more_url: str = ""
    may_reject: bool = False
    is_person: bool = False
    rejected: list[MentionRejection] = field(default_factory=list)

    @property
    def spoken(self) -> list[Spoken]:
        """The moments without their interviews."""
        return [moment for telling in self.tellings for moment in telling.moments]

    def __bool__(self) -> bool:
        return bool(self.tellings or self.rejected)


def moments_about(record: Any, reader: Reader, most: int = MOST_SHOWN, *, shown_beside: Iterable[Asset] = ()) -> About:
    """The moments of this record that this reader may hear. `shown_beside` are assets the page shows besides; their
    files are loaded with those of the sound."""
    if record.pk is None:
        load_files(shown_beside)
        return About()  # a preview of something that was never saved
    entity = f"{record.KIND}:{record.pk}"
    marks = _marks(record, reader)
    may_reject = record.KIND in NAMED_KINDS and reader.may("archive.add_mentionrejection")
    found = _named(entity, reader) if record.KIND in NAMED_KINDS else Moments()
    is_named = any(is_name for moment in found.found for _text, is_name in moment.parts)
    rejected = list(MentionRejection.objects.filter(entity=entity)) if is_named or may_reject else []
    interviews = _interviews(marks, found.found, reader)
    clips = _marked(marks, interviews, reader)
    named = [
        moment
        for moment in _open(found.found, clips, rejected, interviews)
        if not _is_said_to_themselves(moment, interviews[_interview_of(moment)], record, reader)
    ]
    chosen = _chosen(clips, named, most)
    _load_files([interviews[pk] for pk in chosen], shown_beside)
    tellings = [_telling(interviews[pk], moments, reader) for pk, moments in chosen.items()]
    shown = sum(len(telling.moments) for telling in tellings)
    beyond = found.total - len(found.found)
    return About(
        entity=entity,
        tellings=tellings,
        more=len(clips) + len(named) + beyond - shown,
        more_url=f"{reverse('search')}?{urlencode({'about': entity})}",
        may_reject=may_reject,
        is_person=record.KIND == "person",
        rejected=[row for row in rejected if row.interview_id in interviews] if may_reject else [],
    )


def _marks(record: Any, reader: Reader) -> list[MomentMention]:
    rows = MomentMention.objects.filter(
        **{record.KIND: record}, interview__in=Interview.objects.visible_to(reader.viewer)
    )
    return list(rows.select_related("interview").order_by("interview", "start_ms")[:MOST_SHOWN])


def _interviews(marks: Iterable[MomentMention], found: Iterable[Moment], reader: Reader) -> dict[int, Interview]:
    """Those this reader may hear, with all it takes to know what may be told of them."""
    interviews = {row.interview_id: row.interview for row in marks}
    if missing := {_interview_of(moment) for moment in found} - interviews.keys():
        interviews |= Interview.objects.visible_to(reader.viewer).in_bulk(missing)
    people = joined("participants", InterviewParticipant, "person")
    prefetch_related_objects(list(interviews.values()), people, "restrictions")
    return interviews


def _load_files(interviews: list[Interview], shown_beside: Iterable[Asset]) -> None:
    prefetch_related_objects(interviews, sound())
    load_files([*shown_beside, *(part.recording.asset for each in interviews for part in each.parts.all())])


def _interview_of(moment: Moment) -> int:
    return int(moment.entry_id.partition(":")[2])


def _named(entity: str, reader: Reader) -> Moments:
    """Without the engine the page stands, with what curators have marked."""
    try:
        return api.moments(entity, viewer=reader.visibilities)
    except EngineError as error:
        logger.warning("moments not available", extra={"entity": entity, "reason": str(error)})
        return Moments()


def _marked(marks: Iterable[MomentMention], interviews: Mapping[int, Interview], reader: Reader) -> dict[Key, Clip]:
    """What curators have marked; a moment that touches a cut is left out whole."""
    keys = [(row.interview_id, row.start_ms, row.end_ms) for row in marks]
    clips = clips_at(keys, interviews, reader)
    return {key: clip for key, clip in clips.items() if clip.lines and not clip.is_cut}


def _open(
    found: Iterable[Moment],
    clips: Iterable[Key],
    rejected: Iterable[MentionRejection],
    interviews: Mapping[int, Interview],
) -> Iterator[Moment]:
    """Found moments that are neither marked already, nor rejected, nor cut since they were indexed."""
    refused = {(row.interview_id, row.segment_uid) for row in rejected}
    ranges = {pk: cut_ranges(interview) for pk, interview in interviews.items()}
    for pk, start_ms, end_ms in clips:
        ranges[pk].append((start_ms, end_ms))
    for moment in found:
        pk = _interview_of(moment)
        is_open = pk in interviews and (pk, moment.segment_id) not in refused
        if is_open and not is_cut(moment.start_ms, moment.end_ms, ranges[pk]):
            yield moment


def _is_said_to_themselves(moment: Moment, interview: Interview, record: Any, reader: Reader) -> bool:
    """In their own interview people say their name, and are called by it: that is nothing told about them."""
    rows = interview.participants.all()
    if record.KIND != "person" or not any(row.person_id == record.pk for row in rows):
        return False
    near = (row for row in rows if row.person_id == record.pk or row.kind == ParticipantRole.INTERVIEWER)
    return moment.speaker in {participant_label(row, reader.viewer, reader.mask) for row in near}


def _chosen(clips: Mapping[Key, Clip], named: Iterable[Moment], most: int) -> dict[int, list[Clip | Moment]]:
    """At most that many moments, and of no interview so many that others get no word in."""
    by_interview: dict[int, list[Clip | Moment]] = defaultdict(list)
    for (pk, _start, _end), clip in clips.items():
        by_interview[pk].append(clip)
    for moment in named:
        if len(of_this := by_interview[_interview_of(moment)]) < MOST_OF_ONE_INTERVIEW:
            of_this.append(moment)
    chosen: dict[int, list[Clip | Moment]] = {}
    for pk, moments in by_interview.items():
        if kept := moments[:most]:
            chosen[pk] = kept
            most -= len(kept)
    return chosen


def _telling(interview: Interview, moments: Iterable[Clip | Moment], reader: Reader) -> Telling:
    generation = _generation(interview, reader)
    spoken = [
        _from_clip(each, interview) if isinstance(each, Clip) else _from_index(each, interview, generation)
        for each in moments
    ]
    return Telling(
        title=reader.say(interview.title),
        url=interview.get_absolute_url(),
        generation=generation,
        moments=sorted(spoken, key=lambda each: each.start_ms),
    )


def _generation(interview: Interview, reader: Reader) -> str:
    """That of its narrators, as far as it may be told."""
    narrators = [each.name for each in speakers_of(interview, reader) if each.kind == ParticipantRole.NARRATOR]
    return min((name.generation for name in narrators if name.generation), default="")


def _from_clip(clip: Clip, interview: Interview) -> Spoken:
    return Spoken(
        url=clip.url,
        start_ms=clip.start_ms,
        end_ms=clip.end_ms,
        speaker=clip.narrator,
        generation=clip.generation,
        parts=((Truncator(clip.words).chars(QUOTED_CHARACTERS), False),),
        part=part_at(interview, clip.start_ms, clip.end_ms),
    )


def _from_index(moment: Moment, interview: Interview, generation: str) -> Spoken:
    span = f"{seconds(moment.start_ms)},{seconds(moment.end_ms)}"
    return Spoken(
        url=f"{interview.get_absolute_url()}?t={span}&layer=raw#s-{moment.segment_id}",
        start_ms=moment.start_ms,
        end_ms=moment.end_ms,
        speaker=moment.speaker,
        generation=generation,
        parts=moment.parts,
        part=part_at(interview, moment.start_ms, moment.end_ms),
        segment_uid=moment.segment_id if any(is_name for _text, is_name in moment.parts) else "",
    )
