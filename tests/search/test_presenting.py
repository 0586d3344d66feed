"""What is said of a hit."""

from pathlib import Path

from search.engines.embedded import EmbeddedEngine
from search.entries import Entry, Filters, Passage, Span
from search.finding import Finder
from search.lexicon import starting_lexicon
from search.text.streams import Analyzer

ANALYZER = Analyzer(starting_lexicon())


def spoken(number: int, text: str) -> Passage:
    span = Span(segment_id=f"s{number}", start_ms=number * 1000, end_ms=number * 1000 + 900, offset=0, length=len(text))
    return Passage(id=f"s{number}", speaker="讲述人", text=text, spans=(span,))


def test_syllables_that_are_heard_apart_are_no_characters_that_are_there(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, ANALYZER)
    index = engine.create()
    passages = (spoken(1, "硫酸车间烧沸腾炉的。"), spoken(2, "他打算子女都来。"))
    index.write([Entry(id="interview:1", kind="interview", url="/1/", title="三个平行样", passages=passages)])
    engine.promote(index)
    (hit,) = Finder(engine.live(), ANALYZER).search("硫酸纸", viewer=frozenset({"public"}), filters=Filters()).hits
    assert hit.reason == "sound"
    assert {passage.reason for passage in hit.passages} == {"sound"}
