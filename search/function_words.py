"""What a question is about: its words without those that only make it a question."""

import re
from functools import lru_cache
from pathlib import Path

import yaml

from search.text.streams import Analyzer, runs

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], frozenset[str]]:
    listed: dict[str, list[str]] = yaml.safe_load((DATA / "function_words.yaml").read_text(encoding="utf-8"))
    longest_first = sorted(listed["question"], key=len, reverse=True)
    return re.compile("|".join(longest_first)), frozenset(listed["question"] + listed["function"])


def is_question(normalised: str, analyzer: Analyzer) -> bool:
    return normalised.endswith("?") or _asked_for(normalised, analyzer) != normalised


def _asked_for(normalised: str, analyzer: Analyzer) -> str:
    """The text with blanks for its question words. 六几年 tells a date: what belongs to a number asks for nothing."""
    told = analyzer.mentions(normalised)

    def blank(match: re.Match[str]) -> str:
        is_told = any(mention.start < match.start() < mention.end for mention in told)
        return match[0] if is_told else " " * len(match[0])

    return _words()[0].sub(blank, normalised)


def content_words(normalised: str, analyzer: Analyzer, *, joined: bool = False) -> list[tuple[int, str]]:
    """(start, word) of what a text is about, in order, each once; all of the text when nothing else remains.

    `joined` keeps words together that stand side by side, as one.
    """
    function = _words()[1]
    bare = _asked_for(normalised, analyzer)
    found: list[tuple[int, str]] = []
    for token in analyzer.words(bare, runs(bare)):
        inside_longer = found and token.start < found[-1][0] + len(found[-1][1])
        if token.text in function or inside_longer:
            continue
        while found and found[-1][0] >= token.start:
            found.pop()
        found.append((token.start, token.text))
    if not found:
        return [(0, normalised)]
    words = _joined(found) if joined else found
    first_places: dict[str, int] = {}
    for start, text in words:
        first_places.setdefault(text, start)
    return [(start, text) for text, start in first_places.items()]


def _joined(words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    stretches: list[tuple[int, str]] = []
    for start, text in words:
        if stretches and stretches[-1][0] + len(stretches[-1][1]) == start:
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + text)
        else:
            stretches.append((start, text))
    return stretches
