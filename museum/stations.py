"""The stations of a trail as this reader may walk them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from museum.cards import Card
from museum.clips import Clip, Key, key_of

NO_KEY: Key = (0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One stop; `lines` are numbers only so that a template can count them out."""

    number: int
    key: str
    title: str
    introduction: str
    question: str
    hint: str
    query: str
    notice: str
    answer: str
    lines: range
    clips: Sequence[Clip]
    cards: Sequence[Card]

    @property
    def has_something_to_find(self) -> bool:
        return bool(self.hint or self.cards or self.query)


def stations_of(blocks: Iterable[Any], clips: Mapping[Key, Clip], shown: Mapping[Model, Card]) -> list[Station]:
    """In order. A station at something this reader may not see or hear is left out, and the others are counted on: its
    question and its answer would tell what is kept back."""
    stations: list[Station] = []
    for block in blocks:
        value = block.value
        heard = [clips.get(key_of(each) or NO_KEY) for each in value.get("moments") or []]
        seen = [shown.get(each) for name in ("artifact", "photograph") if (each := value.get(name))]
        if all(heard) and all(seen):
            key = block.id or str(len(stations))
            stations.append(_station(len(stations) + 1, key, value, [c for c in heard if c], [c for c in seen if c]))
    return stations


def _station(number: int, key: str, value: Mapping[str, Any], clips: list[Clip], cards: list[Card]) -> Station:
    words = {
        name: value.get(name) or ""
        for name in ("title", "introduction", "question", "hint", "query", "notice", "answer")
    }
    return Station(number=number, key=key, lines=range(value.get("lines") or 1), clips=clips, cards=cards, **words)
