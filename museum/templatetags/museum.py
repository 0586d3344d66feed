"""How times, words and found places are written on a page."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import rjieba
from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.entries import TextParts

register = template.Library()

GENERATIONS = {1: gettext_lazy("第一代"), 2: gettext_lazy("第二代"), 3: gettext_lazy("第三代")}
CLOSING = "，。、；：？！）》」』”’…—·,.;:?!)"
OPENING = "（《「『“‘(" + '"'


@register.filter
def timecode(milliseconds: int) -> str:
    """A moment of a recording as it is cited: 00:12:47."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


@register.filter
def short_timecode(milliseconds: int) -> str:
    """The same in a margin, where hours are only written when there are some: 12:47, 1:02:03."""
    seconds = milliseconds // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes:02d}:{seconds % 60:02d}"


@register.filter
def seconds(milliseconds: int) -> str:
    """For an address: 767 or 767.2, never a trailing zero."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


@register.filter
def duration(milliseconds: int) -> str:
    """A length in words: 1 小时 12 分, 54 分, 38 秒."""
    total = round(milliseconds / 1000)
    if total < 60:
        return _("%(n)s 秒") % {"n": total}
    hours, minutes = total // 3600, round(total % 3600 / 60)
    if hours and minutes:
        return _("%(h)s 小时 %(m)s 分") % {"h": hours, "m": minutes}
    if hours:
        return _("%(h)s 小时") % {"h": hours}
    return _("%(m)s 分") % {"m": minutes}


@register.filter
def marked(parts: TextParts) -> SafeString:
    """A text whose found pieces are marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if found else piece,) for piece, found in parts)
    )


@register.filter
def generation(number: int) -> str:
    """第一代, 第二代, 第三代; nothing for a number that is none of the three."""
    return str(GENERATIONS.get(number, ""))


@register.filter
def wordbreaks(title: str) -> SafeString:
    """A title that may only break between words (`word-break: keep-all` does the rest), so 阀门 is never split."""
    return mark_safe(_with_breaks(str(title)))  # noqa: S308  every piece is escaped below


@lru_cache(maxsize=4096)
def _with_breaks(title: str) -> str:
    pieces: list[str] = []
    for word in rjieba.cut(title):
        if pieces and (word[0] in CLOSING or pieces[-1][-1] in OPENING):
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
