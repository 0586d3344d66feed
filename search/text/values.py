"""What a numeral is worth, in figures or in characters: 四十二 is 42, 1.38万 is 13,800, 五八 is the year 1958."""

import math
from decimal import Decimal
from functools import lru_cache

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "幺": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SPOKEN_DIGITS = frozenset(DIGITS) | frozenset("0123456789")
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
TENS = {"廿": 20, "卅": 30}
MYRIADS = {"万": 10**4, "亿": 10**8}

TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
"""What may stand behind figures: 3万, 1.38万."""

CENTURY_TURN = 30
"""Two digits from here on are years of the 1900s, below it of the 2000s."""

FIRST_YEAR, LAST_YEAR = 1800, 2099


@lru_cache(maxsize=4096)
def value_of(numeral: str) -> Decimal | None:
    """The value of an Arabic or Chinese numeral; None when the characters make no number (百, 万一)."""
    if numeral[0].isascii():
        figures = numeral.rstrip("".join(TIMES))
        return Decimal(figures.replace(",", "")) * math.prod(TIMES[each] for each in numeral[len(figures) :])
    whole, _, fraction = numeral.partition("点")
    value = _chinese(whole)
    if value is None or not fraction:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[digit]) for digit in fraction))


def _chinese(numeral: str) -> Decimal | None:
    if all(character in DIGITS for character in numeral):
        return Decimal("".join(str(DIGITS[character]) for character in numeral))
    if numeral[0] not in DIGITS and numeral[0] not in TENS and numeral[0] != "十":
        return None
    total = section = digit = 0
    last_unit = 1
    for character in numeral:
        if character in DIGITS:
            digit = DIGITS[character]
            if not digit:
                last_unit = 1
        elif character in TENS:
            section, digit, last_unit = section + TENS[character], 0, 10
        elif character in MULTIPLIERS:
            last_unit = MULTIPLIERS[character]
            section, digit = section + (digit or 1) * last_unit, 0
        else:
            last_unit = MYRIADS[character]
            total, section, digit = (total + section + digit) * last_unit, 0, 0
    # 一万三 is 13,000: a last digit right after a unit counts tenths of that unit.
    return Decimal(total + section + digit * (last_unit // 10 if last_unit >= 100 else 1))


@lru_cache(maxsize=4096)
def as_year(numeral: str) -> int | None:
    """The year that two or four spoken digits name: 五八 and 58 are 1958, 一八 is 2018; None for anything else."""
    if not all(character in DIGITS or character.isdigit() for character in numeral):
        return None
    digits = "".join(str(DIGITS.get(character, character)) for character in numeral)
    if len(digits) == 2:
        return int(digits) + (1900 if int(digits) >= CENTURY_TURN else 2000)
    return int(digits) if len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR else None
