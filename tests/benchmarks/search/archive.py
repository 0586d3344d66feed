"""The archive that is measured: 2,000 interviews with 500,000 passages and 18,000 records about them, or a tenth of it.

Entry by entry from its number alone, so that a smaller archive is the beginning of a larger one. They are written to a
file once and read from it again: reading is part of what is measured as indexing, making them up is not.
"""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path

from search.entries import Entry, Passage, Span, Spoken
from search.passages import cut
from tests.benchmarks.search.speech import Speech

VERSION = 2
"""Raise it when the archive changes: files and indexes made of another one are then made anew."""

_SHAPE = ",".join(field.name for kind in (Entry, Passage, Span) for field in fields(kind))
MADE_OF = f"v{VERSION}-{blake2b(_SHAPE.encode(), digest_size=4).hexdigest()}"
"""What was kept before an entry got another field cannot be read any more."""

RECORDS_A_PASSAGE = 0.036
CUES, LONG_CUES = 1_250, 5_000
"""The first interview is the long one."""

LONG_INTERVIEW = "interview:n1"
CUE_MS = 3_400
TURN = 24
KINDS = ("artifact", "artifact", "artifact", "artifact", "photograph", "photograph", "photograph", "person", "place")
TAGS = 120
PEOPLE = 3_000
"""A community: the same people come back in interviews, photographs and as donors."""

FIRST_CHANGE = datetime(2020, 1, 1, tzinfo=UTC)


def stored(folder: Path, passages: int) -> Path:
    """The file with the archive of so many passages; made if it is not there."""
    path = folder / f"archive-{passages}-{MADE_OF}.pickle"
    if not path.exists():
        draft = path.with_suffix(".draft")
        with draft.open("wb") as file:
            for entry in entries(passages):
                pickle.dump(entry, file, pickle.HIGHEST_PROTOCOL)
        draft.replace(path)
    return path


def read(path: Path) -> Iterator[Entry]:
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)


def entries(passages: int) -> Iterator[Entry]:
    """Interviews until there are so many passages, each followed by its share of the records."""
    told, records, number = 0, 0, 0
    while told < passages:
        number += 1
        interview = _interview(number, at_most=passages - told)
        told += len(interview.passages)
        yield interview
        while records < told * RECORDS_A_PASSAGE:
            records += 1
            yield _record(records)


def _interview(number: int, *, at_most: int) -> Entry:
    speech = Speech(f"interview {number}")
    narrator, workshop = _anybody(speech), speech.words.place(number)
    cues = LONG_CUES if number == 1 else CUES
    passages = cut([_cue(number, place, speech) for place in range(cues)])
    return Entry(
        id=f"interview:n{number}",
        kind="interview",
        url=f"/interviews/{number}/",
        title=f"{narrator}说{speech.rare()}",
        subtitle=f"{2015 + number % 10}年",
        summary=speech.sentences(3),
        people=(narrator,),
        places=(workshop,),
        tags=_tags(number),
        identifiers=(f"OH-{number:04d}",),
        years=(1950 + number % 40, 1960 + number % 50),
        generations=(1 + number % 3,),
        has_sound=True,
        fields={"narrator": (narrator,), "interviewer": (_anybody(speech),), "workshop": (workshop,)},
        updated_at=FIRST_CHANGE + timedelta(minutes=number * 7),
        passages=passages[: min(at_most, len(passages))],
    )


def _cue(interview: int, place: int, speech: Speech) -> Spoken:
    return Spoken(
        segment_id=f"s{interview}-{place}",
        start_ms=place * CUE_MS,
        end_ms=(place + 1) * CUE_MS,
        speaker="采访人" if place % TURN == 0 else "讲述人",
        text=speech.cue(),
    )


def _record(number: int) -> Entry:
    speech = Speech(f"record {number}")
    kind = KINDS[number % len(KINDS)]
    workshop, year = speech.words.place(number), 1955 + number % 60
    titles: dict[str, Callable[[], str]] = {
        "person": lambda: _anybody(speech),
        "photograph": speech.words.photograph,
        "place": lambda: workshop,
    }
    return Entry(
        id=f"{kind}:n{number}",
        kind=kind,
        url=f"/{kind}s/{number}/",
        title=titles.get(kind, lambda: f"{speech.rare()}{speech.words.object()}")(),
        summary=speech.sentences(2),
        body=speech.sentences(6),
        people=(_anybody(speech), _anybody(speech)),
        places=(workshop,),
        tags=_tags(number),
        identifiers=(f"ZH-{kind[0].upper()}-{number:05d}",),
        years=(year, year),
        generations=(1 + number % 3,),
        has_picture=kind != "person",
        thumbnail_url=f"/media/{number}.jpg",
        fields={"workshop": (workshop,), "donor": (_anybody(speech),), "material": ("碳钢",)},
        updated_at=FIRST_CHANGE + timedelta(minutes=number),
    )


def _anybody(speech: Speech) -> str:
    return community()[int(speech.chance.random() ** 2 * PEOPLE)]


@cache
def community() -> tuple[str, ...]:
    """Those who are spoken of most come first."""
    words = Speech("community").words
    people: dict[str, None] = {}
    while len(people) < PEOPLE:
        people[words.person()] = None
    return tuple(people)


def _tags(number: int) -> tuple[str, ...]:
    return (f"标签{number % TAGS}", f"标签{number * 7 % TAGS}")
