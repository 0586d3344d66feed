"""What is written into an engine: an entry and its passages as flat documents of tokens, keys and one stored text.

Both engines write exactly these documents, so that neither can know more than the other. Field names are given here and
nowhere else; the engines turn the tables below into their schemas.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from search.entries import Entry, Mention, Passage
from search.facet_columns import FACETS, SHARED, shared
from search.lexicon import Lexicon
from search.text.normalise import normalised_text
from search.text.sound import syllable
from search.text.streams import STREAMS, Analyzer, Stream, group_token

SPOKEN_STREAMS: tuple[Stream, ...] = ("bigram", "unigram", "sound", "number", "synonym")

ENTRY_TEXTS = (
    *(f"text_{stream}" for stream in STREAMS),
    "name_bigram",
    "name_unigram",
    *(f"spoken_{stream}" for stream in SPOKEN_STREAMS),
    "field",
    "suggest",
)
"""Token fields of an entry: what it says of itself, what it is called, what is spoken in it, its field values,
prefixes."""

PASSAGE_TEXTS = (*(f"text_{stream}" for stream in STREAMS), "field")

KEYS = ("visibility", *FACETS, SHARED, "mentions", "name", "initials", "identifier")
"""Keyword fields: matched whole. `name`: a normalised title or other name; `initials`: first letters of its
syllables; `mentions`: ids of the entries that are spoken of."""

YEARS = ("first_year", "last_year")

KIND_NAMES = {
    "artifact": ("藏品", "物件", "实物"),
    "photograph": ("照片", "老照片", "相片"),
    "album": ("相册",),
    "interview": ("口述", "访谈", "录音"),
    "person": ("人物",),
    "place": ("地点",),
    "organisation": ("单位",),
    "event": ("事件",),
    "collection": ("全宗",),
    "exhibit": ("展览",),
}
"""What a visitor may call a kind of record in `类型:…`."""

MOST_PREFIX = 10
MOST_NAME = 16
"""Only names of at most this many characters get initials: nobody types those of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One document. `stored` is JSON: what is shown of a hit."""

    id: str
    entry_id: str
    texts: dict[str, str]
    keys: dict[str, tuple[str, ...]]
    years: tuple[int, int] | None
    changed: int
    stored: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry with its passages, ready to be written."""

    entry: Stored
    passages: tuple[Stored, ...]


def prepare(entry: Entry, analyzer: Analyzer) -> Prepared:
    keys = _keys(entry)
    field = _field_tokens(entry, analyzer)
    passage_streams = [analyzer.streams(passage.text) for passage in entry.passages]
    own = analyzer.streams("\n".join(_own_texts(entry)))
    names = analyzer.streams("\n".join((entry.title, *entry.names)), ("bigram", "unigram"))
    texts: dict[str, str] = {f"text_{stream}": own[stream] for stream in STREAMS}
    if entry.years and entry.years[0] == entry.years[1]:
        texts["text_number"] = f"{texts['text_number']} y{entry.years[0]}".strip()
    speakers = dict.fromkeys(passage.speaker for passage in entry.passages)
    by_speaker = {speaker: _speaker_tokens(speaker, analyzer) for speaker in speakers}
    spoken_by = " ".join(by_speaker.values())
    texts |= {"name_bigram": names["bigram"], "name_unigram": names["unigram"], "field": f"{field} {spoken_by}".strip()}
    for stream in SPOKEN_STREAMS:
        texts[f"spoken_{stream}"] = " ".join(streams[stream] for streams in passage_streams if streams[stream])
    texts["suggest"] = " ".join(sorted(_prefixes((entry.title, *entry.names), analyzer.lexicon)))
    changed = int(entry.updated_at.timestamp()) if entry.updated_at else 0
    names_keys = {
        "name": tuple(
            dict.fromkeys(normalised_text(name).strip() for name in (entry.title, *entry.names) if name.strip())
        ),
        "initials": tuple(sorted(initials((entry.title, *entry.names), analyzer.lexicon))),
        "identifier": tuple(normalised_text(identifier) for identifier in entry.identifiers),
    }
    document = Stored(
        id=entry.id,
        entry_id=entry.id,
        texts=texts,
        keys=keys | names_keys | {SHARED: shared(keys)},
        years=entry.years,
        changed=changed,
        stored=_stored_entry(entry),
    )
    passages = tuple(
        Stored(
            id=f"{entry.id}#{passage.id}",
            entry_id=entry.id,
            texts={f"text_{stream}": streams[stream] for stream in STREAMS} | {"field": by_speaker[passage.speaker]},
            keys=keys | {"mentions": _spoken_of(passage.mentions)},
            years=entry.years,
            changed=changed,
            stored=stored_passage(passage),
        )
        for passage, streams in zip(entry.passages, passage_streams, strict=True)
    )
    return Prepared(document, passages)


def _own_texts(entry: Entry) -> Iterable[str]:
    yield from (entry.title, *entry.names, entry.subtitle, entry.summary, entry.body)
    yield from (*entry.people, *entry.places, *entry.tags, *entry.identifiers)
    yield from ("".join(filter(str.isalnum, identifier)) for identifier in entry.identifiers)
    for values in entry.fields.values():
        yield from values


def _keys(entry: Entry) -> dict[str, tuple[str, ...]]:
    decades = range(entry.years[0] // 10 * 10, entry.years[1] + 1, 10) if entry.years else ()
    return {
        "visibility": (entry.visibility,),
        "kind": (entry.kind,),
        "generation": tuple(str(generation) for generation in entry.generations),
        "workshop": tuple(entry.fields.get("workshop", ())),
        "person": tuple(dict.fromkeys((*entry.people, *entry.fields.get("person", ())))),
        "decade": tuple(str(decade) for decade in decades),
        "tag": tuple(entry.tags),
        "has_sound": ("yes",) if entry.has_sound else (),
        "has_picture": ("yes",) if entry.has_picture else (),
        "mentions": _spoken_of(mention for passage in entry.passages for mention in passage.mentions),
    }


def _spoken_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.entity for mention in mentions))


def _field_tokens(entry: Entry, analyzer: Analyzer) -> str:
    """Every field value as tokens that carry the field's name: `narrator:谭铁 narrator:铁山`."""
    values: dict[str, tuple[str, ...]] = {name: tuple(given) for name, given in entry.fields.items()}
    values["title"] = (entry.title, *entry.names)
    values["identifier"] = (*entry.identifiers, *values.get("identifier", ()))
    values["tag"] = (*entry.tags, *values.get("tag", ()))
    values["place"] = (*entry.places, *values.get("place", ()), *values.get("workshop", ()))
    values["workshop"] = (*values.get("workshop", ()), *entry.places)
    values["person"] = (*entry.people, *values.get("person", ()))
    values["type"] = (*values.get("type", ()), *KIND_NAMES.get(entry.kind, ()), entry.kind)
    if entry.years:
        first, last = entry.years
        values["date"] = (*values.get("date", ()), *(str(year) for year in range(first, min(last, first + 9) + 1)))
    return " ".join(field_tokens(values, analyzer))


def field_tokens(values: dict[str, tuple[str, ...]], analyzer: Analyzer) -> Iterable[str]:
    for name, given in values.items():
        tokens = dict.fromkeys(token for value in given for token in _value_tokens(value, analyzer))
        yield from (f"{name}:{token}" for token in tokens)


@lru_cache(maxsize=10_000)
def _value_tokens(value: str, analyzer: Analyzer) -> tuple[str, ...]:
    """The same people, places and tags stand in many records."""
    streams = analyzer.streams(value, ("unigram", "bigram", "synonym"))
    whole = f"={group_token(normalised_text(value).strip())}"
    meant = (f"~{group}" for group in streams["synonym"].split())
    return (*streams["unigram"].split(), *streams["bigram"].split(), whole, *meant)


def _speaker_tokens(speaker: str, analyzer: Analyzer) -> str:
    return " ".join(field_tokens({"speaker": (speaker,)}, analyzer)) if speaker else ""


# --- suggestions -----------------------------------------------------------------------------------------------------


def _prefixes(names: Sequence[str], lexicon: Lexicon) -> set[str]:
    """Beginnings of the characters, the full pinyin and the initials of each name."""
    found: set[str] = set()
    for name in names:
        word = "".join(character for character in normalised_text(name) if character.isalnum())
        spellings = ["".join(said) for said in name_readings(word, lexicon)]
        for spelling in (word, *spellings, *initials((name,), lexicon)):
            found |= {spelling[:length] for length in range(1, min(len(spelling), MOST_PREFIX) + 1)}
            found |= {spelling} if len(spelling) <= MOST_PREFIX * 4 else set()
    return found


def initials(names: Sequence[str], lexicon: Lexicon) -> set[str]:
    """First letters of the syllables of each short name, in every reading."""
    found: set[str] = set()
    for name in names:
        word = "".join(character for character in normalised_text(name) if character.isalnum())
        if 1 < len(word) <= MOST_NAME:
            found |= {"".join(sound[0] for sound in said) for said in name_readings(word, lexicon)}
    return found


def name_readings(word: str, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """The ways to read a name: with each reading of its surname; characters without a reading stand for themselves."""
    plain = lexicon.readings.get(word) or tuple(syllable(character) or character for character in word)
    surnames = lexicon.surname_readings.get(word[:1], ()) if len(word) <= 4 else ()
    return list(dict.fromkeys([plain, *((surname, *plain[1:]) for surname in surnames)])) if word else []


# --- what is shown ---------------------------------------------------------------------------------------------------


def _stored_entry(entry: Entry) -> str:
    told_in_fields = (value for values in entry.fields.values() for value in values)
    shown: dict[str, Any] = {
        "kind": entry.kind,
        "url": entry.url,
        "title": entry.title,
        "names": entry.names,
        "subtitle": entry.subtitle,
        "summary": entry.summary,
        "body": entry.body,
        "thumbnail_url": entry.thumbnail_url,
        "years": entry.years,
        "generations": entry.generations,
        "duration_ms": entry.duration_ms,
        "passages": len(entry.passages),
        "has_sound": entry.has_sound,
        "has_picture": entry.has_picture,
        "identifiers": entry.identifiers,
        "more": tuple(dict.fromkeys((*entry.people, *entry.places, *entry.tags, *told_in_fields))),
    }
    return as_json(shown).decode()


def stored_passage(passage: Passage) -> str:
    spans = [[span.segment_id, span.start_ms, span.end_ms, span.offset, span.length] for span in passage.spans]
    mentions = [[mention.entity, mention.offset, mention.length] for mention in passage.mentions]
    shown = {
        "id": passage.id,
        "speaker": passage.speaker,
        "text": passage.text,
        "spans": spans,
        "mentions": mentions,
    }
    return as_json(shown).decode()


def shown_of(stored: str) -> dict[str, Any]:
    """What an entry or a passage was written with. Raises json.JSONDecodeError where a file was damaged."""
    shown: dict[str, Any] = orjson.loads(stored)
    return shown


def as_json(value: object) -> bytes:
    """In UTF-8; half characters, left over from broken input, become question marks."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
