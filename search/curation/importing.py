"""A file of words, rehearsed and then applied: nothing is written until somebody has seen what would be.

A file adds and changes terms; it never removes one. A column that it lacks, and a term that it lacks, stay as they are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from search.curation import editions, table
from search.curation.changes import changing
from search.curation.faults import Fault, faults_of, surname_faults
from search.curation.starting import shipped_surnames, shipped_terms
from search.lexicon import Lexicon
from search.models import LexiconChange, LexiconEdition, SurnameRow, TermRow
from search.models.lexicon import KeptRow, key_of


class Verdict(Enum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


class LexiconMoved(Exception):
    """Somebody changed the lexicon between rehearsal and application: look again."""


class HasFaults(ValueError):
    """A file with faulty lines is not applied, not even in part."""


@dataclass(frozen=True, slots=True)
class Difference:
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Planned:
    """What one line would do. `row` is the row as it would be saved, `before` its values now (empty for a new one)."""

    number: int
    word: str
    row: KeptRow
    before: Mapping[str, Any]
    faults: tuple[Fault, ...]

    @cached_property
    def verdict(self) -> Verdict:
        if any(not fault.is_warning for fault in self.faults):
            return Verdict.FAULTY
        if not self.before:
            return Verdict.NEW
        return Verdict.CHANGED if self.differences else Verdict.SAME

    @cached_property
    def differences(self) -> list[Difference]:
        after = self.row.values()
        return [
            Difference(name, _shown(self.before.get(name)), _shown(after[name]))
            for name in after
            if (self.before.get(name) or "") != (after[name] or "")
        ]


def _shown(value: Any) -> str:
    return table.SEPARATOR.join(value) if isinstance(value, list) else value or ""


@dataclass(frozen=True)
class Rehearsal:
    """What a file would do to the lexicon of this edition."""

    edition: str
    rows: Sequence[Planned]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(row.verdict.value for row in self.rows)

    @property
    def changes_something(self) -> bool:
        return bool(self.counts["new"] or self.counts["changed"])

    @property
    def may_be_applied(self) -> bool:
        return self.changes_something and not self.counts["faulty"]


def rehearse(data: bytes) -> Rehearsal:
    """Raises table.Unreadable."""
    return _rehearsal(table.read(data))


def rehearse_shipped() -> Rehearsal:
    """What the lexicon of this release would bring."""
    return rehearse(
        table.written(
            (row.value() for row in shipped_terms()), {row.surname: tuple(row.readings) for row in shipped_surnames()}
        )
    )


def apply(rehearsal: Rehearsal, *, by: Any = None) -> None:
    """Writes all of it, as one change that can be undone. Raises HasFaults, LexiconMoved."""
    if rehearsal.counts["faulty"]:
        raise HasFaults
    with changing(by=by, origin=LexiconChange.Origin.IMPORT):
        if rehearsal.edition != _edition():
            raise LexiconMoved
        for planned in rehearsal.rows:
            if planned.verdict in (Verdict.NEW, Verdict.CHANGED):
                planned.row.save()


def exported() -> bytes:
    """The lexicon as a file."""
    surnames = {row.surname: tuple(row.readings) for row in SurnameRow.objects.order_by("pk")}
    return table.written((row.value() for row in TermRow.objects.order_by("pk")), surnames)


def _edition() -> str:
    return LexiconEdition.objects.values_list("token", flat=True).first() or editions.NOT_STARTED


def _rehearsal(lines: Iterable[table.Line]) -> Rehearsal:
    edition = _edition()
    terms = {row.key: row for row in TermRow.objects.order_by("pk")}
    surnames = {row.key: row for row in SurnameRow.objects.order_by("pk")}
    planned: list[tuple[table.Line, KeptRow, Mapping[str, Any]]] = []
    for line in lines:
        known: Mapping[str, KeptRow] = surnames if _is_surname(line) else terms
        stored = known.get(key_of(line.cells["term"]))
        planned.append((line, _row(line, stored), stored.values() if stored else {}))
    becoming = {**terms, **{key_of(row.term): row for _, row, _ in planned if isinstance(row, TermRow)}}
    whole = Lexicon(row.value() for row in becoming.values() if key_of(row.term))
    seen: dict[tuple[type[KeptRow], str], int] = {}
    return Rehearsal(
        edition,
        [
            Planned(line.number, line.cells["term"], row, before, tuple(_faults(line, row, whole, seen)))
            for line, row, before in planned
        ],
    )


def _is_surname(line: table.Line) -> bool:
    return line.cells.get("category") == table.SURNAME


def _row(line: table.Line, stored: KeptRow | None) -> KeptRow:
    """The row as the line wants it, not yet saved."""
    if _is_surname(line):
        given: dict[str, Any] = {"surname": line.cells["term"]}
        if "pinyin" in line.cells:
            given["readings"] = list(line.words("pinyin"))
        row: KeptRow = SurnameRow()
    else:
        given = {
            column: list(line.words(column)) if column in table.LISTS else cell for column, cell in line.cells.items()
        }
        row = TermRow()
    if stored is not None:
        row.pk = stored.pk
        given = stored.values() | given
    for name, value in given.items():
        setattr(row, name, value)
    return row


def _faults(line: table.Line, row: KeptRow, whole: Lexicon, seen: dict[tuple[type[KeptRow], str], int]) -> list[Fault]:
    if line.fault:
        return [Fault("", line.fault)]
    place = (type(row), key_of(line.cells["term"]))
    if place in seen:
        return [Fault("term", gettext("和第 %(line)d 行是同一个词，请并成一行。") % {"line": seen[place]})]
    seen[place] = line.number
    if isinstance(row, SurnameRow):
        return surname_faults(row.surname, row.readings, ())
    return faults_of(row.value(), whole, is_taken=False) if isinstance(row, TermRow) else []
