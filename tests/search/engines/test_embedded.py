"""The embedded engine under the contract, and what only it can do wrong."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import AllOf, Answer, AnyTerm, Ask, Index, IndexMissing, Term, WriterBusy
from search.engines.embedded import EmbeddedEngine
from tests.search.engine_contract import ANALYZER, Searching, Writing, filled, search
from tests.search.finding_contract import MustFind, remembered
from tests.search.museum_of_words import EVERYTHING, FURNACE, WHISTLE
from tests.search.paging_contract import Paging
from tests.search.rewriting_contract import Rewriting


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("index"), ANALYZER)
    yield filled(engine)
    engine.close()


class TestSearching(Searching):
    """All of it."""


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    engine = EmbeddedEngine(tmp_path_factory.mktemp("memory"), ANALYZER)
    yield remembered(engine)
    engine.close()


class TestMustFind(MustFind):
    """All of it."""


@settings(max_examples=40)
@given(typed=st.text(max_size=40))
def test_no_text_is_an_error(index: Index, typed: str) -> None:
    search(index, typed)


class TestWriting(Writing, Rewriting, Paging):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Iterator[EmbeddedEngine]:
        engine = EmbeddedEngine(tmp_path / "index", ANALYZER)
        yield engine
        engine.close()


def test_another_reader_sees_a_commit_at_once(tmp_path: Path) -> None:
    writing, reading = EmbeddedEngine(tmp_path, ANALYZER), EmbeddedEngine(tmp_path, ANALYZER)
    writing.promote(writing.create())
    assert reading.live().counts().entries == 0
    writing.live().write([FURNACE])
    assert reading.live().counts().entries == 0
    writing.live().commit()
    assert reading.live().counts().entries == 1


def test_a_second_writer_is_told_who_holds_the_index(tmp_path: Path) -> None:
    first, second = EmbeddedEngine(tmp_path, ANALYZER), EmbeddedEngine(tmp_path, ANALYZER)
    first.promote(first.create())
    first.live().write([FURNACE])
    with pytest.raises(WriterBusy, match="Another process"):
        second.live().write([WHISTLE])


def test_a_reader_follows_the_swap(tmp_path: Path) -> None:
    writing, reading = EmbeddedEngine(tmp_path, ANALYZER), EmbeddedEngine(tmp_path, ANALYZER)
    writing.promote(writing.create())
    reading.live()
    second = writing.create()
    second.write([WHISTLE])
    writing.promote(second)
    assert reading.live().entry_ids() == {WHISTLE.id}


def test_damage_is_noticed(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, ANALYZER)
    engine.promote(engine.create())
    (engine.live().folder / "entries" / "meta.json").write_text("{")
    engine.close()
    with pytest.raises(IndexMissing, match="reindex"):
        engine.live()


def test_the_best_of_each_record_are_the_same_whether_all_that_match_are_known_or_asked_for(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, ANALYZER)
    building = engine.create()
    building.write(EVERYTHING)
    engine.promote(building)

    def best_of(index: Index, *, known: bool) -> Answer:
        query = AllOf((Term("text_bigram", "汽笛"), AnyTerm("visibility", ("public",))))
        (first,) = index.ask(Ask(kind="passages", query=query, groups=9, limit=1, payload=False))
        numbers = tuple(scored.number for scored in first.found)
        asked = query if known else replace(query)
        return index.ask(Ask(kind="passages", query=asked, limit=3, best_of=numbers))[0]

    assert best_of(engine.live(), known=True) == best_of(engine.live(), known=False)
    assert best_of(engine.live(), known=True).found


def test_what_is_shown_is_stored_as_it_is(tmp_path: Path) -> None:
    index = EmbeddedEngine(tmp_path, ANALYZER).create()
    index.write([replace(FURNACE, summary="一字不改地存着。")])
    index.commit()
    index.close()
    assert any("一字不改地存着。".encode() in path.read_bytes() for path in tmp_path.rglob("entries/*.store"))
