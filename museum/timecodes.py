"""Moments and lengths of recordings as people write them: 12:47, 1:02:03.5, 1分2秒, or plain seconds (767, 767.25)."""

import re
from typing import Final

from django.utils.translation import gettext as _

from archive.transcripts import timecodes

DAY_MS: Final = 24 * 3600 * 1000
SECONDS: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)s?", re.ASCII)


def read_moment(text: str) -> int | None:
    """Milliseconds of a moment in an address; None for what is no moment: a link cut short by a chat still opens."""
    plain = SECONDS.fullmatch(text.strip())
    milliseconds = round(float(plain[1]) * 1000) if plain else timecodes.read_ms(text)
    return milliseconds if milliseconds is not None and milliseconds <= DAY_MS else None


def timecode(milliseconds: int) -> str:
    """A moment as it is cited: 00:12:47."""
    whole = milliseconds // 1000
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def seconds(milliseconds: int) -> str:
    """For an address: 767 or 767.2, never a trailing zero."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def duration(milliseconds: int) -> str:
    """A length in words: 1 小时 12 分, 54 分, 38 秒."""
    total = max(1, round(milliseconds / 1000))
    if total < 60:
        return _("%(n)s 秒") % {"n": total}
    hours, minutes = divmod(round(total / 60), 60)
    if hours and minutes:
        return _("%(h)s 小时 %(m)s 分") % {"h": hours, "m": minutes}
    if hours:
        return _("%(h)s 小时") % {"h": hours}
    return _("%(m)s 分") % {"m": minutes}
