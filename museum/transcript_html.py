"""The lines of a transcript as HTML.

The one list in the museum that is written without a template: an interview may hold 5,000 segments, and the template
engine needs half a second for what takes forty milliseconds here. Everything that comes from people is escaped.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.transcripts.timecodes import short
from museum.listening import Line
from museum.timecodes import duration, seconds

GROUP = 50
"""Segments in one group; the browser leaves groups alone until they come near the screen (`content-visibility`)."""


def write_lines(lines: Sequence[Line], *, layer: str = "", current: str = "") -> SafeString:
    """Ordered lists of up to fifty segments each. `layer` is kept in the links when it is not the default one;
    `current` is the uid of the line an address points at."""
    kept = f"&layer={escape(layer)}" if layer else ""
    groups = (lines[start : start + GROUP] for start in range(0, len(lines), GROUP))
    written = (
        "<ol class=lines>" + "".join(_write(line, kept, current) for line in group) + "</ol>" for group in groups
    )
    return mark_safe("".join(written))  # noqa: S308  escaped piece by piece


def _write(line: Line, kept: str, current: str) -> str:
    uid, clock = escape(line.uid), short(line.start_ms)
    classes = "seg seg--turn" if line.turn else "seg"
    marks = (' aria-current="true"' if line.uid == current else "") + (" data-hit" if line.parts else "")
    heading = f"<h3>{escape(line.heading)}</h3>" if line.heading else ""
    who = f'<p class="who">{escape(line.turn)}</p>' if line.turn else ""
    label = _("听 %(at)s") % {"at": clock}
    return (
        f'<li class="{classes}" id="s-{uid}" data-ms="{line.start_ms}"{marks}>{heading}{who}'
        f'<a href="?t={seconds(line.start_ms)}{kept}#s-{uid}" aria-label="{label}">{clock}</a>'
        f"<p>{_words(line)}</p></li>"
    )


def _words(line: Line) -> str:
    if line.is_cut:
        text = _("应讲述人要求隐去 %(length)s") % {"length": duration(line.length_ms)}
        return f'<span class="cut">{text}</span>'
    if line.is_inaudible and not line.text.strip():
        return f'<span class="soft">{_("（听不清）")}</span>'
    words = "".join(f"<mark>{escape(piece)}</mark>" if hit else escape(piece) for piece, hit in line.parts)
    words = words or escape(line.text)
    return f'{words}<span class="soft">{_("（听不准）")}</span>' if line.is_unsure else words
