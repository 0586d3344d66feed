"""How times, words and found places are written on a page."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import rjieba
from django import template
from django.db.models import Model
from django.http import HttpRequest
from django.template import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from archive.states import Generation
from archive.transcripts.timecodes import short
from media.models import Picture, Visibility
from museum import timecodes
from museum.cards import Card
from museum.clips import Clip, key_of
from museum.families import FamilyShown
from museum.plant.excerpt import Excerpt, excerpt_of
from museum.reader import Reader, reader_of
from museum.sights import Point, Sight, points_of, sight_of
from search.entries import TextParts

register = template.Library()

CLOSING = "，。、；：？！）》」』”’…—·,.;:?!)"
LEANING = "的了吗呢吧们里得"
"""What leans on the word before it: a line that begins with 的 is read twice."""
DENYING = "不"
"""What a line does not end with: whether something is or is not is said in one breath."""
OPENING = "（《「『“‘(" + '"'
ADDRESS = re.compile(r"(https?://[^\s，。、；（）《》<>{}]+)")
SIGN = re.compile(r"(?<=[/?&=.,#_-])(?=\w)")
"""Behind a sign of an address, before what follows it: never between the two of `//`, never at the end."""


register.filter("timecode", timecodes.timecode)
register.filter("short_timecode", short)
register.filter("seconds", timecodes.seconds)
register.filter("duration", timecodes.duration)


@register.filter
def marked(parts: TextParts) -> SafeString:
    """A text whose found pieces are marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if found else piece,) for piece, found in parts if piece)
    )


@register.filter
def open_to(picture: Picture | None, request: HttpRequest | None) -> Picture | None:
    """A picture that a page shows on its own; None where a record has closed it to this reader since."""
    if picture is None or picture.asset.visibility == Visibility.PUBLIC:
        return picture
    return None if not request or reader_of(request).is_public else picture


@register.filter
def generation(value: str) -> str:
    """第一代, 第二代, 第三代; nothing for what is none of the three."""
    return str(Generation(value).label) if value in Generation.values else ""


@register.filter
def wordbreaks(title: str) -> SafeString:
    """A title that may only break between words (`word-break: keep-all` does the rest), so 阀门 is never split."""
    return mark_safe(_with_breaks(str(title)))  # noqa: S308  every piece is escaped below


@register.filter
def addressbreaks(text: str) -> SafeString:
    """A text whose web addresses may break behind their signs, so that a narrow column splits no word or number."""
    pieces = re.split(ADDRESS, text)
    return format_html_join("", "{}", ((_address(piece) if at % 2 else piece,) for at, piece in enumerate(pieces)))


def _address(address: str) -> SafeString:
    parts = re.split(SIGN, address)
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def marked_title(parts: TextParts) -> SafeString:
    """A title whose found pieces are marked, and which breaks like every title only between words."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if found else wordbreaks(piece),) for piece, found in parts)
    )


@lru_cache(maxsize=4096)
def _with_breaks(title: str) -> str:
    pieces: list[str] = []
    for word in rjieba.cut(title):
        if pieces and (word[0] in CLOSING + LEANING or pieces[-1][-1] in OPENING + DENYING):
            pieces[-1] += word
        else:
            pieces.append(word)
    return "<wbr>".join(str(conditional_escape(piece)) for piece in pieces)


@register.filter
def lookup(names: Mapping[str, Any], key: str) -> Any:
    """The value under a key that is only known in the template."""
    return names.get(key, "")


@register.filter
def years(span: tuple[int, int]) -> str:
    """1958 or 1958–1962."""
    first, last = span
    return str(first) if first == last else f"{first}–{last}"


@register.filter
def said(text: str, reader: Reader) -> str:
    """A text from the archive as this reader may read it: no living person is named without a yes."""
    return reader.say(text)


@register.simple_tag(takes_context=True)
def clip(context: Context, value: Mapping[str, Any]) -> Clip | None:
    """The piece of an interview a block asks for; nothing when this reader may not hear it."""
    found: Clip | None = (context.get("clips") or {}).get(key_of(value))
    return found


@register.simple_tag(takes_context=True)
def card(context: Context, record: Model | None) -> Card | None:
    """The card of a record a block shows; nothing when this reader may not see it."""
    found: Card | None = (context.get("shown") or {}).get(record)
    return found


@register.simple_tag(takes_context=True)
def family(context: Context, record: Model | None) -> FamilyShown | None:
    """The family a block shows."""
    found: FamilyShown | None = (context.get("families") or {}).get(record)
    return found


@register.simple_tag(takes_context=True)
def picture(context: Context, chosen: Picture | None) -> Picture | None:
    """The picture a block shows; nothing when a record has closed it to this reader."""
    found: Picture | None = (context.get("pictures") or {}).get(chosen)
    return found


@register.simple_tag(takes_context=True)
def sight(context: Context, value: Mapping[str, Any]) -> Sight | None:
    """One of the pictures a block shows together."""
    return sight_of(value, context.get("shown") or {}, context.get("pictures") or {})


@register.simple_tag(takes_context=True)
def sights(context: Context, values: Sequence[Mapping[str, Any]]) -> list[Sight]:
    """The pictures of a block that this reader may see."""
    return [found for value in values if (found := sight(context, value))]


@register.simple_tag(takes_context=True)
def points(context: Context, values: Sequence[Mapping[str, Any]]) -> list[Point]:
    """The numbered points of a picture."""
    return points_of(values, context.get("shown") or {})


@register.simple_tag(takes_context=True)
def excerpt(context: Context, value: Mapping[str, Any]) -> Excerpt | None:
    """The piece of the plan a block shows."""
    ground = context.get("ground")
    return excerpt_of(value, ground) if ground else None
