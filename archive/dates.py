"""Dates as people remember them: 五十年代末, 1958年前后, 七六年, 1971或1972年.

A curator types plain Chinese, the archive stores EDTF (`archive.edtf`), visitors read Chinese again, and filters and
sorting use the first and the last day that the words cover. A date that cannot be read is refused, never guessed at.

How words become ranges:

| words | range | EDTF |
|---|---|---|
| 五十年代初 (初期, 早期, 前期) | years 0–3 of the decade | `1950~/1953~` |
| 五十年代中 (中期) | years 4–6 | `1954~/1956~` |
| 五十年代末 (末期, 后期, 晚期) | years 7–9 | `1957~/1959~` |
| 1958年初, 年中, 年底 | January–March, May–August, October–December | `1958-01~/1958-03~` … |
| 1958年上半年, 第二季度, 3月上旬 | exactly those months or days (1–10, 11–20, 21–end) | `1958-01/1958-06` … |
| 1958年春, 夏, 秋, 冬 | three months each; winter ends in the next February | `1958-21` … |
| 六几年, 六十年代, 上世纪六十年代 | the decade | `196X` |
| 前后, 左右, 大约 | approximate | `1958~` |
| （待考）, 可能, ？ | uncertain | `1958?` |
| 1958年以前, 以后 | some time before, after | `[..1958]`, `[1958..]` |
| 1958年起, 至1958年 | all the time from, until | `1958/..`, `../1958` |
| 不详 | unknown | `XXXX` |

Years of two digits and decades without a century are of the twentieth century, from 30 on: 七六年 is 1976. 00–29 could
be either century (a birth in 1919, a gift in 2019), so they are refused with a request for four digits.

前后 does not widen the bounds: 1958年前后 sorts with 1958 and answers for 1958 only, because a record that also
answered for 1957 and 1959 would make each year's page list things nobody dated to that year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering
from typing import Self

from archive import edtf
from archive.date_text import say
from archive.date_words import Unreadable, hear
from archive.edtf import Expression, MalformedEdtf, Moment

EXAMPLES = "1958年、1958年3月、五十年代末、1958年前后、1962—1971年、1971或1972年、不详"


class InvalidDate(ValueError):
    """A date that cannot be read. `str()` is a sentence for the person who typed it."""

    def __init__(self, value: str, reason: str) -> None:
        self.value = value
        self.reason = reason
        shown = value if len(value) <= 40 else value[:40] + "…"
        super().__init__(f"日期“{shown}”{reason}可以写成：{EXAMPLES}。")


@total_ordering
@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date with its uncertainty. Equal when the EDTF is equal; ordered by first day, then last, unknown last."""

    expression: Expression

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person typed, in Chinese or in EDTF. Raises InvalidDate."""
        try:
            return cls(_heard(text))
        except Unreadable as error:
            raise InvalidDate(text, error.reason) from error

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read a stored value: EDTF only. Raises InvalidDate."""
        try:
            return cls(edtf.read(text))
        except MalformedEdtf as error:
            raise InvalidDate(text, "不是能用的 EDTF。") from error

    @classmethod
    def unknown(cls) -> Self:
        return cls(edtf.UNKNOWN)

    @property
    def edtf(self) -> str:
        """Canonical EDTF: the form to store."""
        return self.expression.edtf

    @property
    def is_known(self) -> bool:
        return not isinstance(self.expression, Moment) or self.expression.is_known

    @property
    def earliest(self) -> date:
        """First day covered; date.min when unknown or open."""
        return self.expression.earliest

    @property
    def latest(self) -> date:
        """Last day covered; date.max when unknown or open."""
        return self.expression.latest

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year covered, 1 and 9999 standing for an open end; None when the date is unknown."""
        return (self.earliest.year, self.latest.year) if self.is_known else None

    def text(self) -> str:
        """The date in Chinese. `FuzzyDate.parse` of it gives this date again."""
        return say(self.expression)

    def overlaps(self, first_year: int, last_year: int) -> bool:
        """Whether any day of the years first_year–last_year may be meant; never for an unknown date."""
        years = self.years
        return years is not None and years[0] <= last_year and years[1] >= first_year

    def __str__(self) -> str:
        return self.text()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, FuzzyDate):
            return NotImplemented
        return self._order() < other._order()

    def _order(self) -> tuple[bool, date, date, str]:
        return (not self.is_known, self.earliest, self.latest, self.edtf)


@lru_cache(maxsize=4096)
def _heard(text: str) -> Expression:
    return hear(text)
