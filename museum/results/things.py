"""The pictures of what one looks at and the faces of who tells, for a list of results: as on every other card."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import QuerySet

from archive.models import Artifact, Interview, Person, Photograph
from museum.cards import Card, artifact_card, assets_on, interview_card, person_card, photograph_card
from museum.fetching import artifact_cards, interview_cards, load_files, person_cards, photograph_cards
from museum.reader import Reader
from search.entries import Hit

Made = tuple[type[Any], Callable[[QuerySet[Any]], QuerySet[Any]], Callable[[Any, Reader], Card | None]]

MADE: Final[dict[str, Made]] = {
    "artifact": (Artifact, artifact_cards, artifact_card),
    "interview": (Interview, interview_cards, interview_card),
    "person": (Person, person_cards, person_card),
    "photograph": (Photograph, photograph_cards, photograph_card),
}


def cards_of_hits(hits: Iterable[Hit], reader: Reader) -> dict[str, Card]:
    """Entry id → card, of those that the reader may see at this moment. Nine queries at most."""
    numbers: dict[str, list[str]] = {}
    for hit in hits:
        kind, _colon, number = hit.id.partition(":")
        if kind in MADE and number.isdigit():
            numbers.setdefault(kind, []).append(number)
    cards: dict[str, Card] = {}
    for kind, known in numbers.items():
        model, fetched, card = MADE[kind]
        rows = fetched(model.objects.visible_to(reader.viewer).filter(pk__in=known))
        cards |= {f"{kind}:{row.pk}": made for row in rows if (made := card(row, reader))}
    load_files(assets_on(cards.values()))
    return cards
