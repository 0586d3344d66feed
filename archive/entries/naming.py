"""What is spoken of in the passages of an interview: named in so many words, or marked by a curator.

Only what has a page the public may open is ever mentioned. The texts that are looked through have already lost the
names of people who may not be named (`archive.masking`), so that nobody is found by a name that is hidden.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from archive.gazetteer import NOBODY, Bearer, Gazetteer
from archive.models import Artifact, Interview, MomentMention, Organisation, Person, PersonName, Place, PlaceName
from archive.rights import Channel, Viewer, may_know_person
from archive.speech import open_mentions
from archive.states import NameKind
from search import installed
from search.entries import Mention, Passage, Span
from search.lexicon import Lexicon

WRONG_FORMS = frozenset({NameKind.MISHEARD, NameKind.MISWRITTEN, NameKind.MISREAD})
"""Forms that somebody else may rightly bear: they help a visitor's search and are no evidence of who is meant."""

SHORTEST_TITLE = 4
"""Shorter titles of objects (听棒, 菜勺) are the words for things of that kind."""

WHOLE = -1
"""Stands for a whole segment where otherwise stands a character of it."""


def gazetteer() -> Gazetteer:
    """Every name the archive and the lexicon know today, in seven queries."""
    open_to_all = frozenset(Person.objects.findable().values_list("pk", flat=True))
    lexicon = installed.analyzer().lexicon
    words = (form for term in lexicon.terms for form in term.forms)
    bearers = (*_people(open_to_all), *_places(), *_organisations(), *_artifacts(), *_terms(lexicon, open_to_all))
    return _built(bearers, tuple(words))


@lru_cache(maxsize=1)
def _built(bearers: tuple[Bearer, ...], words: tuple[str, ...]) -> Gazetteer:
    """The names are read anew for each interview, since one may have changed a moment ago; putting them together costs
    more than reading them and is done only when one did."""
    return Gazetteer(bearers, words)


def _people(open_to_all: Collection[int]) -> Iterator[Bearer]:
    """Everybody, also those without a page: of two people with one name neither is meant for certain."""
    forms = [
        *Person.objects.values_list("pk", "name"),
        *PersonName.objects.exclude(kind__in=WRONG_FORMS).values_list("person_id", "text"),
    ]
    for pk, form in forms:
        yield Bearer(form, f"person:{pk}" if pk in open_to_all else NOBODY)


def _places() -> Iterator[Bearer]:
    forms = [
        *Place.objects.published().values_list("pk", "name"),
        *PlaceName.objects.filter(place__live=True).values_list("place_id", "text"),
    ]
    for pk, form in forms:
        yield Bearer(form, f"place:{pk}")


def _organisations() -> Iterator[Bearer]:
    """They have no page; but 井勘社区博物馆 is not 井勘社区."""
    for name, others in Organisation.objects.published().values_list("name", "other_names"):
        for form in (name, *others.splitlines()):
            yield Bearer(form, NOBODY)


def _artifacts() -> Iterator[Bearer]:
    rows = Artifact.objects.visible_to(Viewer.PUBLIC, Channel.FIND).values_list("pk", "title", "other_names")
    for pk, title, others in rows:
        for form in (title, *others.splitlines()):
            if len(form) >= SHORTEST_TITLE:
                yield Bearer(form, f"artifact:{pk}")


def _terms(lexicon: Lexicon, open_to_all: Collection[int]) -> Iterator[Bearer]:
    """What a term of the lexicon names a curator has said, so its writings count even if they are ordinary words."""
    for term in lexicon.terms:
        kind, _colon, pk = term.entity.partition(":")
        if kind and (kind != "person" or (pk.isdecimal() and int(pk) in open_to_all)):
            for form in (term.term, term.traditional, *term.variants):
                yield Bearer(form, term.entity, is_certain=True)


def with_mentions(passages: Sequence[Passage], interview: Interview, names: Gazetteer) -> tuple[Passage, ...]:
    """The passages with what is spoken of in them. Windows overlap by a segment; what is said there counts once."""
    refused = {(row.entity, row.segment_uid) for row in interview.mention_rejections.all()}
    hidden = {f"person:{row.person_id}" for row in interview.participants.all() if row.is_anonymous and row.person_id}
    marked = [row for row in open_mentions(interview) if _has_page(row)]
    told: set[tuple[str, int]] = set()
    tagged = []
    for passage in passages:
        found = [
            mention
            for mention in _named(passage, names, told)
            if mention.entity not in hidden and (mention.entity, span_of(passage, mention).segment_id) not in refused
        ]
        known = {mention.entity for mention in found}
        found += [mention for mention in _marked(passage, marked, told) if mention.entity not in known]
        told |= {(span.segment_id, WHOLE) for span in passage.spans}
        tagged.append(replace(passage, mentions=tuple(found)))
    return tuple(tagged)


def span_of(passage: Passage, mention: Mention) -> Span:
    """The segment in which a mention begins."""
    return next(span for span in passage.spans if span.offset + span.length > mention.offset)


def entity_of(row: MomentMention) -> str:
    """The id of the entry that a curator's mark points at."""
    kind = next(name for name in MomentMention.TARGETS if getattr(row, f"{name}_id"))
    return f"{kind}:{getattr(row, f'{kind}_id')}"


def _has_page(row: MomentMention) -> bool:
    return row.person is None or may_know_person(Channel.FIND, row.person, Viewer.PUBLIC)


def _named(passage: Passage, names: Gazetteer, told: set[tuple[str, int]]) -> Iterator[Mention]:
    """Names that no window before this one has told. Adds them to `told`."""
    for named in names.find(passage.text):
        mention = Mention(entity=named.entity, offset=named.start, length=named.end - named.start)
        span = span_of(passage, mention)
        place = (span.segment_id, named.start - span.offset)
        if place not in told:
            told.add(place)
            yield mention


def _marked(passage: Passage, rows: Iterable[MomentMention], told: set[tuple[str, int]]) -> Iterator[Mention]:
    """What curators have marked in segments that no window before this one has told: at least half of one is inside."""
    fresh = [span for span in passage.spans if (span.segment_id, WHOLE) not in told]
    for row in rows:
        for span in fresh:
            inside_ms = min(span.end_ms, row.end_ms) - max(span.start_ms, row.start_ms)
            if inside_ms > 0 and inside_ms * 2 >= span.end_ms - span.start_ms:
                yield Mention(entity=entity_of(row), offset=span.offset, length=0)
                break
