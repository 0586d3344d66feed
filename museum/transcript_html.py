"""The lines of a transcript as HTML.

The one list in the museum that is written without a template: an interview may hold 5,000 segments, and the template
engine needs half a second for what takes forty milliseconds here. Everything that comes from people is escaped.
"""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Final, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.transcripts.timecodes import short
from museum.listening import Line
from museum.timecodes import duration, seconds

GROUP = 50
"""Segments in one group; the browser leaves groups alone until they come near the screen (`content-visibility`)."""


NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def write_lines(
    lines: Sequence[Line],
    *,
    layer: str = "",
    current: str = "",
    beside: Mapping[str, str] = NOTHING,
    beside_language: str = "",
    shown: Mapping[str, str] = NOTHING,
) -> SafeString:
    """Ordered lists of up to fifty segments each. `layer` is kept in the links when it is not the default one;
    `current` is the uid of the line an address points at; by uid `beside` is the text of a translation and `shown`
    the HTML of what is spoken of there."""
    words = Words(
        kept=f"&layer={escape(layer)}" if layer else "",
        listen=escape(_("听 %(at)s")),
        cut=escape(_("此处应讲述人要求略去（%(length)s）")),
        inaudible=escape(_("（听不清）")),
        unsure=escape(_("（听不准）")),
        asks=escape(_("问")),
    )

    def item(line: Line) -> str:
        below = _beside(beside.get(line.uid, ""), beside_language) + shown.get(line.uid, "")
        return _write(line, words, below, is_current=line.uid == current)

    groups = (lines[start : start + GROUP] for start in range(0, len(lines), GROUP))
    written = ("<ol class=lines>" + "".join(item(line) for line in group) + "</ol>" for group in groups)
    return mark_safe("".join(written))  # noqa: S308  escaped piece by piece


class Words(NamedTuple):
    """Everything that is the same for every line: a translation costs more than the rest of a line together."""

    kept: str
    listen: str
    cut: str
    inaudible: str
    unsure: str
    asks: str


def _write(line: Line, words: Words, below: str, *, is_current: bool) -> str:
    uid, clock = escape(line.uid), short(line.start_ms)
    classes = "seg" + (" seg--turn" if line.turn else "") + (" seg--asks" if line.asks else "")
    marks = (' aria-current="true"' if is_current else "") + (" data-hit" if line.parts else "")
    heading = f"<h3>{escape(line.heading)}</h3>" if line.heading else ""
    who = _who(line, words) if line.turn else ""
    return (
        f'<li class="{classes}" id="s-{uid}" data-ms="{line.start_ms}"{marks}>{heading}{who}'
        f'<a href="?t={seconds(line.start_ms)}{words.kept}#s-{uid}" aria-label="{words.listen % {"at": clock}}">{clock}'
        f"</a><p>{_said(line, words)}</p>{below}</li>"
    )


def _beside(text: str, language: str) -> str:
    return f'<p class="beside-words" lang="{escape(language)}">{escape(text)}</p>' if text else ""


def _who(line: Line, words: Words) -> str:
    asks = f' <span class="asks">{words.asks}</span>' if line.asks else ""
    return f'<p class="who">{escape(line.turn)}{asks}</p>'


def _said(line: Line, words: Words) -> str:
    if line.is_cut:
        return f'<span class="cut">{words.cut % {"length": escape(duration(line.length_ms))}}</span>'
    if line.is_inaudible and not line.text.strip():
        return f'<span class="soft">{words.inaudible}</span>'
    said = "".join(f"<mark>{escape(piece)}</mark>" if hit else escape(piece) for piece, hit in line.parts)
    said = said or escape(line.text)
    return f'{said}<span class="soft">{words.unsure}</span>' if line.is_unsure else said
