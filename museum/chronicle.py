"""The timeline: what happened, who tells it and how differently, and what is kept from each year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, Max, Min, QuerySet, Value

from archive.models import Artifact, Event, EventSource, Interview, Person, Photograph, Place, Post
from archive.states import Display, Generation
from museum.cards import Card, artifact_card, photograph_card, shelves
from museum.clips import Clip, Key, clips_at
from museum.fetching import artifact_cards, joined, load_files, photograph_cards
from museum.reader import Reader

HEARD_MS: Final = 14_000
"""How much of an interview is quoted where a source names only the moment at which it begins."""

CARDS_A_DECADE: Final = 8


@dataclass(frozen=True, slots=True)
class Version:
    """How one narrator tells it: in the words of the catalogue (`says`), else in their own."""

    clip: Clip
    says: str

    @property
    def words(self) -> str:
        return self.says or self.clip.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event with everything this reader may hear and see of it."""

    slug: str
    title: str
    when: str
    year: int
    description: str
    place: Place | None
    versions: list[Version] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    @property
    def generations(self) -> list[str]:
        """Who tells it."""
        return sorted({each.clip.generation for each in self.versions if each.clip.generation})

    @property
    def is_disputed(self) -> bool:
        return sum(1 for each in self.versions if each.says) > 1


@dataclass(slots=True)
class YearKept:
    """How much is dated to one year."""

    year: int
    artifacts: int = 0
    photographs: int = 0

    @property
    def number(self) -> int:
        return self.artifacts + self.photographs


@dataclass(slots=True)
class DecadeTold:
    """Ten years on the page."""

    first: int
    happenings: list[Happening] = field(default_factory=list)
    years: list[YearKept] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Working:
    """The years in which the people of a generation held their posts."""

    generation: str
    first: int
    last: int


def happenings(reader: Reader) -> list[Happening]:
    """All events in order; ten queries, however many there are."""
    rows = Event.objects.visible_to(reader.viewer).filter(happened_on_earliest__isnull=False).in_order()
    sources = joined("sources", EventSource, "interview", "artifact", "photograph")
    events = list(rows.select_related("place").prefetch_related(sources))
    told = [source for event in events for source in event.sources.all()]
    interviews = Interview.objects.visible_to(reader.viewer).in_bulk({s.interview_id for s in told if s.interview_id})
    clips = clips_at([key for source in told if (key := _key(source))], interviews, reader)
    cards = _cards(told, reader)
    return [_happening(event, clips, cards, reader) for event in events]


def _key(source: EventSource) -> Key | None:
    if source.interview_id is None or source.start_ms is None:
        return None
    return source.interview_id, source.start_ms, source.end_ms or source.start_ms + HEARD_MS


def _cards(sources: Iterable[EventSource], reader: Reader) -> dict[tuple[str, int], Card]:
    rows = list(sources)
    artifacts = artifact_cards(Artifact.objects.visible_to(reader.viewer)).in_bulk(
        {row.artifact_id for row in rows if row.artifact_id}
    )
    photographs = photograph_cards(Photograph.objects.visible_to(reader.viewer)).in_bulk(
        {row.photograph_id for row in rows if row.photograph_id}
    )
    found = {
        **{("artifact", pk): artifact_card(each, reader) for pk, each in artifacts.items()},
        **{("photograph", pk): photograph_card(each, reader) for pk, each in photographs.items()},
    }
    load_files(card.picture.asset for card in found.values() if card.picture)
    return found


def _happening(
    event: Event, clips: Mapping[Key, Clip], cards: Mapping[tuple[str, int], Card], reader: Reader
) -> Happening:
    sources = list(event.sources.all())
    heard = [(source, clips.get(key)) for source in sources if (key := _key(source))]
    keys = [("artifact", s.artifact_id) if s.artifact_id else ("photograph", s.photograph_id or 0) for s in sources]
    return Happening(
        slug=event.slug,
        title=reader.say(event.title),
        when=str(event.happened or ""),
        year=event.happened_on_earliest.year if event.happened_on_earliest else 0,
        description=reader.say(event.description),
        place=event.place if event.place and event.place.live else None,
        # A quotation whose words have been cut since says nothing any more.
        versions=[
            Version(clip, reader.say(source.says)) for source, clip in heard if clip and clip.lines and not clip.is_cut
        ],
        cards=[cards[key] for key in keys if key in cards],
    )


def years_kept(reader: Reader) -> list[YearKept]:
    """How much is dated to each single year, in one query; what is dated more widely belongs to no year."""
    artifacts = _by_days(Artifact.objects.visible_to(reader.viewer), "date_made", "artifacts")
    photographs = _by_days(Photograph.objects.visible_to(reader.viewer), "date_taken", "photographs")
    found: dict[int, YearKept] = {}
    for row in artifacts.union(photographs, all=True):
        if row["first"].year == row["last"].year:
            kept = found.setdefault(row["first"].year, YearKept(row["first"].year))
            setattr(kept, row["what"], getattr(kept, row["what"]) + row["number"])
    return [found[year] for year in sorted(found)]


def _by_days(rows: QuerySet[Any], name: str, what: str) -> Any:
    """Grouped by the days as they are stored: to take the year of each of ten thousand rows would cost more than all
    the rest of the page."""
    days = rows.order_by().values(first=F(f"{name}_earliest"), last=F(f"{name}_latest")).filter(first__isnull=False)
    return days.annotate(what=Value(what), number=Count("pk"))


def working_years(reader: Reader) -> list[Working]:
    """Of the people whose lives may be told, in one query."""
    people = Person.objects.visible_to(reader.viewer).findable().exclude(public_display=Display.NAME_ONLY)
    posts = Post.objects.filter(person__in=people, person__generation__in=Generation.values).order_by()
    rows = posts.values("person__generation").annotate(first=Min("started_on_earliest"), last=Max("ended_on_latest"))
    return [
        Working(row["person__generation"], row["first"].year, row["last"].year)
        for row in sorted(rows, key=lambda row: str(row["person__generation"]))
        if row["first"] and row["last"]
    ]


def decades_told(
    told: Sequence[Happening], kept: Sequence[YearKept], cards: Mapping[int, list[Card]]
) -> list[DecadeTold]:
    """By ten years, from the first that has something to the last."""
    decades: dict[int, DecadeTold] = defaultdict(lambda: DecadeTold(0))
    for happening in told:
        decades[happening.year // 10 * 10].happenings.append(happening)
    for year in kept:
        decades[year.year // 10 * 10].years.append(year)
    for first, shown in cards.items():
        decades[first].cards = shown
    for first, decade in decades.items():
        decade.first = first
    return [decades[first] for first in sorted(decades)]


def cards_by_decade(rows: QuerySet[Any], name: str, reader: Reader) -> dict[int, list[Card]]:
    """The first few things of each decade: two queries and those of the cards."""
    days: dict[int, list[date]] = defaultdict(list)
    full: dict[int, int] = defaultdict(int)
    counted = rows.filter(**{f"{name}_earliest__isnull": False}).order_by(f"{name}_earliest").values(f"{name}_earliest")
    for row in counted.annotate(number=Count("pk")):
        day = row[f"{name}_earliest"]
        first = day.year // 10 * 10
        if full[first] < CARDS_A_DECADE:
            days[first].append(day)
            full[first] += row["number"]
    wanted = [day for found in days.values() for day in found]
    pairs = rows.filter(**{f"{name}_earliest__in": wanted}).order_by(f"{name}_earliest", "pk")
    keys: dict[int, list[int]] = defaultdict(list)
    for pk, day in pairs.values_list("pk", f"{name}_earliest"):
        if len(keys[day.year // 10 * 10]) < CARDS_A_DECADE:
            keys[day.year // 10 * 10].append(pk)
    fetch: Any = artifact_cards if rows.model is Artifact else photograph_cards
    found = fetch(rows).in_bulk([pk for chosen in keys.values() for pk in chosen])
    by_decade = shelves(reader, **{str(first): [found[pk] for pk in chosen] for first, chosen in keys.items()})
    return {int(first): cards for first, cards in by_decade.items()}
