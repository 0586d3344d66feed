"""What the search takes in and what it gives back: frozen values, free of Django.

The archive and the museum hand in `Entry` values (one a public record or page, with the passages of its transcript);
visitors get `Results`. Neither side ever sees an engine's own types, so the engine can be changed by a setting.

Times are milliseconds from the start of the interview, half-open ranges. Offsets and lengths count Unicode code
points of the text they belong to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

Visibility = Literal["public", "staff"]
Sort = Literal["relevance", "date", "newest"]
"""`date`: by the years a record speaks of, oldest first, undated last. `newest`: by last change, latest first."""

Reason = Literal["exact", "variant", "number", "synonym", "sound"]
"""Why something matched, best first: the same characters; the same word in another script or form; the same number or
date in another wording; a word that means the same; a word that sounds the same."""

REASONS: tuple[Reason, ...] = ("exact", "variant", "number", "synonym", "sound")


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why words count as found that are not there as they were typed: `found` in the text's own characters, `asked` in
    the visitor's. 七九年 was found for 1979年 (number); 鹽酸 for 盐酸 (variant); 绿碱 for 氯碱 (sound)."""

    found: str
    asked: str
    reason: Reason


TextParts = tuple[tuple[str, bool], ...]
"""A text cut into (piece, is a match). Joined, the pieces are the original characters, unchanged."""

NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One segment of a transcript, as the archive knows it, in speaking order."""

    segment_id: str
    start_ms: int
    end_ms: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where in `Passage.text` the characters of one segment are."""

    segment_id: str
    start_ms: int
    end_ms: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What is spoken of in a passage: the id of its entry, and where in `Passage.text` it is named. A length of 0 says
    that it is spoken of from there on without being named."""

    entity: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A window of consecutive segments of one speaker: what is found, played and quoted."""

    id: str
    speaker: str
    text: str
    spans: tuple[Span, ...]
    mentions: tuple[Mention, ...] = ()

    @property
    def start_ms(self) -> int:
        return self.spans[0].start_ms

    @property
    def end_ms(self) -> int:
        return self.spans[-1].end_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Everything the search may know of one record or page.

    Only text that `visibility` may read belongs here: redacted and restricted words are left out by the caller.
    `identifiers` are exact keys (accession number, slug) that a visitor may type; `names` are other names of the
    same thing. `fields` carries the values of field queries and facets under their English names (narrator,
    interviewer, place, workshop, donor, material, tag, type, person …). `years` is the first and last year the
    record speaks of.
    """

    id: str
    kind: str
    url: str
    title: str
    subtitle: str = ""
    summary: str = ""
    body: str = ""
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    generations: tuple[int, ...] = ()
    thumbnail_url: str = ""
    visibility: Visibility = "public"
    has_sound: bool = False
    has_picture: bool = False
    duration_ms: int = 0
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    updated_at: datetime | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a visitor has narrowed the results to: any of the values of a facet, all of the facets. `about` holds ids of
    entries that must be spoken of; it is no facet, because its values are too many to count."""

    kinds: tuple[str, ...] = ()
    generations: tuple[int, ...] = ()
    workshops: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    decades: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    has_sound: bool | None = None
    has_picture: bool | None = None


@dataclass(slots=True)  # not frozen: a page has nearly two hundred
class FacetValue:
    """One choice of a facet with the number of records behind it; `value` is what `Filters` takes."""

    value: str
    count: int
    selected: bool = False


@dataclass(slots=True, kw_only=True)  # not frozen: that takes three times as long to make
class PassageHit:
    """A passage that matches. `segment_id` and `start_ms` are where to jump: the first segment that holds a match;
    `opens_ms` and `end_ms` bound the whole passage as it is shown; `explanations` tell of each match that does not
    read as it was typed."""

    id: str
    parts: TextParts
    speaker: str
    segment_id: str
    start_ms: int
    opens_ms: int
    end_ms: int
    reason: Reason
    score: float
    explanations: tuple[Explanation, ...] = ()


@dataclass(slots=True, kw_only=True)  # not frozen: that takes three times as long to make
class Hit:
    """One record of the results, with the best of what is spoken in it. `explanations` are those of title and snippet;
    the passages have their own."""

    id: str
    kind: str
    url: str
    title: str
    subtitle: str
    thumbnail_url: str
    years: tuple[int, int] | None
    generations: tuple[int, ...]
    duration_ms: int
    has_sound: bool
    has_picture: bool
    identifiers: tuple[str, ...]
    score: float
    reason: Reason
    title_parts: TextParts
    snippet_parts: TextParts
    passages: tuple[PassageHit, ...] = ()
    more_passages: int = 0
    explanations: tuple[Explanation, ...] = ()


Loosened = Literal["", "some", "any"]
"""How far a query of several words had to give way: not at all; most of the words; any of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of an answer. `corrections` are other queries that do have results; `notice` is a sentence for the
    visitor (Chinese) or empty; `took_ms` covers analysis, engine, grouping and highlighting."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    page: int
    per_page: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    corrections: tuple[str, ...] = ()
    loosened: Loosened = ""
    notice: str = ""
    took_ms: float = 0.0

    @property
    def pages(self) -> int:
        return -(-self.total // self.per_page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One place inside a recording where the query is spoken: a mark on the player's timeline."""

    segment_id: str
    start_ms: int
    end_ms: int
    speaker: str
    parts: TextParts
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something that can be asked for: a name, a title or a word of the lexicon, with the number of records behind
    it."""

    text: str
    kind: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A passage of a recording in which something is spoken of. `segment_id` and `start_ms` are where it is named."""

    entry_id: str
    segment_id: str
    start_ms: int
    end_ms: int
    speaker: str
    parts: TextParts


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """`total` counts all passages, `found` holds the first of them in speaking order, recording by recording."""

    found: tuple[Moment, ...] = ()
    total: int = 0
