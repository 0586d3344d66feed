"""All that the page of one interview shows: its sound, its words in one layer, its index, the places a search hits."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from django.template.loader import render_to_string

from archive.models import Artifact, Interview, MomentMention, Photograph, Transcript
from archive.rights import Viewer, may_see
from archive.services.consent import beyond_showing
from archive.speech import layer_of_speech, open_mentions, open_points
from archive.states import Layer, ParticipantRole
from museum.beside import words_beside
from museum.card_font import card_font
from museum.cards import Card, artifact_card, photograph_card
from museum.citing import cite_interview, cite_passage
from museum.downloads import downloads_of, may_take
from museum.fetching import artifact_cards, load_files, photograph_cards
from museum.found_within import (
    NOTHING_ASKED,
    Asked,
    choosing_url,
    found_in,
    line_at,
    matches_in,
    same_place,
    stretches,
    whole_ms,
)
from museum.linked_pages import interview_data
from museum.listening import LAYER_ORDER, Line, choose_transcript, lines_of, speakers_of
from museum.passage import Passage, passage_in
from museum.quote_card import HEIGHT_PX, WIDTH_PX
from museum.reader import Reader
from museum.sharing import ShareImage, absolute
from museum.sound import cost_of, parts_of, silences_of
from museum.transcript_html import write_lines

QUOTED_CHARACTERS = 40
"""Of a passage in the title of a shared link."""


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """One of the layers to read, at the place where the visitor is."""

    url: str
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
class SpokenOf:
    """A record that is spoken of from one moment to another."""

    start_ms: int
    end_ms: int
    card: Card


def interview_context(
    record: Interview, reader: Reader, asked: Asked = NOTHING_ASKED, *, saving: bool = False
) -> dict[str, Any]:
    """The context of museum/views/interview.html. `saving`: the visitor wants few bytes."""
    transcripts = list(record.transcripts.readable()) if record.pk else []
    for layer in transcripts:
        layer.interview = record  # already here, with its participants and restrictions
    transcript = chosen_layer(transcripts, asked)
    matches, problem = matches_in(record, reader, asked)
    lines = lines_of(transcript, reader, matches) if transcript else []
    parts = parts_of(record, asked.start_ms, asked.end_ms, saving=saving, is_public=reader.is_public)
    kept = layer_kept(transcripts, transcript)
    mentioned = spoken_of(record, reader)
    people = people_context(record, reader)
    beyond = beyond_showing(record)
    return {
        "title": reader.say(record.title),
        "description": reader.say(record.synopsis),
        "linked_data": interview_data(record, reader, people["narrators"], people["interviewers"])
        if record.pk
        else None,
        "asked": asked,
        "saving": saving,
        "parts": parts,
        "can_play": any(part.sources for part in parts),
        "cost": cost_of(parts),
        "transcript": transcript,
        "layers": layer_choices(record, transcripts, transcript, asked),
        "beside_url": same_place(asked, layer=kept, beside=not asked.beside) or record.get_absolute_url(),
        "choose_url": choosing_url(asked, kept),
        "cuts": stretches(silences_of(record), whole_ms(lines, record.duration_ms)),
        "kept_layer": kept,
        "found": found_in(lines, matches, asked, record.duration_ms, problem) if asked.within else None,
        "index": index_of(record, lines, reader, asked.start_ms or 0),
        "spoken_of": mentioned,
        "beyond": beyond,
        "may_take": may_take(record, reader, beyond),
        "downloads": downloads_of(record, transcript, kept, parts),
        **_words(lines, transcripts, transcript, reader, asked, shown_at(lines, mentioned, saving=saving)),
        **people,
        **passage_context(asked_passage(record, lines, asked, kept), reader),
    }


def people_context(record: Interview, reader: Reader) -> dict[str, Any]:
    """Who took part, as this reader may know them, and how the interview is cited by their names."""
    speakers = speakers_of(record, reader)
    narrators = [each.name for each in speakers if each.kind == ParticipantRole.NARRATOR]
    interviewers = [each.name for each in speakers if each.kind == ParticipantRole.INTERVIEWER]
    return {
        "narrators": narrators,
        "interviewers": interviewers,
        "others": [each.name for each in speakers if each.kind == ParticipantRole.PRESENT],
        "generation": min((name.generation for name in narrators if name.generation), default=""),
        "citation": cite_interview(record, reader, _joined(narrators), _joined(interviewers)),
    }


def _words(
    lines: list[Line],
    transcripts: list[Transcript],
    transcript: Transcript | None,
    reader: Reader,
    asked: Asked,
    shown: Mapping[str, str],
) -> dict[str, Any]:
    """The transcript as HTML, with the translation beside it and what is spoken of at its place."""
    translation = next((row for row in transcripts if row.layer == Layer.TRANSLATION and row != transcript), None)
    shows = bool(translation and asked.beside)
    here = line_at(lines, asked.start_ms) if asked.start_ms is not None else None
    html = write_lines(
        lines,
        layer=layer_kept(transcripts, transcript),
        current=here.uid if here else "",
        beside=words_beside(lines, lines_of(translation, reader)) if translation and shows else {},
        beside_language=translation.language if translation else "",
        shown=shown,
    )
    return {"transcript_html": html, "translation": translation, "is_beside": shows}


def shown_at(lines: Sequence[Line], mentioned: Sequence[SpokenOf], *, saving: bool) -> dict[str, str]:
    """What stands below a line because it is spoken of there, as HTML by the id of the line; in words alone for a
    visitor who saves."""
    ends = list(accumulate((line.end_ms for line in lines), max))
    shown: dict[str, str] = {}
    for each in mentioned:
        at = bisect_right(ends, each.start_ms)
        if at < len(lines) and not lines[at].is_cut:
            uid = lines[at].uid
            context = {"each": each, "saving": saving}
            shown[uid] = shown.get(uid, "") + render_to_string("museum/components/spoken_of.html", context)
    return shown


def asked_passage(record: Interview, lines: list[Line], asked: Asked, layer: str) -> Passage | None:
    """The passage an address names by its start and its end."""
    if record.pk is None or asked.start_ms is None or asked.end_ms is None:
        return None
    return passage_in(record, lines, asked.start_ms, asked.end_ms, layer)


def passage_context(passage: Passage | None, reader: Reader) -> dict[str, Any]:
    """What is sent on of a passage, and what a chat shows of its link."""
    if passage is None:
        return {"passage": None}
    record = passage.interview
    people = people_context(record, reader)
    narrators = passage.narrators(reader)
    short = passage.words if len(passage.words) <= QUOTED_CHARACTERS else passage.words[:QUOTED_CHARACTERS] + "……"
    has_card = card_font() is not None and may_see(record, Viewer.PUBLIC)
    context = {
        "passage": passage,
        "passage_narrators": narrators,
        "passage_citation": cite_passage(
            record,
            reader,
            _joined(people["narrators"]),
            _joined(people["interviewers"]),
            passage.span,
            passage.full_url,
        ),
        "card_url": passage.card_url if has_card else "",
        "share_title": f"“{short}”{narrators}",
        "share_text": passage.words,
        "share_url": passage.full_url,
    }
    if has_card:
        context["share_image"] = ShareImage(absolute(passage.card_url), WIDTH_PX, HEIGHT_PX, short)
    return context


def chosen_layer(transcripts: list[Transcript], asked: Asked) -> Transcript | None:
    """A search looks at what was said, so its places are in that layer."""
    searched = layer_of_speech(transcripts) if asked.within else None
    return choose_transcript(transcripts, asked.layer or (searched.layer if searched else ""))


def _joined(names: list[Any]) -> str:
    return "、".join(name.text for name in names)


def layer_choices(
    record: Interview, transcripts: list[Transcript], chosen: Transcript | None, asked: Asked
) -> list[LayerChoice]:
    unasked = chosen_layer(transcripts, replace(asked, layer=""))

    def url_of(row: Transcript) -> str:
        query = same_place(asked, layer="" if row == unasked else row.layer, beside=asked.beside)
        return query or record.get_absolute_url()

    return [
        LayerChoice(url_of(row), row.get_layer_display(), row == chosen)
        for layer in LAYER_ORDER
        for row in transcripts
        if row.layer == layer
    ]


def layer_kept(transcripts: list[Transcript], chosen: Transcript | None) -> str:
    """What addresses must name so that this layer is read: nothing for the one that is shown unasked."""
    return chosen.layer if chosen and chosen != choose_transcript(transcripts, "") else ""


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
    artifact_at, photograph_at = first_mentions(rows, "artifact_id"), first_mentions(rows, "photograph_id")
    artifacts = (
        artifact_cards(Artifact.objects.visible_to(reader.viewer).filter(pk__in=artifact_at)) if artifact_at else ()
    )
    photographs = (
        photograph_cards(Photograph.objects.visible_to(reader.viewer).filter(pk__in=photograph_at))
        if photograph_at
        else ()
    )
    found = [SpokenOf(*artifact_at[each.pk], artifact_card(each, reader)) for each in artifacts]
    found += [SpokenOf(*photograph_at[each.pk], photograph_card(each, reader)) for each in photographs]
    load_files(each.card.picture.asset for each in found if each.card.picture)
    return sorted(found, key=lambda each: each.start_ms)


def first_mentions(rows: list[MomentMention], key: str) -> dict[int, tuple[int, int]]:
    """From when to when each record is first spoken of."""
    first: dict[int, tuple[int, int]] = {}
    for row in sorted(rows, key=lambda row: row.start_ms):
        if (pk := getattr(row, key)) and pk not in first:
            first[pk] = (row.start_ms, row.end_ms)
    return first
