"""Moments of a recording in addresses and in the editor: 12:47, 1:02:03.5, 1分2秒, or plain seconds (767, 767.25, 767s)."""

import re
from typing import Final

from django.utils.translation import gettext as _

from archive.transcripts import timecodes

DAY_MS: Final = 24 * 3600 * 1000
SECONDS: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)s?", re.ASCII)


class BadTimecode(ValueError):
    """A text that is no moment of a recording; the message says what was expected."""


def parse_timecode(text: str) -> int:
    """Milliseconds of a moment.

    Raises:
        BadTimecode: the text is none of the forms above, or is longer than a day.
    """
    plain = SECONDS.fullmatch(text.strip())
    milliseconds = round(float(plain[1]) * 1000) if plain else timecodes.read_ms(text)
    if milliseconds is None or milliseconds > DAY_MS:
        raise BadTimecode(_("“%(text)s”不是时刻。写成 12:47 或 1:02:03 这样。") % {"text": text[:32]})
    return milliseconds


def write_timecode(milliseconds: int) -> str:
    """The shortest writing that reads back as the same moment: 12:47, 1:02:03.5."""
    rest = milliseconds % 1000
    return timecodes.short(milliseconds) + (f".{rest:03d}".rstrip("0") if rest else "")
