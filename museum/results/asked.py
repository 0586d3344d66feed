"""What an address asks of the search, and the one address of what is asked.

Page, table and API read their parameters here. What cannot be read is left out, so that an old or mangled link still
leads somewhere, and told in `problems`, so that the API can refuse it with a sentence. Whatever is asked has exactly
one address: the same parameters in the same order, nothing that is only the default.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _

from archive.states import Generation
from museum.results.words import KIND_NAMES, SORT_NAMES
from search.entries import Filters, Sort
from search.syntax import MOST_CHARACTERS
from search.text.values import FIRST_YEAR, LAST_YEAR

MOST_VALUES: Final = 10
LONGEST_VALUE: Final = 100
LONGEST_NUMBER: Final = 7
ENTITY: Final = re.compile(r"(person|place|artifact):[1-9][0-9]{0,8}")
"""What has names that are listened for in interviews."""
LAST_PAGE: Final = 10**LONGEST_NUMBER - 1
READ_CHARACTERS: Final = MOST_CHARACTERS * 4
"""Of a query of a megabyte no more than this is looked at."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that could not be read, and why, in a sentence."""

    parameter: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with everything that narrows and orders its answer. `exact`: nothing but the words themselves.
    `page` counts from 1 and may lie beyond the last one."""

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    exact: bool = False
    sort: Sort = "relevance"
    page: int = 1
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        return not self.query and self.filters == Filters()

    def but(self, **changes: Any) -> "Asked":
        """The same with something else; from the first page on, unless a page is named."""
        return replace(self, **{"page": 1, **changes})

    def narrowed(self, **changes: Any) -> "Asked":
        """The same with other filters, from the first page on."""
        return self.but(filters=replace(self.filters, **changes))

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, in their one order."""
        filters = self.filters
        pairs = [("q", self.query)] if self.query else []
        pairs += [("kind", kind) for kind in filters.kinds]
        pairs += [("generation", str(generation)) for generation in filters.generations]
        pairs += [("decade", str(decade)) for decade in filters.decades]
        pairs += [("workshop", workshop) for workshop in filters.workshops]
        pairs += [("person", person) for person in filters.people]
        pairs += [("tag", tag) for tag in filters.tags]
        pairs += [("about", entity) for entity in filters.about]
        pairs += _years_pairs(filters.years)
        pairs += [("sound", "1")] if filters.has_sound else []
        pairs += [("picture", "1")] if filters.has_picture else []
        pairs += [("exact", "1")] if self.exact else []
        pairs += [("sort", self.sort)] if self.sort != "relevance" else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return pairs

    def address(self, name: str = "search", **more: str) -> str:
        """Percent-encoded: for headers, and for whoever reads it by machine."""
        written = urlencode([*self.pairs(), *more.items()])
        return reverse(name) + (f"?{written}" if written else "")

    @property
    def url(self) -> str:
        """The address as a person reads it: /search/?q=师傅."""
        return uri_to_iri(self.address())

    def file_url(self, kind: str) -> str:
        """Where the whole list is handed out as a file."""
        return uri_to_iri(self.but().address(format=kind))


def read(asked: QueryDict) -> Asked:
    """Any query string whatever; of a parameter given twice that takes one value, the last counts."""
    reading = Reading(asked)
    filters = Filters(
        kinds=reading.known("kind", sorted(KIND_NAMES), _("没有这个种类：%(value)s。")),
        generations=tuple(int(v) for v in reading.known("generation", Generation.values, _("哪一代只能是 1、2、3。"))),
        decades=reading.decades(),
        workshops=reading.values("workshop"),
        people=reading.values("person"),
        tags=reading.values("tag"),
        about=reading.entities("about"),
        years=reading.years(),
        has_sound=True if asked.get("sound") == "1" else None,
        has_picture=True if asked.get("picture") == "1" else None,
    )
    sorts = reading.known("sort", SORT_NAMES, _("排法只能是 relevance、date、newest。"))
    return Asked(
        query=reading.text("q"),
        filters=filters,
        exact=asked.get("exact") == "1",
        sort=next((sort for sort in SORT_NAMES if sort in sorts[-1:]), "relevance"),
        page=reading.number("page", 1, LAST_PAGE) or 1,
        problems=tuple(reading.problems),
    )


class Reading:
    """Reads parameters and remembers what was wrong with them."""

    def __init__(self, asked: QueryDict) -> None:
        self._asked = asked
        self.problems: list[Problem] = []

    def text(self, name: str) -> str:
        """One line; a character more than the search reads, so that it can say that it was cut."""
        return _one_line(self._asked.get(name, "")[:READ_CHARACTERS])[: MOST_CHARACTERS + 1].strip()

    def values(self, name: str) -> tuple[str, ...]:
        """Words, each once, in the order of their characters: the same choice has the same address."""
        given = (_one_line(value[:READ_CHARACTERS])[:LONGEST_VALUE] for value in self._asked.getlist(name))
        found = sorted({value for value in given if value})
        if len(found) > MOST_VALUES:
            self._refuse(name, _("一次最多选 %(n)s 个。") % {"n": MOST_VALUES})
        return tuple(found[:MOST_VALUES])

    def entities(self, name: str) -> tuple[str, ...]:
        """Ids of entries that have names: person:12."""
        given = self.values(name)
        for value in given:
            if not ENTITY.fullmatch(value):
                self._refuse(name, _("这里要 person:、place: 或 artifact: 加编号。"))
        return tuple(value for value in given if ENTITY.fullmatch(value))

    def known(self, name: str, allowed: Iterable[str], sentence: str) -> tuple[str, ...]:
        """Those of the values that mean something, in the order of `allowed`."""
        order = list(allowed)
        given = [value for value in self._asked.getlist(name) if value]
        for value in given:
            if value not in order:
                self._refuse(name, sentence % {"value": _one_line(value)[:20]} if "%(" in sentence else sentence)
        return tuple(value for value in order if value in given)

    def decades(self) -> tuple[int, ...]:
        found = {self._year("decade", value) for value in self._asked.getlist("decade") if value}
        return tuple(sorted(year // 10 * 10 for year in found if year))[:MOST_VALUES]

    def years(self) -> tuple[int, int] | None:
        """`from` and `to`, either alone, in either order."""
        first, last = (self._asked.get(name, "") for name in ("from", "to"))
        opens = self._year("from", first) if first else None
        ends = self._year("to", last) if last else None
        if opens is None and ends is None:
            return None
        span = (opens or FIRST_YEAR, ends or LAST_YEAR)
        return min(span), max(span)

    def number(self, name: str, least: int, most: int) -> int | None:
        """A number brought into its range; None where none is given."""
        text = self._asked.get(name, "")
        if not text:
            return None
        is_number = text.isascii() and text.isdigit()
        value = min(int(text), most) if is_number and len(text) <= LONGEST_NUMBER else most if is_number else least
        if not is_number or value < least:
            self._refuse(name, _("这里要一个不小于 %(n)s 的整数。") % {"n": least})
        return max(value, least)

    def _year(self, name: str, text: str) -> int | None:
        if text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return int(text)
        self._refuse(name, _("年份写四位数字，%(a)s 到 %(b)s。") % {"a": FIRST_YEAR, "b": LAST_YEAR})
        return None

    def _refuse(self, name: str, sentence: str) -> None:
        self.problems.append(Problem(name, sentence))


def _years_pairs(years: tuple[int, int] | None) -> list[tuple[str, str]]:
    first, last = years or (FIRST_YEAR, LAST_YEAR)
    pairs = [("from", str(first))] if first != FIRST_YEAR else []
    return pairs + ([("to", str(last))] if last != LAST_YEAR else [])


def _one_line(text: str) -> str:
    """Without line ends, control characters, and what lies outside Unicode's text."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.split())
