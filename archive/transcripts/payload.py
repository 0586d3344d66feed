"""The text of one WebVTT or SubRip cue: speakers out of the markup, styling away, entities resolved.

Standard: https://www.w3.org/TR/webvtt1/#webvtt-cue-text-span
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_TAG = re.compile(r"<(/?)([a-zA-Z]*)((?:\.[^\s<>.]+)*)(?:\s+([^<>]*))?>|<(\d[\d:.]*)>")
_STYLE_TAGS = frozenset({"c", "i", "b", "u", "ruby", "rt", "lang", "font", "s"})


def voices(payload: str) -> tuple[list[tuple[str | None, str]], list[str]]:
    """The pieces of a cue as (speaker, text), the speaker None outside of any <v>; and the names of unknown tags.

    A </v> ends its voice; without it the voice lasts to the next <v> or the end of the cue, as the standard has it.
    """
    pieces: list[tuple[str | None, list[str]]] = [(None, [])]
    unknown: list[str] = []
    for text, tag in _tokens(payload):
        if tag is None:
            pieces[-1][1].append(html.unescape(text))
        elif tag["name"] == "v":
            pieces.append((None if tag["closes"] else html.unescape(tag["annotation"]).strip() or None, []))
        elif tag["name"] and tag["name"] not in _STYLE_TAGS:
            unknown.append(tag["name"])
    spoken = [(speaker, "".join(texts).strip()) for speaker, texts in pieces]
    return [(speaker, text) for speaker, text in spoken if text], unknown


def escape(text: str) -> str:
    """Text that a cue may hold: the three characters that would be read as markup are written as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tokens(payload: str) -> Iterator[tuple[str, dict[str, str] | None]]:
    position = 0
    for match in _TAG.finditer(payload):
        if match.start() > position:
            yield payload[position : match.start()], None
        yield "", {"closes": match[1] or "", "name": (match[2] or "").lower(), "annotation": match[4] or ""}
        position = match.end()
    if position < len(payload):
        yield payload[position:], None
