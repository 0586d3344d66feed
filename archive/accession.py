"""Accession numbers (Spectrum: object number): one pattern for the museum, set once, numbers never issued twice.

A pattern is a format string such as `ZH-{kind}-{number:04d}` or `ZH{year}.{number:03d}`. `{number}` counts separately
for each kind and year that the pattern names. A number given up by a deleted record stays given up: paper labels and
publications still carry it. So the next number follows the highest ever issued, and the caller passes all that were
issued, not all in use.

Typing is forgiving (full width, lower case, missing zeros), the stored form is canonical.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from string import Formatter
from typing import Self

_SAFE_LITERAL = re.compile(r"[A-Za-z0-9._-]*")
_WIDTH = re.compile(r"(?:0(\d)d)?")
_KIND = re.compile(r"[A-Z]{1,8}")
_FIELDS = {"kind": r"(?P<kind>[A-Z]{1,8})", "year": r"(?P<year>\d{4})", "number": r"(?P<number>\d{1,12})"}
_DASHES = str.maketrans(dict.fromkeys("—–―−‐‑", "-"))


class InvalidPattern(ValueError):
    """A pattern that cannot make accession numbers. `str()` says what is wrong with it, for the person who set it."""

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(f"登录号格式“{pattern}”{reason}例如：ZH-{{kind}}-{{number:04d}}。")


class InvalidAccessionNumber(ValueError):
    """A text that is no accession number of the pattern. `str()` is a sentence for the person who typed it."""

    def __init__(self, value: str, example: str) -> None:
        self.value = value
        shown = value if len(value) <= 40 else value[:40] + "…"
        super().__init__(f"“{shown}”不是登录号。请写成 {example} 这样。")


@dataclass(frozen=True, slots=True, order=True)
class AccessionNumber:
    """One number taken apart. Ordered by kind, year, number; kind is "" and year is 0 where the pattern has none."""

    kind: str
    year: int
    number: int
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class AccessionPattern:
    """The museum's pattern, ready to print, read and count. Made by `AccessionPattern.of`."""

    pattern: str
    _expression: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str) -> Self:
        """Check a pattern from the settings. Raises InvalidPattern.

        Literals are letters, digits, dot, hyphen and underscore, since the number is also the record's address.
        """
        return cls(pattern, re.compile("".join(_parts(pattern)), re.IGNORECASE | re.ASCII))

    def number(self, number: int, *, kind: str = "", year: int = 0) -> AccessionNumber:
        """The accession number with these parts. Raises ValueError for a part that no accession number has."""
        if number < 1:
            raise ValueError(f"an accession number counts from 1, not {number}")
        if "kind" in self._expression.groupindex and not _KIND.fullmatch(kind):
            raise ValueError(f"kind is 1 to 8 capital letters, not {kind!r}")
        if "year" in self._expression.groupindex and not 1000 <= year <= 9999:
            raise ValueError(f"year has four digits, not {year}")
        return self.parse(self.pattern.format(kind=kind, year=year, number=number))

    def parse(self, text: str) -> AccessionNumber:
        """Read what a person typed. Raises InvalidAccessionNumber."""
        plain = unicodedata.normalize("NFKC", text).strip().translate(_DASHES).upper()
        match = self._expression.fullmatch(plain)
        parts = match.groupdict() if match else {}
        if not parts or int(parts["number"]) < 1:
            raise InvalidAccessionNumber(text, self.example)
        kind, year, number = parts.get("kind", ""), int(parts.get("year", 0)), int(parts["number"])
        return AccessionNumber(kind, year, number, self.pattern.format(kind=kind, year=year, number=number))

    def next(self, issued: Iterable[str], *, kind: str = "", year: int = 0) -> AccessionNumber:
        """The number after the highest ever issued to this kind and year; numbers of other patterns do not count."""
        first = self.number(1, kind=kind, year=year)
        numbers = (self._known(text) for text in issued)
        used = (known.number for known in numbers if known and (known.kind, known.year) == (first.kind, first.year))
        return self.number(max(used, default=0) + 1, kind=kind, year=year)

    @property
    def example(self) -> str:
        return self.pattern.format(kind="A", year=2019, number=12)

    def _known(self, text: str) -> AccessionNumber | None:
        try:
            return self.parse(text)
        except InvalidAccessionNumber:
            return None


def _parts(pattern: str) -> Iterable[str]:
    """The pattern as pieces of a regular expression. Raises InvalidPattern."""
    try:
        pieces = list(Formatter().parse(pattern))
    except ValueError as error:
        raise InvalidPattern(pattern, "的花括号不成对。") from error
    names = [name for _, name, _, _ in pieces if name is not None]
    if names.count("number") != 1 or len(set(names)) != len(names):
        raise InvalidPattern(pattern, "要有一个 {number}，每一项只写一次。")
    for literal, name, width, conversion in pieces:
        if not _SAFE_LITERAL.fullmatch(literal):
            raise InvalidPattern(pattern, "里的固定文字只能用字母、数字、点、连字符和下划线。")
        yield re.escape(literal)
        if name is None:
            continue
        if name not in _FIELDS or conversion or not _WIDTH.fullmatch(width or "") or (width and name != "number"):
            raise InvalidPattern(pattern, f"里的 {{{name}}} 看不懂，只能用 {{kind}}、{{year}} 和 {{number:04d}}。")
        yield _FIELDS[name]
