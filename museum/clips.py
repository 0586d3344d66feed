"""Pieces of interviews inside pages. All the clips of a page are fetched together: a fixed number of queries.

A clip's words are the transcript's words of today. What a narrator has taken back since the page was written is gone
from it, and a quotation typed by a curator is not shown when something in its range has been cut.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from archive.models import Interview, InterviewParticipant, Segment, Transcript
from archive.states import Layer, ParticipantRole
from museum.fetching import joined
from museum.listening import LAYER_ORDER, Line, lines_of, speakers_of
from museum.reader import Reader
from museum.sound import Part, part_at
from museum.timecodes import seconds

Key = tuple[int, int, int]
"""Interview, start and end in milliseconds."""

UNFINISHED = ("，", "、", "；", "：")

LONGEST_MS = 15 * 60_000
"""A clip of an hour is a slip of the curator's hand, not a reason to fetch an hour of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A piece of an interview that this reader may hear."""

    url: str
    title: str
    start_ms: int
    end_ms: int
    interview_ms: int
    narrator: str
    generation: str
    lines: Sequence[Line]
    part: Part | None

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def is_cut(self) -> bool:
        return any(line.is_cut for line in self.lines)

    @property
    def goes_on(self) -> bool:
        """Whether more is said in the same breath: a clip, like a cue, may end inside a sentence."""
        return bool(self.lines) and self.lines[-1].text.endswith(UNFINISHED)

    @property
    def said(self) -> list[Line]:
        """The lines as they are quoted: what somebody else asks in between is set apart, or the narrator seems to say
        it."""
        said = []
        for line, before, after in zip(self.lines, (None, *self.lines), (*self.lines[1:], None), strict=False):
            opening = _("（问：") if line.asks and not (before and before.asks) else ""
            closing = "）" if line.asks and not (after and after.asks) else ""
            said.append(line._replace(text=f"{opening}{line.text}{closing}"))
        return said

    @property
    def words(self) -> str:
        return "".join(line.text for line in self.said) + ("……" if self.goes_on else "")


def key_of(value: Mapping[str, Any]) -> Key | None:
    """The clip a block asks for; None while the block is incomplete or its interview was deleted."""
    interview, start_ms, end_ms = value.get("interview"), value.get("start_ms"), value.get("end_ms")
    if not isinstance(interview, Interview) or start_ms is None or end_ms is None:
        return None
    return interview.pk, int(start_ms), min(int(end_ms), int(start_ms) + LONGEST_MS)


def moments_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every struct of a page's body that points at a moment of an interview, however deep."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from moments_in(child.value)
    elif isinstance(value, ListValue | list | tuple):
        for child in value:
            yield from moments_in(child)
    elif isinstance(value, StructValue):
        if "interview" in value:
            yield value
        for child in value.values():
            yield from moments_in(child)


def clips_of(body: StreamValue) -> set[Key]:
    """What the blocks of a body ask for."""
    return {key for key in map(key_of, moments_in(body)) if key}


def clips_at(
    wanted: Collection[Key], interviews: Mapping[int, Interview], reader: Reader, *, with_sound: bool = False
) -> dict[Key, Clip]:
    """The clips at these moments of these interviews, in four queries however many there are; interviews that are not
    given are left out. For the sound the recordings and their files must have been loaded."""
    open_keys = [key for key in wanted if key[0] in interviews]
    if not open_keys:
        return {}
    participants = joined("participants", InterviewParticipant, "person")
    prefetch_related_objects(list(interviews.values()), participants, "restrictions")
    layers = layers_at(open_keys, interviews)
    clips = {}
    for key in open_keys:
        layer, lines = words_at(key, layers.get(key[0], []), reader)
        clips[key] = _clip(interviews[key[0]], key, layer, lines, reader, with_sound=with_sound)
    return clips


def words_at(key: Key, layers: Sequence[Transcript], reader: Reader) -> tuple[str, list[Line]]:
    """The lines of the first layer that has any inside the clip, and which layer an address must name to show them: a
    text the narrator has signed may stand in paragraphs longer than what a curator has cut out."""
    for transcript in layers:
        if lines := [line for line in lines_of(transcript, reader) if _within(line, key)]:
            return "" if transcript is layers[0] else transcript.layer, lines
    return "", []


def layers_at(keys: Collection[Key], interviews: Mapping[int, Interview]) -> dict[int, list[Transcript]]:
    """The layers of each interview as a visitor reads them, with the segments around its moments and no others."""
    around = Q(pk__in=[])
    for pk, start_ms, end_ms in keys:
        around |= Q(transcript__interview=pk, start_ms__lt=end_ms, end_ms__gt=start_ms)
    segments = Segment.objects.filter(around).select_related("person").order_by("order")
    rows: dict[int, list[Transcript]] = defaultdict(list)
    found = Transcript.objects.readable().filter(interview__in=interviews)
    for transcript in found.prefetch_related(Prefetch("segments", queryset=segments)):
        transcript.interview = interviews[transcript.interview_id]
        rows[transcript.interview_id].append(transcript)
    return {pk: sorted(layers, key=lambda layer: LAYER_ORDER.index(Layer(layer.layer))) for pk, layers in rows.items()}


def _within(line: Line, key: Key) -> bool:
    """A line belongs to a clip when the greater part of it is inside: editors cut a breath early or late. What is cut
    belongs to it as soon as it touches."""
    _interview, start_ms, end_ms = key
    inside = min(line.end_ms, end_ms) - max(line.start_ms, start_ms)
    return inside > 0 if line.is_cut else inside * 2 >= line.length_ms


def _clip(interview: Interview, key: Key, layer: str, lines: list[Line], reader: Reader, *, with_sound: bool) -> Clip:
    _pk, start_ms, end_ms = key
    named = f"&layer={layer}" if layer else ""
    anchor = f"#s-{lines[0].uid}" if lines else ""
    narrators = [each.name for each in speakers_of(interview, reader) if each.kind == ParticipantRole.NARRATOR]
    return Clip(
        url=f"{interview.get_absolute_url()}?t={seconds(start_ms)},{seconds(end_ms)}{named}{anchor}",
        title=reader.say(interview.title),
        start_ms=start_ms,
        end_ms=end_ms,
        interview_ms=interview.duration_ms,
        narrator="、".join(name.text for name in narrators),
        generation=min((name.generation for name in narrators if name.generation), default=""),
        lines=lines,
        part=part_at(interview, start_ms, end_ms) if with_sound else None,
    )
