"""All that the page of one interview shows: its sound, its words in one layer, its index, the places a search hits."""

import logging
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.encoding import uri_to_iri
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Artifact, Interview, MomentMention, Photograph, Transcript
from archive.speech import layer_of_speech, open_mentions, open_points
from archive.states import Layer, ParticipantRole
from museum.cards import Card, artifact_card, photograph_card
from museum.citing import cite_interview
from museum.fetching import artifact_cards, photograph_cards
from museum.linked_pages import interview_data
from museum.listening import LAYER_ORDER, Line, choose_transcript, lines_of, speakers_of
from museum.reader import Reader
from museum.results.asked import Reading
from museum.results.listing import SPARK_WIDTH
from museum.sound import parts_of
from museum.timecodes import read_moment, seconds
from museum.transcript_html import write_lines
from search import api
from search.engines.base import EngineError
from search.entries import Match

logger = logging.getLogger(__name__)

NARROWEST: Final = 3.0
"""Of the width of a timeline: a sentence of a second in an hour must still be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks of an interview. `hit` counts the found places from 1; 0 means the one at `start_ms`.
    `exact`: nothing but the words of `within` themselves."""

    start_ms: int | None = None
    end_ms: int | None = None
    layer: str = ""
    within: str = ""
    exact: bool = False
    hit: int = 0


NOTHING_ASKED = Asked()


def read_asked(query: QueryDict) -> Asked:
    """`?t=767`, `?t=12:47`, `?t=767,785`, `?layer=raw`, `?within=师傅&t=98`. What cannot be read is ignored: a link
    cut short by a chat still opens the interview."""
    start, _comma, end = query.get("t", "").partition(",")
    hit = query.get("hit", "0")
    return Asked(
        start_ms=read_moment(start),
        end_ms=read_moment(end),
        layer=query.get("layer", "") if query.get("layer", "") in Layer.values else "",
        within=Reading(query).text("within"),
        exact=query.get("exact") == "1",
        hit=int(hit) if hit.isascii() and hit.isdigit() and len(hit) < 6 else 0,
    )


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """One of the layers to read; `value` is empty for the one that is shown unasked."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index: what is spoken about from here on."""

    start_ms: int
    length_ms: int
    title: str
    keywords: str
    uid: str
    current: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A found place: its line, its address on this page, and where it lies on a timeline of `SPARK_WIDTH`."""

    line: Line
    url: str
    x: float
    width: float
    is_current: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The places a search within has found. `at` counts from 1."""

    text: str
    at: int
    places: list[Place]
    problem: str = ""

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def before(self) -> Place | None:
        return self.places[self.at - 2] if self.at > 1 else None

    @property
    def after(self) -> Place | None:
        return self.places[self.at] if self.at < self.count else None

    @property
    def where(self) -> str:
        """第 3 处，共 7 处."""
        return ngettext("第 %(at)s 处，共 %(n)s 处", "第 %(at)s 处，共 %(n)s 处", self.count) % {
            "at": self.at,
            "n": self.count,
        }


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A record that is spoken of at a moment."""

    start_ms: int
    card: Card


def interview_context(record: Interview, reader: Reader, asked: Asked = NOTHING_ASKED) -> dict[str, Any]:
    """The context of museum/views/interview.html."""
    transcripts = list(record.transcripts.readable()) if record.pk else []
    for layer in transcripts:
        layer.interview = record  # already here, with its participants and restrictions
    transcript = chosen_layer(transcripts, asked)
    matches, problem = _search(record, reader, asked)
    lines = lines_of(transcript, reader, matches) if transcript else []
    found = found_in(lines, matches, asked, record.duration_ms, problem) if asked.within else None
    start_ms = asked.start_ms
    parts = parts_of(record, start_ms, asked.end_ms)
    speakers = speakers_of(record, reader)
    narrators = [each.name for each in speakers if each.kind == ParticipantRole.NARRATOR]
    interviewers = [each.name for each in speakers if each.kind == ParticipantRole.INTERVIEWER]
    return {
        "title": reader.say(record.title),
        "description": reader.say(record.synopsis),
        "linked_data": interview_data(record, reader, narrators, interviewers) if record.pk else None,
        "asked": asked,
        "narrators": narrators,
        "interviewers": interviewers,
        "others": [each.name for each in speakers if each.kind == ParticipantRole.PRESENT],
        "generation": min((name.generation for name in narrators if name.generation), default=""),
        "parts": parts,
        "can_play": any(part.sources for part in parts),
        "transcript": transcript,
        "layers": layer_choices(transcripts, transcript),
        "transcript_html": transcript_html(lines, transcripts, transcript, asked),
        "found": found,
        "index": index_of(record, lines, reader, start_ms or 0),
        "spoken_of": spoken_of(record, reader),
        "citation": cite_interview(record, reader, _joined(narrators), _joined(interviewers)),
    }


def chosen_layer(transcripts: list[Transcript], asked: Asked) -> Transcript | None:
    """A search looks at what was said, so its places are in that layer."""
    searched = layer_of_speech(transcripts) if asked.within else None
    return choose_transcript(transcripts, asked.layer or (searched.layer if searched else ""))


def _joined(names: list[Any]) -> str:
    return "、".join(name.text for name in names)


def _search(record: Interview, reader: Reader, asked: Asked) -> tuple[list[Match], str]:
    if not asked.within:
        return [], ""
    entry_id = f"interview:{record.pk}"
    try:
        return api.within(entry_id, asked.within, viewer=reader.visibilities, exact=asked.exact), ""
    except EngineError as error:
        logger.warning("search within did not answer", extra={"interview": record.pk, "reason": str(error)})
        return [], _("搜索这会儿没有答应，过一分钟再试。")


def layer_choices(transcripts: list[Transcript], chosen: Transcript | None) -> list[LayerChoice]:
    unasked = choose_transcript(transcripts, "")
    return [
        LayerChoice("" if row == unasked else row.layer, row.get_layer_display(), row == chosen)
        for layer in LAYER_ORDER
        for row in transcripts
        if row.layer == layer
    ]


def transcript_html(
    lines: list[Line], transcripts: list[Transcript], chosen: Transcript | None, asked: Asked
) -> SafeString:
    layer = chosen.layer if chosen and chosen != choose_transcript(transcripts, "") else ""
    here = line_at(lines, asked.start_ms) if asked.start_ms is not None else None
    return write_lines(lines, layer=layer, current=here.uid if here else "")


def line_at(lines: list[Line], moment_ms: int) -> Line | None:
    """The line being spoken at that moment, or the last one before it."""
    return next((line for line in reversed(lines) if line.start_ms <= moment_ms), None)


def found_in(lines: list[Line], matches: list[Match], asked: Asked, duration_ms: int, problem: str) -> Found:
    """The hits as they stand on this page; a place that was found but is cut by now does not count."""
    hits = [line for line in lines if line.parts]
    here = asked.hit or sum(1 for line in hits if line.start_ms <= (asked.start_ms or 0))
    at = min(max(here, 1), len(hits)) if hits else 0
    whole = max(duration_ms, lines[-1].end_ms if lines else 0, 1)
    places = [
        Place(
            line,
            place_url(asked, line),
            round(line.start_ms / whole * SPARK_WIDTH, 1),
            round(max(line.length_ms / whole * SPARK_WIDTH, NARROWEST), 1),
            number == at,
        )
        for number, line in enumerate(hits, start=1)
    ]
    return Found(asked.within, at, places, problem)


def place_url(asked: Asked, line: Line) -> str:
    """The same search at this place: its second plays, its line is in view."""
    pairs = {"within": asked.within, **({"exact": "1"} if asked.exact else {}), "t": seconds(line.start_ms)}
    return uri_to_iri(f"?{urlencode(pairs)}#s-{line.uid}")


def index_of(record: Interview, lines: list[Line], reader: Reader, now_ms: int) -> list[Entry]:
    points = sorted(open_points(record), key=lambda point: point.start_ms)
    ends = list(accumulate((line.end_ms for line in lines), max))
    here = max((point.start_ms for point in points if point.start_ms <= now_ms), default=-1)
    entries = []
    for point in points:
        at = bisect_right(ends, point.start_ms)
        line = lines[at] if at < len(lines) else None
        entries.append(
            Entry(
                point.start_ms,
                point.end_ms - point.start_ms,
                reader.say(point.title),
                reader.say("，".join(point.keywords[:3])),
                line.uid if line else "",
                point.start_ms == here and now_ms > 0,
            )
        )
    return entries


def spoken_of(record: Interview, reader: Reader) -> list[SpokenOf]:
    """Objects and photographs that are spoken of, each once, in the order they come up."""
    rows = open_mentions(record)
    artifact_ms, photograph_ms = first_mentions(rows, "artifact_id"), first_mentions(rows, "photograph_id")
    artifacts = (
        artifact_cards(Artifact.objects.visible_to(reader.viewer).filter(pk__in=artifact_ms)) if artifact_ms else ()
    )
    photographs = (
        photograph_cards(Photograph.objects.visible_to(reader.viewer).filter(pk__in=photograph_ms))
        if photograph_ms
        else ()
    )
    found = [SpokenOf(artifact_ms[each.pk], artifact_card(each, reader)) for each in artifacts]
    found += [SpokenOf(photograph_ms[each.pk], photograph_card(each, reader)) for each in photographs]
    return sorted(found, key=lambda each: each.start_ms)


def first_mentions(rows: list[MomentMention], key: str) -> dict[int, int]:
    """When each record is first spoken of."""
    first: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: row.start_ms):
        if (pk := getattr(row, key)) and pk not in first:
            first[pk] = row.start_ms
    return first
