"""The hits of a page as they are shown: who speaks when, where in the recording, why they are here.

Everything comes from the index, which holds what this reader may read; only pictures are looked up (`things`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _

from museum.cards import Card
from museum.reader import Reader
from museum.results.answering import Answered
from museum.results.asked import Asked
from museum.results.things import cards_of_hits
from museum.results.words import generation_name, kind_name, reason_name
from museum.timecodes import seconds
from search.entries import Explanation, Hit, PassageHit, Reason, TextParts

THINGS: Final = ("album", "artifact", "photograph")
"""What one looks at. Beside what is told they stand together, as pictures."""

SPARK_WIDTH: Final = 1000
MARK_WIDTH: Final = 6
LONGEST_EQUATED: Final = 12
"""Characters of a query that are repeated beside what stands for it."""

SENTENCE_ENDS: Final = "。？！…”’）.?!)"
MOST_WHYS: Final = 2
MOST_ALSO: Final = 4


@dataclass(frozen=True, slots=True)
class Why:
    """The reason where the word itself is not there. `found` is what stands for it; `equated` says so in words."""

    reason: Reason
    label: str
    found: str
    equated: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A passage with the address of its second."""

    start_ms: int
    speaker: str
    parts: TextParts
    url: str
    whys: tuple[Why, ...]

    @property
    def goes_on(self) -> bool:
        """Whether the passage ends in the middle of a sentence."""
        text = "".join(piece for piece, _is_match in self.parts).rstrip()
        return text[-1:] not in SENTENCE_ENDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record of the list. `spark`: where in the recording the words fall, of `SPARK_WIDTH`."""

    hit: Hit
    kind: str
    generation: str
    subtitle: str
    years: tuple[int, int] | None
    card: Card | None
    whys: tuple[Why, ...]
    moments: tuple[Moment, ...]
    places: int
    more_url: str
    spark: tuple[float, ...]

    @property
    def is_round(self) -> bool:
        """Faces are round, things are not."""
        return self.hit.kind in ("interview", "person")

    @property
    def is_named(self) -> bool:
        """Whether its title says already why it is here."""
        return any(is_match for _text, is_match in self.hit.title_parts)

    @property
    def is_photo(self) -> bool:
        return self.hit.kind in ("photograph", "album")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows, and apart from them the things among them. The group that holds the best hit comes first."""

    rows: tuple[Row, ...]
    things: tuple[Row, ...] = ()
    things_first: bool = False
    things_url: str = ""
    things_count: int = 0


def listing(answered: Answered, reader: Reader) -> Listing:
    """Things stand apart where everything is shown in the order of likeness; any other order is left as it is."""
    asked, results = answered.asked, answered.results
    if results is None:
        return Listing(rows=())
    cards = cards_of_hits(results.hits, reader)
    rows = [row(hit, asked, answered.places.get(hit.id, ()), cards.get(hit.id)) for hit in results.hits]
    things = tuple(each for each in rows if each.hit.kind in THINGS)
    told = tuple(each for each in rows if each.hit.kind not in THINGS)
    if asked.filters.kinds or asked.sort != "relevance" or not asked.query or not told:
        return Listing(rows=tuple(rows))
    return Listing(
        rows=told,
        things=things,
        things_first=bool(things) and rows[0] is things[0],
        things_url=asked.narrowed(kinds=THINGS).url,
        things_count=sum(each.count for each in results.facets.get("kind", ()) if each.value in THINGS),
    )


def row(hit: Hit, asked: Asked, starts_ms: Sequence[int], card: Card | None = None) -> Row:
    generation = str(min(hit.generations)) if hit.generations else ""
    return Row(
        hit=hit,
        kind=kind_name(hit.kind),
        generation=generation,
        subtitle=hit.subtitle if hit.subtitle != generation_name(generation) else "",
        years=years_of(hit),
        card=card,
        whys=whys(hit.explanations),
        moments=tuple(moment(hit, passage, asked) for passage in hit.passages),
        places=len(hit.passages) + hit.more_passages,
        more_url=uri_to_iri(within_url(hit.url, asked)),
        spark=spark(starts_ms, hit.duration_ms),
    )


def years_of(hit: Hit) -> tuple[int, int] | None:
    """The years a record speaks of, unless its subtitle says so already."""
    return None if hit.years and str(hit.years[0]) in hit.subtitle else hit.years


def moment(hit: Hit, passage: PassageHit, asked: Asked) -> Moment:
    address = within_url(hit.url, asked, t=seconds(passage.start_ms))
    url = uri_to_iri(f"{address}#s-{passage.segment_id}")
    return Moment(passage.start_ms, passage.speaker, passage.parts, url, whys(passage.explanations))


def within_url(url: str, asked: Asked, **more: str) -> str:
    """The page of a recording, with the words marked in it and their places on its timeline."""
    pairs = [("within", asked.query)] if asked.query else []
    pairs += [("exact", "1")] if asked.exact else []
    return f"{url}?{urlencode([*pairs, *more.items()])}"


def spark(starts_ms: Sequence[int], duration_ms: int) -> tuple[float, ...]:
    """Places on a line, each apart from the one before it."""
    marks: list[float] = []
    for start_ms in starts_ms if duration_ms else ():
        place = round(min(start_ms / duration_ms, 1.0) * (SPARK_WIDTH - MARK_WIDTH), 1)
        if not marks or place - marks[-1] >= MARK_WIDTH:
            marks.append(place)
    return tuple(marks)


def whys(explanations: Iterable[Explanation]) -> tuple[Why, ...]:
    """At most `MOST_WHYS`: the first ones say enough."""
    found = [Why(each.reason, reason_name(each.reason, each.found), each.found, equated(each)) for each in explanations]
    return tuple(found[:MOST_WHYS])


def equated(explanation: Explanation) -> str:
    """七九年 = 1979年; “奖励”听起来像“绿碱”."""
    found, asked = explanation.found, explanation.asked
    if not asked or len(asked) > LONGEST_EQUATED:
        return f"“{found}”"
    if explanation.reason == "sound":
        return _("“%(found)s”听起来像“%(asked)s”") % {"found": found, "asked": asked}
    return f"{found} = {asked}"


def also_found(rows: Iterable[Row]) -> list[str]:
    """What stands for the words on this page, each once: 进厂, “进朱化”（读音相近）. What is heard a single time only
    happens to sound so, where something else is heard more often, and is left out."""
    told = Counter(
        (why.reason, why.found)
        for each in rows
        for whys in (each.whys, *(one.whys for one in each.moments))
        for why in whys
        if why.reason != "variant"
    )
    often = max((times for (reason, _word), times in told.items() if reason == "sound"), default=0)
    found = [key for key, times in told.items() if key[0] != "sound" or times > 1 or often == 1]
    near = _("“%(found)s”（读音相近）")
    return [near % {"found": word} if reason == "sound" else word for reason, word in found][:MOST_ALSO]
