"""What is said of a hit."""

from dataclasses import replace
from pathlib import Path

from search.engines.embedded import EmbeddedEngine
from search.entries import Entry, Filters, Hit, Passage, Span
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


def only_hit(tmp_path: Path, typed: str, entry: Entry) -> Hit:
    engine = EmbeddedEngine(tmp_path, ANALYZER)
    index = engine.create()
    index.write([entry])
    engine.promote(index)
    (hit,) = Finder(engine.live(), ANALYZER).search(typed, viewer=frozenset({"public"}), filters=Filters()).hits
    return hit


def test_a_nickname_is_told_before_a_synonym_in_the_summary(tmp_path: Path) -> None:
    person = Entry(
        id="person:1", kind="person", url="/1/", title="阳石保", summary="八级钳工，听棒听泵。", names=("阳八级",)
    )
    hit = only_hit(tmp_path, "阳八级", person)
    assert (hit.reason, hit.explanations) == ("exact", ())
    assert ("阳八级", True) in hit.snippet_parts


def test_what_sounds_like_the_whole_word_is_no_exact_find_because_a_part_is_written_so(tmp_path: Path) -> None:
    hit = only_hit(tmp_path, "泥秋车床", Entry(id="artifact:1", kind="artifact", url="/1/", title="泥鳅车床转盘齿圈"))
    assert (hit.reason, hit.title_parts[0]) == ("sound", ("泥鳅车床", True))


def test_words_apart_in_title_and_body_are_as_exact_as_they_are_written(tmp_path: Path) -> None:
    entry = Entry(id="artifact:1", kind="artifact", url="/1/", title="热水瓶", body="大夜班灌满。")
    assert only_hit(tmp_path, "大夜班 热水瓶", entry).reason == "exact"


def test_of_two_windows_the_one_that_holds_more_is_shown(tmp_path: Path) -> None:
    first, shared, last = (
        spoken(at, text).spans[0] for at, text in enumerate(("抄表。", "工资四十八块五。", "四十八块五。"))
    )

    def window(*said: tuple[Span, str]) -> Passage:
        text = "".join(words for _, words in said)
        spans = tuple(replace(span, offset=text.index(words)) for span, words in said)
        return Passage(id=f"{spans[0].segment_id}~{spans[-1].segment_id}", speaker="讲述人", text=text, spans=spans)

    passages = (
        window((first, "抄表。"), (shared, "工资四十八块五。")),
        window((shared, "工资四十八块五。"), (replace(last, length=8), "还是四十八块五。")),
    )
    entry = Entry(id="interview:1", kind="interview", url="/1/", title="四十八个槽", passages=passages)
    hit = only_hit(tmp_path, "四十八块五", entry)
    assert [passage.id for passage in hit.passages] == ["s1~s2"]
    assert hit.more_passages == 0


def test_what_is_found_in_a_field_alone_is_shown(tmp_path: Path) -> None:
    entry = Entry(
        id="artifact:1", kind="artifact", url="/1/", title="座牌", body="放电影的。", fields={"material": ("有机玻璃",)}
    )
    hit = only_hit(tmp_path, "玻璃", entry)
    assert (hit.reason, hit.snippet_parts) == ("exact", (("有机", False), ("玻璃", True)))
