"""Variations of a judged set: reproducible, and no more than they say."""

from dataclasses import replace

from search.entries import Entry
from search.evaluation import Judged, JudgedQuery
from search.lexicon import starting_lexicon
from search.text.script import is_han
from search.text.streams import Analyzer
from search.variations import Mishearing, Variation, segments_of, traditional

ANALYZER = Analyzer(starting_lexicon())
TEXT = "头一天上班，氯碱车间的味道呛人。后来就闻不出来了！汽笛一响，交接班。" * 5
ENTRIES = [
    Entry(id=f"record:{name}", kind="artifact", url="/", title=name, body=text, identifiers=(name,))
    for name, text in (("A", TEXT), ("B", "食堂的馒头。"))
]
QUERIES = [
    JudgedQuery("氯碱车间的味道是什么样的？", (Judged("A"),), "question"),
    JudgedQuery("食堂有什么馒头？", (Judged("B"),), "question"),
]


def test_unchanged_when_nothing_is_asked() -> None:
    assert Variation().of(ENTRIES, QUERIES, ANALYZER) == (ENTRIES, QUERIES)


def test_the_halves_are_the_whole() -> None:
    asked = [replace(QUERIES[0], text=f"第{number}问") for number in range(40)]
    halves = [Variation(part=part).of([], asked, ANALYZER)[1] for part in ("tune", "held-out")]
    assert all(10 < len(half) < 30 for half in halves)
    assert sorted(query.text for half in halves for query in half) == sorted(query.text for query in asked)


def test_segments_are_the_text_in_pieces() -> None:
    pieces = segments_of(TEXT, 40)
    assert "".join(pieces) == TEXT
    assert max(map(len, pieces)) <= 40
    assert all(piece[-1] in "。！" for piece in pieces)
    assert segments_of("无" * 90, 40) == ["无" * 40, "无" * 40, "无" * 10]


def test_any_segment_of_what_answers_answers() -> None:
    entries, queries = Variation(segment_characters=40).of(ENTRIES, QUERIES, ANALYZER)
    assert [entry.passages[0].text for entry in entries] == [*segments_of(TEXT, 40), "食堂的馒头。"]
    assert queries[0].relevant == tuple(Judged(f"A#{number}") for number in range(len(segments_of(TEXT, 40))))
    assert {judged.record for query in queries for judged in query.relevant} <= {e.identifiers[0] for e in entries}


def test_mishearing_keeps_length_and_sound_and_is_reproducible() -> None:
    heard = Mishearing(0.3, seed=7)(TEXT)
    changed = sum(one != other for one, other in zip(TEXT, heard, strict=True))
    assert 0.15 < changed / sum(map(is_han, TEXT)) < 0.4
    assert ANALYZER.streams(heard)["sound"] == ANALYZER.streams(TEXT)["sound"]
    assert Mishearing(0.3, seed=7)(TEXT) == heard != Mishearing(0.3, seed=8)(TEXT)


def test_another_script_is_another_text_of_the_same_length() -> None:
    entries, queries = Variation(documents_traditional=True, queries_traditional=True).of(ENTRIES, QUERIES, ANALYZER)
    assert entries[0].body == traditional(TEXT) != TEXT
    assert len(entries[0].body) == len(TEXT)
    assert queries[1].text == "食堂有什麼饅頭？"


def test_keywords_are_words_of_the_question_in_its_order() -> None:
    _, queries = Variation(as_keywords=True).of(ENTRIES, QUERIES, ANALYZER)
    assert [query.text for query in queries] == ["氯碱 车间 味道", "食堂 馒头"]
