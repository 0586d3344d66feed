"""What every engine must be able to do, and the language it is asked in.

An engine knows nothing of Chinese. It stores two kinds of documents, entries and passages, whose text fields are
tokens separated by spaces, and answers queries written in the small algebra below (`Term` … `YearRange`).
Everything that makes a search good (streams, weights, loosening, grouping, highlights) is above this line and
shared, so that engines agree.

An index is a *generation*: a rebuild writes a new one beside the live one and promotes it when it is whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from search.entries import Entry, Sort
from search.text.streams import Analyzer

Kind = Literal["entries", "passages"]


class EngineError(Exception):
    """The engine could not do what was asked; the message says what and what to do next."""


class EngineUnavailable(EngineError):
    """The engine did not answer in time. Nothing is known to be lost; ask again later."""


class IndexMissing(EngineError):
    """There is no live index, or it is damaged: it has to be rebuilt."""


class WriterBusy(EngineError):
    """Another process holds the writer of this index."""


class WriteRefused(EngineError):
    """The engine took a batch only in part; the message names the entries it refused and why."""


# --- the query algebra -----------------------------------------------------------------------------------------------
# Nothing changes any of them. Those of which a search makes a hundred are not frozen: that costs three times as much to
# make.


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every document, score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no document."""


@dataclass(slots=True)
class Term:
    """Documents whose field holds this token. Score: BM25 of the field times `boost`."""

    field: str
    value: str
    boost: float = 1.0


@dataclass(slots=True)
class Phrase:
    """Documents whose field holds these tokens one after the other. Two tokens or more. Score: BM25 times `boost`."""

    field: str
    values: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """Documents whose keyword field holds any of these values, score 0."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyEntry:
    """The documents of these entries, by their numbers (`search.entry_numbers`), score 0."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearRange:
    """Entries whose years meet first..last, both ends included, score 0."""

    first: int
    last: int


@dataclass(slots=True)
class AllOf:
    """Documents that match every part. Score: the sum."""

    parts: tuple["Query", ...]


@dataclass(slots=True)
class AnyOf:
    """Documents that match at least `at_least` parts. Score: the sum of those that match."""

    parts: tuple["Query", ...]
    at_least: int = 1


@dataclass(slots=True)
class BestOf:
    """Documents that match any part. Score: that of the best part alone."""

    parts: tuple["Query", ...]


@dataclass(slots=True)
class Flat:
    """The documents of `part`, all with this score."""

    part: "Query"
    score: float = 0.0


@dataclass(slots=True)
class Ranked:
    """The documents of `matched`, with the score of `scored` added where it matches too, and that of `held`, terms that
    every one of them is known to hold: where presence alone counts they need not be looked up."""

    matched: "Query"
    scored: tuple["Query", ...]
    held: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Without:
    """The documents of `part` that do not match `excluded`. Score: that of `part`."""

    part: "Query"
    excluded: "Query"


Query = (
    Everything
    | Nothing
    | Term
    | Phrase
    | AnyTerm
    | AnyEntry
    | YearRange
    | AllOf
    | AnyOf
    | BestOf
    | Flat
    | Ranked
    | Without
)


PASSAGES_FETCHED = 150
"""So many documents are looked at to find the entries with the best of them."""

# --- questions and answers -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to an index. Several are asked together, because a round trip costs more than a query.

    Two ways to ask for the best `limit` documents of each entry: of these entries, counted (`best_of`, their numbers),
    or of at most `groups` entries among the `PASSAGES_FETCHED` best documents of all, uncounted.
    """

    kind: Kind
    query: Query
    limit: int = 10
    offset: int = 0
    groups: int = 0
    best_of: tuple[int, ...] = ()
    sort: Sort = "relevance"
    count: bool = True
    facets: tuple[str, ...] = ()
    payload: bool = True


class Scored(NamedTuple):
    """A document that matched, known by the number of its entry. Only with `Ask.payload` it comes with its ids and with
    `stored`, what it was written with (see `search.documents`): reading that costs more than finding it."""

    number: int
    score: float
    id: str = ""
    entry_id: str = ""
    stored: str = ""


def best_of_groups(found: Iterable[Scored], groups: int, limit: int) -> Iterator[Scored]:
    """Of documents in order of their score, the best of each entry: what `Ask.groups` asks for."""
    members: dict[int, int] = {}
    for scored in found:
        taken = members.get(scored.number, 0)
        if taken < limit and (taken or len(members) < groups):
            members[scored.number] = taken + 1
            yield scored


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`total` counts all matching documents (0 where `count` was not asked for); `group_totals` by entry number;
    `facets` maps a field to its values and the number of documents with each, most frequent first. `beyond`: where
    `groups` were asked for, no document that was not looked at has a better score; 0 where all were looked at."""

    found: tuple[Scored, ...] = ()
    total: int = 0
    beyond: float = 0.0
    group_totals: Mapping[int, int] = field(default_factory=dict)
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    entries: int
    passages: int


@runtime_checkable
class Index(Protocol):
    """One generation of the index, open for reading, and for writing by one process at a time."""

    @property
    def generation(self) -> str:
        """The name of this generation; later ones sort after earlier ones."""

    @property
    def is_remote(self) -> bool:
        """Whether a round trip to it costs more than a question: then whatever may be needed is asked for at once."""

    @property
    def fingerprint(self) -> str:
        """The analyzer the documents were written with, as stored in the index."""

    def stamp(self, fingerprint: str) -> None:
        """Records that every document now agrees with this analyzer."""

    def write(self, entries: Sequence[Entry]) -> int:
        """Replaces these entries with their passages, by entry id, and returns how many entries the engine confirmed.

        After the next `commit` a reader sees an entry and all its passages, or the former state, never a mixture.
        Raises WriterBusy, WriteRefused, EngineUnavailable.
        """

    def delete(self, entry_ids: Sequence[str]) -> None:
        """Removes these entries and their passages; ids that are not there are no error."""

    def commit(self) -> None:
        """Makes what was written durable, and visible to every reader within two seconds."""

    def counts(self) -> Counts:
        """Documents a reader can see."""

    def entry_ids(self) -> frozenset[str]:
        """The ids of every entry a reader can see: for comparing the index with the database."""

    def ask(self, *questions: Ask) -> list[Answer]:
        """Answers the questions, in order, from one state of the index."""

    def frequency(self, kind: Kind, field: str, values: Sequence[str]) -> dict[str, int]:
        """In how many documents of this kind the field holds each of the tokens."""

    def damage(self) -> str:
        """What is wrong with what is stored, or "". May read all of it the first time: not while a visitor waits."""

    def close(self) -> None:
        """Gives up the writer and open files. What was not committed is lost."""


@runtime_checkable
class Engine(Protocol):
    """A place where generations live. Exactly one of them is live at a time, or none."""

    name: str

    def use(self, analyzer: Analyzer) -> None:
        """What is written from now on is analysed with this; nothing that is open is closed for it."""

    def live(self) -> Index:
        """The generation that visitors search; raises IndexMissing."""

    def look_again(self) -> None:
        """Forgets what is known of the live generation: another process may have swapped or repaired it."""

    def building(self) -> Index | None:
        """A generation that was created and not yet promoted: a rebuild to go on with."""

    def create(self) -> Index:
        """A new, empty generation beside the live one, stamped with this engine's analyzer; replaces one being
        built."""

    def promote(self, index: Index) -> None:
        """Makes the generation live in one step and destroys the former one. Readers never see neither."""

    def destroy(self) -> None:
        """Removes every generation: for throw-away indexes and for `clear`."""

    def health(self) -> str:
        """ "" when the engine can be reached, else a sentence that says what is wrong."""

    def close(self) -> None:
        """Closes every open generation and connection."""
