"""Makes a judged set harder in ways that happen in a museum, so that anybody can measure what they cost.

A set is cut into short passages, written in the other script, misheard by a listener who knows the sounds and not the
words, asked in two or three words in place of a sentence. All of it is reproducible: the same seed, the same set.
"""

import itertools
import random
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import opencc

from search.entries import Entry, Passage, Span
from search.evaluation import Judged, JudgedQuery
from search.function_words import content_words
from search.text.normalise import normalised_text
from search.text.script import is_han
from search.text.sound import syllable
from search.text.streams import Analyzer

Part = Literal["tune", "held-out"]

SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]*")
SEGMENT_MS = 10_000
MOST_KEYWORDS = 3


def part_of(queries: Iterable[JudgedQuery], part: Part) -> list[JudgedQuery]:
    """Half of the queries, by a hash of their text: weights are chosen on one half and reported on the other."""
    return [query for query in queries if (zlib.crc32(query.text.encode()) % 2 == 0) == (part == "tune")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """What is done to a set before it is asked. Rates are parts of all Chinese characters, 0 to 1."""

    part: Part | None = None
    segment_characters: int = 0
    documents_traditional: bool = False
    queries_traditional: bool = False
    misheard: float = 0.0
    mistyped: float = 0.0
    seed: int = 1
    as_keywords: bool = False

    @property
    def changes_documents(self) -> bool:
        return bool(self.segment_characters or self.documents_traditional or self.misheard)

    def of(
        self, entries: Iterable[Entry], queries: Iterable[JudgedQuery], analyzer: Analyzer
    ) -> tuple[list[Entry], list[JudgedQuery]]:
        """Words are chosen and texts cut before anything is misheard: errors are not to help or hinder the choice."""
        entries, queries = list(entries), part_of(queries, self.part) if self.part else list(queries)
        if self.as_keywords:
            queries = list(keywords(queries, entries, analyzer))
        if self.segment_characters:
            entries, queries = segmented(entries, queries, self.segment_characters)
        if self.misheard:
            mishear = Mishearing(self.misheard, self.seed)
            entries = [rewritten(entry, mishear) for entry in entries]
        if self.mistyped:
            mistype = Mishearing(self.mistyped, self.seed)
            queries = [replace(query, text=mistype(query.text)) for query in queries]
        if self.documents_traditional:
            entries = [rewritten(entry, traditional) for entry in entries]
        if self.queries_traditional:
            queries = [replace(query, text=traditional(query.text)) for query in queries]
        return entries, queries


# --- segments --------------------------------------------------------------------------------------------------------


def segmented(
    entries: Iterable[Entry], queries: Iterable[JudgedQuery], size: int
) -> tuple[list[Entry], list[JudgedQuery]]:
    """Every text as recordings of one segment of about `size` characters; any segment of a text that answers a query
    answers it."""
    pieces: dict[str, tuple[Judged, ...]] = {}
    cut: list[Entry] = []
    for entry in entries:
        texts = segments_of(entry.body, size)
        cut += [_recording(entry, number, text) for number, text in enumerate(texts)]
        names = tuple(_piece(entry, number) for number in range(len(texts)))
        pieces[entry.identifiers[0]] = tuple(Judged(name) for name in names)
    asked = [
        replace(
            query, relevant=tuple(itertools.chain.from_iterable(pieces[judged.record] for judged in query.relevant))
        )
        for query in queries
    ]
    return cut, asked


def segments_of(text: str, size: int) -> list[str]:
    """The text cut after sentences into pieces of at most `size` characters; a longer sentence is cut within."""
    found = [""]
    for sentence in SENTENCE.findall(text):
        for start in range(0, len(sentence), size):
            piece = sentence[start : start + size]
            if found[-1] and len(found[-1]) + len(piece) > size:
                found.append("")
            found[-1] += piece
    return [piece for piece in found if piece.strip()]


def _piece(entry: Entry, number: int) -> str:
    return f"{entry.identifiers[0]}#{number}"


def _recording(entry: Entry, number: int, text: str) -> Entry:
    name = _piece(entry, number)
    span = Span(segment_id=name, start_ms=0, end_ms=SEGMENT_MS, offset=0, length=len(text))
    passage = Passage(id=name, speaker="", text=text, spans=(span,))
    return Entry(
        id=f"record:{name}", kind="interview", url=f"/{name}/", title="", identifiers=(name,), passages=(passage,)
    )


# --- script and sound ------------------------------------------------------------------------------------------------


def rewritten(entry: Entry, write: Callable[[str], str]) -> Entry:
    """The entry with every text written anew; `write` keeps lengths of what is spoken or the spans would lie."""
    passages = tuple(replace(passage, text=write(passage.text)) for passage in entry.passages)
    return replace(
        entry, title=write(entry.title), summary=write(entry.summary), body=write(entry.body), passages=passages
    )


def traditional(text: str) -> str:
    """Character for character, as a reader in Taiwan would write it."""
    written = _to_traditional().convert(text)
    return written if len(written) == len(text) else text


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


class Mishearing:
    """Writes another common character of the same sound for a part of all Chinese characters."""

    def __init__(self, rate: float, seed: int) -> None:
        self._rate = rate
        self._random = random.Random(seed)  # noqa: S311 # reproducible, guards nothing

    def __call__(self, text: str) -> str:
        return "".join(
            self._other(character) if is_han(character) and self._random.random() < self._rate else character
            for character in text
        )

    def _other(self, character: str) -> str:
        others = [other for other in _same_sound().get(syllable(character), ()) if other != character]
        return self._random.choice(others) if others else character


@lru_cache(maxsize=1)
def _same_sound() -> dict[str, list[str]]:
    """Toneless syllable → the characters of the first level of GB 2312, the 3,755 in common use, that are read so."""
    found: dict[str, list[str]] = defaultdict(list)
    for row, cell in itertools.product(range(0xB0, 0xD8), range(0xA1, 0xFF)):
        if (row, cell) <= (0xD7, 0xF9):
            character = bytes((row, cell)).decode("gb2312")
            found[syllable(character)].append(character)
    return found


# --- keywords --------------------------------------------------------------------------------------------------------


def keywords(queries: Sequence[JudgedQuery], entries: Iterable[Entry], analyzer: Analyzer) -> Iterator[JudgedQuery]:
    """Each question as the two or three of its words that fewest texts hold, in the order of the question."""
    texts = [normalised_text(f"{entry.title}\n{entry.body}") for entry in entries]
    words = {
        query.text: [word for _, word in content_words(normalised_text(query.text), analyzer)] for query in queries
    }
    holding: Counter[str] = Counter()
    for word in {word for found in words.values() for word in found if len(word) > 1}:
        holding[word] = sum(word in text for text in texts)
    for query in queries:
        known = sorted((word for word in words[query.text] if holding[word]), key=lambda word: holding[word])
        chosen = [word for word in words[query.text] if word in known[:MOST_KEYWORDS]]
        yield replace(query, text=" ".join(chosen) or query.text)
