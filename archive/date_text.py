"""Chinese text for EDTF expressions, short as a museum label: 1962—1971年, 五十年代末, 1958年3月1日—3日, 1971或1972年.

Every text is one that `archive.date_words.hear` reads back to the same expression; the tables of parts are shared
with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from archive.edtf import Choice, Edge, Expression, Moment, Side, Span

SEASONS = {"春": "21", "夏": "22", "秋": "23", "冬": "24"}
# Parts of a decade (last digit of the year) and of a year (months) are approximate, halves and quarters are exact.
DECADE_PARTS = {"初": (0, 3), "中": (4, 6), "末": (7, 9)}
YEAR_PARTS = {"初": (1, 3), "中": (5, 8), "底": (10, 12)}
YEAR_MONTHS = {"上半年": (1, 6), "下半年": (7, 12), "1季": (1, 3), "2季": (4, 6), "3季": (7, 9), "4季": (10, 12)}
# Parts of a month in days; a last day of 0 is the last of that month.
MONTH_PARTS = {"初": (1, 10), "中": (11, 20), "底": (21, 0)}
MONTH_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}

_NUMERALS = "零一二三四五六七八九"
_MARKS = {"": "", "~": "前后", "?": "（待考）", "%": "前后（待考）"}
_SEASON_WORDS = {number: word for word, number in SEASONS.items()}


def say(expression: Expression) -> str:
    """The expression in Chinese."""
    if isinstance(expression, Moment):
        return _moment(expression)
    if isinstance(expression, Span):
        return _span(expression)
    if isinstance(expression, Choice):
        return _choice(expression)
    return _moment(expression.moment) + ("以前" if expression.side is Side.BEFORE else "以后")


def _moment(one: Moment) -> str:
    return _stem(one.stem) + _MARKS[one.mark]


def _stem(stem: str) -> str:
    year, _, rest = stem.partition("-")
    if "X" in year:
        return _years(year)
    if rest in _SEASON_WORDS:
        return f"{year}年{_SEASON_WORDS[rest]}"
    month, _, day = rest.partition("-")
    return f"{year}年" + (f"{_number(month)}月" if month else "") + (f"{_number(day)}日" if day else "")


def _number(digits: str) -> str:
    return "某" if digits == "XX" else str(int(digits))


def _years(year: str) -> str:
    """A decade, a century or the unknown date."""
    if year == "XXXX":
        return "不详"
    if year.endswith("XX"):
        return f"{int(year[:2]) + 1}世纪"
    if year[:2] == "19" and year[2] in "3456789":
        return f"{_NUMERALS[int(year[2])]}十年代"
    return f"{year[:3]}0年代"


def _span(span: Span) -> str:
    if isinstance(span.start, Moment) and isinstance(span.end, Moment):
        return _part(span.start, span.end) or _from_to(span.start, span.end)
    if span.end is Edge.OPEN and isinstance(span.start, Moment):
        return _moment(span.start) + "起"
    if span.start is Edge.OPEN and isinstance(span.end, Moment):
        return "至" + _moment(span.end)
    start, end = (_moment(side) if isinstance(side, Moment) else "不详" for side in (span.start, span.end))
    return f"{start}—{end}"


def _from_to(start: Moment, end: Moment) -> str:
    """Two dates, the second without what it shares with the first."""
    first, second = _moment(start), _moment(end)
    if start.mark or end.mark or not _numeric(start) or not _numeric(end) or len(start.stem) != len(end.stem):
        return f"{first}—{second}"
    if len(start.stem) == 4:
        return f"{start.stem}—{second}"
    shared = 7 if len(start.stem) == 10 and start.stem[:7] == end.stem[:7] else 4
    if start.stem[:shared] == end.stem[:shared]:
        return f"{first}—{second.removeprefix(_stem(end.stem[:shared]))}"
    return f"{first}—{second}"


def _numeric(one: Moment) -> bool:
    """Whether year, month and day are plain numbers: a season looks like a month."""
    return "X" not in one.stem and one.stem[5:] not in _SEASON_WORDS


def _part(start: Moment, end: Moment) -> str:
    """五十年代末, 1958年初, 1958年上半年, 1958年3月上旬; empty when the span is none of these."""
    if start.mark != end.mark or start.mark not in ("", "~") or not _numeric(start) or not _numeric(end):
        return ""
    size = len(start.stem)
    whole, about = start.stem[: size - (1 if size == 4 else 3)], start.mark == "~"
    if len(end.stem) != size or not end.stem.startswith(whole):
        return ""
    first, last = int(start.stem[len(whole) :].lstrip("-")), int(end.stem[len(whole) :].lstrip("-"))
    if size == 4:
        return _years(whole + "X") + word if about and (word := _word(DECADE_PARTS, first, last)) else ""
    if size == 7:
        word = _word(YEAR_PARTS if about else YEAR_MONTHS, first, last)
        return _stem(whole) + _quarter(word) if word else ""
    last = 0 if end == Moment(f"{whole}-{Moment(whole).latest.day:02d}", end.mark) else last
    return _stem(whole) + word if (word := _word(MONTH_PARTS if about else MONTH_THIRDS, first, last)) else ""


def _word(parts: Mapping[str, tuple[int, int]], first: int, last: int) -> str:
    return next((word for word, part in parts.items() if part == (first, last)), "")


def _quarter(word: str) -> str:
    return f"第{_NUMERALS[int(word[0])]}季度" if word.endswith("季") else word


def _choice(choice: Choice) -> str:
    """1971或1972年, 1958年、1960年和1962年: plain years share their 年."""
    members = choice.members
    plain = all(len(member.stem) == 4 and member.stem.isdigit() and not member.mark for member in members)
    texts = [member.stem for member in members[:-1]] if plain else [_moment(member) for member in members[:-1]]
    return "、".join(texts) + ("和" if choice.every else "或") + _moment(members[-1])
