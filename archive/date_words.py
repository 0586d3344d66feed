"""Chinese words for dates: `hear` turns what a person typed into an EDTF expression.

It is the inverse of `archive.date_text.say`: hear(say(x)) is x for every expression that `archive.edtf` can hold.
The ranges behind 初, 中, 末 are listed in `archive.dates`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from archive import edtf
from archive.date_text import DECADE_PARTS, MONTH_PARTS, MONTH_THIRDS, SEASONS, YEAR_MONTHS, YEAR_PARTS
from archive.edtf import Edge, Expression, MalformedEdtf, Moment, NoSuchDay, ReversedSpan, Side, Span

LONGEST = 60
"""Characters that are read as a date, as many as a field of one holds."""
_FIRST_CLEAR_YEAR = 30

_UNKNOWN = re.compile(r"(?:日期|年代|年份|时间|年月)?(?:不详|不明|未知|不知道?|无考|失考|待考)")
_BEGINNINGS, _MIDDLES, _ENDINGS = ("初期", "早期", "前期"), ("中期", "中叶"), ("末期", "后期", "晚期", "底")
_DECADE_WORDS = {
    **dict.fromkeys(_BEGINNINGS, "初"),
    **dict.fromkeys(_MIDDLES, "中"),
    **dict.fromkeys(_ENDINGS, "末"),
}
_END_WORDS = {"末": "底"}

_FOLD = str.maketrans({
    **dict(zip("〇零○一二三四五六七八九", "000123456789", strict=True)),
    **dict(zip("後約詳號紀時間開現從許", "后约详号纪时间开现从许", strict=True)),
    "廿": "2十", "卅": "3十", "x": "X",
})  # fmt: skip
# 十 is a numeral in months, days, decades and centuries; before 年 it counts years (七十年 is a duration), so there it
# stays unread.
_TEN = re.compile(r"([1-9])?十([1-9]?)(?![1-9])(?!年(?!代))")

_ABOUT_FIRST = re.compile(r"(?:大约|大概|约|circa|ca\.|c\.)(.+)")
_ABOUT_LAST = re.compile(r"(.+?)(?:前后|左右|上下|附近|~)")
_DOUBT_FIRST = re.compile(r"(?:可能|也许|疑似|疑|似|应该|好像)是?(.+)")
_DOUBT_LAST = re.compile(r"(.+?)(?:\((?:待考|存疑|\?)\)|\?)")
_SINCE = re.compile(r"[从自]?(.+?)(?:起|开始|以来|至今|到现在)")
_UNTIL = re.compile(r"(?:截至|至|到)(.+?)(?:为?止)?")
_BEFORE = re.compile(r"(.+?)(?:以前|之前|前)")
_AFTER = re.compile(r"(.+?)(?:以后|之后|(?<!前)后)")
_TWO_DIGIT_YEAR = re.compile(r"\d{2}年")
_TWO_DECADES = re.compile(r"([3-9])(?:0?[、,])?([3-9])0年代")
_NUMERIC = re.compile(r"([12]\d{3})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_OR = re.compile(r"或者|或|、|,|和|与|及")
_TO = re.compile(r"[—–―─〜~/至到]+")
_HYPHEN = re.compile(r"[-‐−]+")

_YEAR = r"(\d{4}年?|\d{2}年)"


class Unreadable(ValueError):
    """Words that name no date. `reason` is a Chinese clause that can follow the quoted value."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def hear(text: str) -> Expression:
    """The expression that the words (or the EDTF) stand for. Raises Unreadable."""
    folded = _fold(text)
    if not folded:
        raise Unreadable("是空的；不知道就写“不详”。")
    if len(folded) > LONGEST:
        raise Unreadable("太长，不像日期。")
    try:
        return _expression(folded)
    except ReversedSpan as error:
        raise Unreadable("先后颠倒，后一个日期早于前一个。") from error
    except NoSuchDay as error:
        raise Unreadable("里有日历上没有的日子。") from error
    except MalformedEdtf as error:
        raise Unreadable("看不懂。") from error


def _fold(text: str) -> str:
    """One form for full width, traditional characters and numerals, without spaces."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower().translate(_FOLD)
    return _TEN.sub(lambda match: (match[1] or "1") + (match[2] or "0"), plain).removeprefix("公元")


def _expression(text: str) -> Expression:
    try:
        return edtf.read(text)
    except MalformedEdtf:
        return _words(text)


def _words(text: str) -> Expression:
    if match := _ABOUT_FIRST.fullmatch(text):
        return edtf.marked(_expression(match[1]), "~")
    if match := _DOUBT_FIRST.fullmatch(text):
        return edtf.marked(_expression(match[1]), "?")
    if match := _TWO_DECADES.fullmatch(text):
        return edtf.span(Moment(f"19{match[1]}X"), Moment(f"19{match[2]}X"))
    for read in (_open, _half, _choice, _span):
        if (expression := read(text)) is not None:
            return expression
    return _term(text)


def _open(text: str) -> Span | None:
    """1958年起, 至1958年."""
    if match := _SINCE.fullmatch(text):
        return edtf.span(_first(_term(match[1])), Edge.OPEN)
    if match := _UNTIL.fullmatch(text):
        return edtf.span(Edge.OPEN, _last(_term(match[1])))
    return None


def _half(text: str) -> Expression | None:
    """1958年以前, 1958年以后."""
    for pattern, side in ((_BEFORE, Side.BEFORE), (_AFTER, Side.AFTER)):
        if match := pattern.fullmatch(text):
            if _TWO_DIGIT_YEAR.fullmatch(match[1]) and not text.endswith(("以前", "以后")):
                raise Unreadable("可以是年份，也可以是多少年；请写四位年份。")
            term = _term(match[1])
            return edtf.half(_last(term) if side is Side.BEFORE else _first(term), side)
    return None


def _choice(text: str) -> Expression | None:
    """1971或1972年, 五七、五八年, 1958年和1960年."""
    parts = _OR.split(text)
    if len(parts) == 1:
        return None
    every = any(word in text for word in "和与及")
    members: list[Moment] = []
    for part in parts:
        term = _term(_complete(part, members[-1].stem if members else "", followed=part is not parts[-1]))
        if not isinstance(term, Moment):
            raise Unreadable("里用“或”“和”连接的应当是年、月、日。")
        members.append(term)
    return edtf.choice(members, every=every)


def _span(text: str) -> Span | None:
    """1962—1971年, 1958年3月—5月, 五十年代末至六十年代初."""
    if _NUMERIC.fullmatch(text) and _numeric_date(text) is not None:
        return None
    body = text.removesuffix("~")
    separator = _TO if len(_TO.split(body)) == 2 else _HYPHEN
    parts = separator.split(body)
    if len(parts) != 2 or not all(parts):
        return None
    start = _term(_complete(parts[0], "", followed=True))
    end = _term(_complete(parts[1] + text[len(body) :], _last(start).stem, followed=False))
    return edtf.span(_edge(_first(start)), _edge(_last(end)))


def _complete(part: str, before: str, *, followed: bool) -> str:
    """Give a part the year or month that it shares with its neighbour: the 5月 of 1958年3月—5月, the 71 of 71、72年."""
    if followed and re.fullmatch(r"\d{2}", part):
        return part + "年"
    year, month = before[:4], before[5:7]
    if not year.isdigit():
        return part
    if re.match(r"\d{1,2}月|[春夏秋冬]", part):
        return f"{year}年{part}"
    if month.isdigit() and re.match(r"\d{1,2}[日号]", part):
        return f"{year}年{month}月{part}"
    if match := re.fullmatch(r"(\d{1,2})年?", part):
        return f"{year[: -len(match[1])]}{match[1]}年"
    return part


def _first(term: Expression) -> Moment:
    return _end_of(term, first=True)


def _last(term: Expression) -> Moment:
    return _end_of(term, first=False)


def _end_of(term: Expression, *, first: bool) -> Moment:
    side = (term.start if first else term.end) if isinstance(term, Span) else term
    if not isinstance(side, Moment):
        raise Unreadable("看不懂。")
    return side


def _edge(side: Moment) -> Moment | Edge:
    return side if side.is_known else Edge.UNKNOWN


def _term(text: str) -> Expression:
    """One date with its 前后 and 待考; a part of a decade, year or month is the only span among them."""
    for pattern, mark in ((_ABOUT_FIRST, "~"), (_DOUBT_FIRST, "?"), (_DOUBT_LAST, "?"), (_ABOUT_LAST, "~")):
        if match := pattern.fullmatch(text):
            return edtf.marked(_term(match[1]), mark)
    if _UNKNOWN.fullmatch(text) or text == edtf.UNKNOWN_STEM:
        return edtf.UNKNOWN
    if (numeric := _numeric_date(text)) is not None:
        return numeric
    for pattern, build in _TERMS:
        if match := pattern.fullmatch(text):
            return build(match)
    try:
        return edtf.moment(text)
    except NoSuchDay:
        raise
    except MalformedEdtf as error:
        raise Unreadable("看不懂。") from error


def _numeric_date(text: str) -> Moment | None:
    """1958.9.28, 1958-3; None when it is none, as the 62 of 1958-62 is no month."""
    match = _NUMERIC.fullmatch(text)
    if not match or not 1 <= int(match[2]) <= 12:
        return None
    return edtf.moment("-".join([match[1], *(f"{int(part):02d}" for part in match.groups()[1:] if part)]))


def _year(word: str) -> str:
    digits = word.removesuffix("年")
    if len(digits) == 4:
        return digits
    return "19" + _clear(digits)


def _clear(two_digits: str) -> str:
    """Two digits that can only be of the twentieth century. Raises Unreadable."""
    if int(two_digits) < _FIRST_CLEAR_YEAR:
        raise Unreadable("里的两位年份不知是19开头还是20开头，请写四位年份。")
    return two_digits


def _calendar(match: re.Match[str]) -> Moment:
    """1958年, 1958年3月, 1958年3月28日, 1958年某月."""
    parts = [part if part == "XX" else f"{int(part):02d}" for part in (_part(match[2]), _part(match[3])) if part]
    return edtf.moment("-".join([_year(match[1]), *parts]))


def _part(word: str | None) -> str:
    return "XX" if word == "某" else word or ""


def _season(match: re.Match[str]) -> Moment:
    return edtf.moment(f"{_year(match[1])}-{SEASONS[match[2]]}")


def _year_part(match: re.Match[str]) -> Expression:
    first, last = YEAR_PARTS[_END_WORDS.get(match[2], match[2])]
    return _months(_year(match[1]), first, last, "~")


def _year_months(match: re.Match[str]) -> Expression:
    first, last = YEAR_MONTHS[match[2]]
    return _months(_year(match[1]), first, last, "")


def _months(year: str, first: int, last: int, mark: str) -> Expression:
    return edtf.span(edtf.moment(f"{year}-{first:02d}", mark), edtf.moment(f"{year}-{last:02d}", mark))


def _month_third(match: re.Match[str]) -> Expression:
    word = _END_WORDS.get(match[3], match[3])
    thirds, mark = (MONTH_PARTS, "~") if word in MONTH_PARTS else (MONTH_THIRDS, "")
    month = edtf.moment(f"{_year(match[1])}-{int(match[2]):02d}")
    first, last = thirds[word]
    last_day = last or month.latest.day
    return edtf.span(edtf.moment(f"{month.stem}-{first:02d}", mark), edtf.moment(f"{month.stem}-{last_day:02d}", mark))


def _decade(match: re.Match[str]) -> Expression:
    """五十年代, 上世纪五十年代末, 2000年代, 六几年."""
    century, digits, part = match[1], match[2], match[3]
    if len(digits) == 4:
        decade = digits[:3]
    elif century:
        decade = f"{19 if century == '上' else int(century) - 1}{digits[0]}"
    else:
        decade = "19" + _clear(digits)[0]
    if not part:
        return edtf.moment(decade + "X")
    first, last = DECADE_PARTS[_DECADE_WORDS.get(part, part)]
    return edtf.span(edtf.moment(f"{decade}{first}", "~"), edtf.moment(f"{decade}{last}", "~"))


def _some_years(match: re.Match[str]) -> Moment:
    """六几年, 一九六几年."""
    digits = match[1]
    return edtf.moment((digits if len(digits) == 3 else "19" + _clear(digits + "0")[0]) + "X")


def _century(match: re.Match[str]) -> Moment:
    return edtf.moment(f"{19 if match[1] == '上' else int(match[1]) - 1}XX")


_TERMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Expression]], ...] = (
    (re.compile(_YEAR + r"(?:(\d{1,2}|某)月(?:(\d{1,2}|某)[日号]?)?)?"), _calendar),
    (re.compile(_YEAR + r"的?([春夏秋冬])(?:天|季|日)?"), _season),
    (re.compile(_YEAR + r"年?([初中底末])"), _year_part),
    (re.compile(_YEAR + r"(上半年|下半年)"), _year_months),
    (re.compile(_YEAR + r"(?=第?[1-4]季)第?([1-4]季)度?"), _year_months),
    (re.compile(_YEAR + r"(\d{1,2})月份?(上旬|中旬|下旬|[初中底末])"), _month_third),
    (re.compile(rf"(?:(上|\d{{2}})世纪)?(\d0|\d{{3}}0)(?:年代|s|'s)(初|中|末|{'|'.join(_DECADE_WORDS)})?"), _decade),
    (re.compile(r"([3-9]|[12]\d{2})几年"), _some_years),
    (re.compile(r"(上|\d{2})世纪"), _century),
)
