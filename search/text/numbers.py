"""Numbers, sums of money and years, however they are said: 五八年 is 1958年, 四十八块五 is 48.5元, 四十二车间 is
42车间.

A mention becomes one or more canonical tokens of the `number` stream:

| token        | for                                                               |
|--------------|-------------------------------------------------------------------|
| `y1958`      | a year that is named                                              |
| `d1960-1969` | a stretch of years that is named (六几年, 七十年代初)                |
| `r1964`      | each year of such a stretch, so that it meets a range of years     |
| `48`         | a value                                                           |
| `48.5元`     | a value with its unit; counters such as 个 and 台 are no unit       |
| `t7:30`      | a time of day: 七点半, 7点30分, 7:30                                 |
| `p101`       | an equipment tag or accession number: P-101, P101, P0101           |
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from search.text.script import HAN
from search.text.values import DIGITS, SPOKEN_DIGITS, as_year, value_of

NUMERAL = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)(?:[十百千]?万|亿|千(?![克米瓦])|百(?=[块元多]))?"
    r"|[零〇一幺二两三四五六七八九十百千万亿廿卅]{1,16}(?:点[零〇一二三四五六七八九]{1,6})?"
)
BEGINNING = re.compile(r"[\d零〇一幺二两三四五六七八九十百千万亿廿卅]")
"""What every numeral begins with: looked for first, since that takes half the time."""
LETTER = re.compile("[a-z]")
TAG = re.compile(r"(?<![a-z0-9])([a-z]{1,4})[-‐–—_ ]?(\d{1,5})(?![0-9])")

UNITS = {
    unit: name
    for name, units in {
        "元": ("元", "块", "圆"),
        "公里": ("公里", "千米"),
        "米": ("米",),
        "厘米": ("厘米", "公分"),
        "毫米": ("毫米",),
        "吨": ("吨",),
        "千克": ("千克", "公斤"),
        "斤": ("斤",),
        "两": ("两",),
        "度": ("度",),
        "岁": ("岁",),
        "年": ("年",),
        "月": ("月", "月份"),
        "日": ("日", "号"),
        "点": ("点", "点钟"),
        "小时": ("小时", "钟头", "个小时", "个钟头"),
        "分钟": ("分钟",),
        "秒": ("秒", "秒钟"),
        "车间": ("车间",),
        "级": ("级",),
        "班": ("班",),
        "码": ("码",),
        "立方": ("立方", "立方米"),
        "伏": ("伏", "伏特"),
        "安": ("安", "安培"),
        "次": ("次", "回", "趟"),
        "天": ("天",),
        "层": ("层", "楼"),
        "栋": ("栋", "幢"),
        "大气压": ("大气压", "个大气压"),
    }.items()
    for unit in units
}
COUNTERS = frozenset("个台只座根条张名位口把件块位辆匹双套本间家节排列支枚颗粒")
UNIT = re.compile("|".join(sorted(UNITS, key=len, reverse=True)))
ABOUT = frozenset("多几余来")
MEASURES = frozenset(("米", "度", "吨", "斤", "公里", "千克", "立方"))
"""Units after which a digit tells tenths: 一米二 is 1.2米."""
HALVED = MEASURES | frozenset(("年", "天", "层", "两"))
TENTHS = re.compile(
    rf"(?P<half>半)(?![个夜天边路截辈])|(?P<tenth>[一二三四五六七八九1-9])(?=[的了啊哦嘛吧呢]|[^{HAN}\w]|$)"
)
MONEY = re.compile(r"(块|元|圆)|(角|毛)(?!巾|毛|病|刺|衣|线)|(分)(?=钱)")
SMALLER = re.compile(r"(角|毛|分)?")
BARE_COUNTERS = COUNTERS - {"块"}
"""Those that are no money: with one of them 一 is hardly more than an article."""
COUNTED = frozenset("角毛分") | COUNTERS | ABOUT | {unit[0] for unit in UNITS}
"""With one of these begins whatever a numeral may count."""

TELLING = frozenset("0123456789零〇一二两三四五六七八九十百千廿卅")
_NUMERALS = "零〇一幺二两三四五六七八九十百千万亿廿卅"
_COUNTING = re.compile(rf"[0-9]|[{_NUMERALS}](?=[{_NUMERALS}{''.join(sorted(COUNTED))}])")

PARTS_OF_DECADE = {"初": (0, 3), "中": (4, 6), "末": (7, 9), "后": (5, 9), "前": (0, 4)}
DECADE = re.compile(
    r"(?:(?P<century>19|20|一九|二零|二〇)?(?P<tens>[0-9一二三四五六七八九])(?:0|零|〇|十)年代(?P<part>[初中末后前]?)期?)"
    r"|(?:(?P<some>[3-9三四五六七八九])(?:0|十)?几年(?!前|后|来|了|的工|时间))"
)


TIME = re.compile(
    r"(?<![\d:点.])(?:(?P<hour>\d{1,2}|[零一二两三四五六七八九十]{1,3})点钟?"
    r"(?:(?P<half>半)(?![个夜天])|(?P<quarters>[一三])刻|(?P<minutes>\d{2}|[零〇][一二三四五六七八九]|[一二三四五]?十[一二三四五六七八九]?)分?"
    r"|(?P<few>\d|[一二三四五六七八九])分(?!之))"
    r"|(?P<written_hour>\d{1,2}):(?P<written_minutes>[0-5]\d)(?![\d:]))"
)


class Mention(NamedTuple):
    """`tokens` says it in canonical form, the most telling first; start..end is its range in the normalised text."""

    start: int
    end: int
    tokens: tuple[str, ...]


class _Numeral(NamedTuple):
    start: int
    end: int
    text: str
    value: Decimal

    @property
    def is_arabic(self) -> bool:
        return self.text[0].isdigit()

    @property
    def is_digit_by_digit(self) -> bool:
        return SPOKEN_DIGITS.issuperset(self.text)


def may_tell(text: str) -> bool:
    """Whether it is worth looking for numbers in a text: every second has a 一 in it, and most of these tell none. 幺
    by itself is a nickname (老幺家)."""
    return not TELLING.isdisjoint(text) and _COUNTING.search(text) is not None


def mentions(text: str) -> tuple[Mention, ...]:
    """Every number that is told in a normalised text, in order, none inside another."""
    special = [
        *(_decades(text) if "年代" in text or "几年" in text else ()),
        *(_times(text) if "点" in text or ":" in text else ()),
        *(_tags(text) if LETTER.search(text) else ()),
    ]
    if not special:
        return tuple(_plain(text))
    plain = (
        mention
        for mention in _plain(text)
        if not any(mention.start < other.end and other.start < mention.end for other in special)
    )
    return tuple(sorted((*special, *plain), key=lambda mention: mention.start))


def _decades(text: str) -> Iterator[Mention]:
    for match in DECADE.finditer(text):
        said = match["tens"] or match["some"]
        tens = DIGITS[said] if said in DIGITS else int(said)
        century = (
            2000 if match["century"] in ("20", "二零", "二〇") or (tens < 2 and match["century"] is None) else 1900
        )
        decade = century + tens * 10
        first, last = PARTS_OF_DECADE.get(match["part"] or "", (0, 9))
        named = [f"d{decade + first}-{decade + last}"]
        if (first, last) != (0, 9):
            named.append(f"d{decade}-{decade + 9}")
        years = [f"r{year}" for year in range(decade + first, decade + last + 1)]
        yield Mention(match.start(), match.end(), (*named, *years))


def _times(text: str) -> Iterator[Mention]:
    """Who asks for 七点 finds 七点半 as well."""
    for match in TIME.finditer(text):
        hour = value_of(match["hour"] or match["written_hour"])
        if match["half"]:
            minutes: Decimal | None = Decimal(30)
        elif match["quarters"]:
            minutes = Decimal(15) * DIGITS[match["quarters"]]
        else:
            minutes = value_of(match["minutes"] or match["few"] or match["written_minutes"])
        if hour is not None and minutes is not None and hour < 25 and minutes < 60:
            tokens = (f"t{hour}:{minutes:02}", f"{hour}点", f"{hour}")
            yield Mention(match.start(), match.end(), tokens)


def _tags(text: str) -> Iterator[Mention]:
    for match in TAG.finditer(text):
        yield Mention(match.start(), match.end(), (match[1] + (match[2].lstrip("0") or "0"),))


def _plain(text: str) -> Iterator[Mention]:
    written = list(_written(text))
    used = 0
    for index, match in enumerate(written):
        if match.start() < used or _tells_nothing(text, match):
            continue
        numeral = _numeral(match)
        if numeral is None:
            continue
        following = next(filter(None, map(_numeral, written[index + 1 :])), None)
        mention = (
            _money(text, numeral, following)
            or _distance(text, numeral, following)
            or _year(text, numeral, following)
            or _amount(text, numeral)
        )
        if mention:
            used = mention.end
            yield mention


def _written(text: str) -> Iterator[re.Match[str]]:
    """Every numeral of a text."""
    at = 0
    while beginning := BEGINNING.search(text, at):
        match = NUMERAL.match(text, beginning.start())
        at = (match or beginning).end()
        if match:
            yield match


def _numeral(match: re.Match[str]) -> _Numeral | None:
    value = value_of(match[0])
    return None if value is None else _Numeral(match.start(), match.end(), match[0], value)


def _tells_nothing(text: str, numeral: re.Match[str]) -> bool:
    """A single Chinese digit with nothing behind it that is counted, or a 一 with a counter: most of all numerals in
    speech (一下, 一样, 一个)."""
    start, end = numeral.span()
    if end - start > 1 or text[start].isdigit():
        return False
    following = text[end : end + 1]
    if text[start] == "一" and following in BARE_COUNTERS:
        return not UNIT.match(text, end)
    return following not in COUNTED


def _money(text: str, numeral: _Numeral, following: _Numeral | None) -> Mention | None:
    """三块二毛五, 四十八块五, 48.5元, 三角钱, 1角5分, 三分钱: all in 元."""
    match = MONEY.match(text, numeral.end)
    if not match:
        return None
    scale = Decimal(1) if match[1] else Decimal("0.1") if match[2] else Decimal("0.01")
    value, end = numeral.value * scale, match.end()
    if (
        scale > Decimal("0.01")
        and following
        and following.start == end
        and following.value < 10
        and len(following.text) == 1
    ):
        smaller = SMALLER.match(text, following.end)
        if (
            smaller
            and (smaller[1] or not UNIT.match(text, following.end))
            and text[following.end : following.end + 1] not in COUNTERS
        ):
            value += following.value * (Decimal("0.01") if smaller[1] == "分" else scale / 10)
            end = smaller.end()
            last = NUMERAL.match(text, end) if smaller[1] in ("角", "毛") else None
            if last and len(last[0]) == 1 and (cents := value_of(last[0])) is not None:
                value, end = value + cents / 100, last.end() + (text[last.end() : last.end() + 1] == "分")
    end += text[end : end + 1] == "钱"
    return Mention(numeral.start, end, (f"{_plainly(value)}元", _plainly(value)))


def _distance(text: str, numeral: _Numeral, following: _Numeral | None) -> Mention | None:
    """四公里八百米 is 4.8公里."""
    if not following or text[numeral.end : following.start] != "公里" or not text.startswith("米", following.end):
        return None
    value = _plainly(numeral.value + following.value / 1000)
    return Mention(numeral.start, following.end + 1, (f"{value}公里", value))


def _year(text: str, numeral: _Numeral, following: _Numeral | None) -> Mention | None:
    year = as_year(numeral.text)
    if year is None:
        return None
    said_as_year = text.startswith("年", numeral.end) and not text.startswith("年代", numeral.end)
    if len(numeral.text) == 4:
        counted = UNIT.match(text, numeral.end) or text[numeral.end : numeral.end + 1] in COUNTERS
        if counted and not said_as_year:
            return None
        return Mention(numeral.start, numeral.end + said_as_year, (f"y{year}",))
    if said_as_year:
        both = numeral.is_arabic and numeral.text[0] in "123"  # 20年 may be twenty years
        tokens = (f"y{year}", f"{numeral.text}年") if both else (f"y{year}",)
        return Mention(numeral.start, numeral.end + 1, tokens)
    shared = following and text[numeral.end : following.start] in ("、", ",", "到", "至", "-", "~", "或", "和")
    if (
        shared
        and following
        and len(following.text) == 2
        and text.startswith("年", following.end)
        and as_year(following.text)
    ):
        return Mention(numeral.start, numeral.end, (f"y{year}",))
    return None


def _amount(text: str, numeral: _Numeral) -> Mention | None:
    end = numeral.end
    about = text[end : end + 1] if text[end : end + 1] in ABOUT else ""
    counts_from = end + len(about)
    unit = UNIT.match(text, counts_from)
    counted = text[counts_from : counts_from + 1] in COUNTERS
    if not unit and not numeral.is_arabic:
        if len(numeral.text) == 1 and (not counted or numeral.text == "一"):
            return None
        if len(numeral.text) > 1 and not counted and numeral.is_digit_by_digit:
            return None
    value = _plainly(numeral.value)
    if unit and not about and (tenths := _tenths(text, unit)):
        exactly = _plainly(numeral.value + tenths)
        named = UNITS[unit[0]]
        return Mention(numeral.start, unit.end() + 1, (f"{exactly}{named}", exactly, f"{value}{named}", value))
    if unit:
        approximate = "多" if about else ""
        return Mention(numeral.start, unit.end(), (f"{value}{approximate}{UNITS[unit[0]]}", value))
    return Mention(numeral.start, counts_from + counted, (value,))


def _tenths(text: str, unit: re.Match[str]) -> Decimal | None:
    """What a single character behind a unit adds to it: 一米二, 三十八度五, 两斤半."""
    match = TENTHS.match(text, unit.end())
    if not match or UNITS[unit[0]] not in (HALVED if match["half"] else MEASURES):
        return None
    digit = match["tenth"]
    return Decimal("0.5") if match["half"] else Decimal(DIGITS[digit] if digit in DIGITS else int(digit)) / 10


@lru_cache(maxsize=4096)
def _plainly(value: Decimal) -> str:
    return f"{value.normalize():f}"
