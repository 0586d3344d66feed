"""The pictures that blocks of a page show, as far as this reader may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from media.models import Picture, Visibility
from museum.cards import Card
from museum.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One picture of several. `url` leads to its record, if it has one."""

    picture: Picture
    alt: str
    caption: str
    url: str = ""
    title: str = ""
    years: str = ""
    is_small_only: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point of a picture; `x` and `y` are hundredths of its width and height."""

    number: int
    x: int
    y: int
    title: str
    text: str
    card: Card | None


def pictures_open(keys: set[int], reader: Reader) -> list[Picture]:
    """Of the library: those that no record has closed to this reader."""
    rows = Picture.objects.filter(pk__in=keys).select_related("asset") if keys else Picture.objects.none()
    return [each for each in rows if not reader.is_public or each.asset.visibility == Visibility.PUBLIC]


def sight_of(value: Mapping[str, Any], shown: Mapping[Model, Card], pictures: Mapping[Model, Picture]) -> Sight | None:
    """The picture of one `SightBlock`; None when this reader may not see it."""
    caption = value.get("caption") or ""
    if photograph := value.get("photograph"):
        card = shown.get(photograph)
        if card is None or card.picture is None:
            return None
        return Sight(
            picture=card.picture,
            alt=card.alt,
            caption=caption,
            url=card.url,
            title=card.title,
            years=card.years,
            is_small_only=card.is_small_only,
        )
    picture = pictures.get(value["image"]) if value.get("image") else None
    return Sight(picture=picture, alt=caption or picture.description, caption=caption) if picture else None


def points_of(values: Sequence[Mapping[str, Any]], shown: Mapping[Model, Card]) -> list[Point]:
    """A point at an object that this reader may not see goes with its words; the others are counted on."""
    points: list[Point] = []
    for value in values:
        artifact = value.get("artifact")
        card = shown.get(artifact) if artifact else None
        if card or not artifact:
            x, y = (min(max(int(value.get(axis) or 0), 0), 100) for axis in ("x", "y"))
            points.append(Point(len(points) + 1, x, y, value.get("title") or "", value.get("text") or "", card))
    return points
