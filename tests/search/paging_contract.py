"""What both engines must do when a visitor turns the pages. Each engine's test module inherits the class."""

import itertools
import time
from dataclasses import replace

from search.engines.base import PASSAGES_FETCHED, AllOf, AnyTerm, Ask, Engine, Term
from search.entries import Filters
from search.passages import cut
from search.ranking import HEAD, SOUND_BELOW
from tests.search.engine_contract import PUBLIC, ids, search
from tests.search.museum_of_words import FURNACE, WHISTLE, spoken

MERGED_WITHIN_SECONDS = 20
"""A cluster puts the segments of a new index together while visitors search it, and orders equals anew then."""


class Paging:
    def test_every_record_is_on_one_page_whatever_the_order(self, engine: Engine) -> None:
        """More records than are ranked over text and speech together, most with equal scores, years and days."""
        entries = [replace(WHISTLE, id=f"artifact:{number}") for number in range(2 * HEAD)]
        entries += [replace(FURNACE, id=f"interview:{number}", years=None) for number in range(30)]
        index = engine.create()
        index.write(entries)
        engine.promote(index)
        for sort in ("relevance", "date", "newest"):
            pages = [search(engine.live(), "汽笛", sort=sort, per_page=20, page=page) for page in range(1, 14)]
            assert sorted(found for page in pages for found in ids(page)) == sorted(entry.id for entry in entries), sort
            assert ids(pages[-1]) == []

    def test_a_page_far_beyond_the_last_is_empty_and_tells_the_count(self, engine: Engine) -> None:
        index = engine.create()
        index.write([FURNACE, WHISTLE])
        engine.promote(index)
        for sort in ("relevance", "newest"):
            results = search(engine.live(), "汽笛", sort=sort, page=10**9)
            assert (results.hits, results.total) == ((), 2), sort

    def test_narrowing_takes_records_away_and_brings_none(self, engine: Engine) -> None:
        """Enough are written as asked, so that nobody listens for what sounds alike; narrowed to few it stays so."""
        written = [replace(WHISTLE, id=f"artifact:{number}", title="氯碱账本") for number in range(SOUND_BELOW)]
        pictures = [replace(WHISTLE, id=f"photograph:{at}", kind="photograph", title="氯碱大门") for at in range(3)]
        alike = replace(WHISTLE, id="photograph:alike", kind="photograph", title="绿碱招牌")
        index = engine.create()
        index.write([*written, *pictures, alike])
        engine.promote(index)
        told = {value.value: value.count for value in search(engine.live(), "氯碱").facets["kind"]}
        narrowed = search(engine.live(), "氯碱", filters=Filters(kinds=("photograph",)))
        assert narrowed.total == told["photograph"] == len(pictures)

    def test_a_long_recording_leaves_others_their_passages(self, engine: Engine) -> None:
        said = ["汽笛一响就交接班，" * 12] * 60
        recordings = [
            replace(FURNACE, id=f"interview:{name}", passages=cut(spoken(*lines)))
            for name, lines in {"long": said, "short": said[:2], "middle": said[:5]}.items()
        ]
        index = engine.create()
        index.write(recordings)
        engine.promote(index)
        told = {hit.id: (len(hit.passages), hit.more_passages) for hit in search(engine.live(), "汽笛").hits}
        # The first window of each holds nothing that the second, which begins with the same segment, does not hold.
        assert told == {"interview:long": (2, 57), "interview:short": (1, 0), "interview:middle": (2, 2)}

    def test_among_more_that_speak_alike_than_are_looked_at_whoever_writes_it_too_comes_first(
        self, engine: Engine
    ) -> None:
        said = cut(spoken("汽笛一响就交接班。"))
        plain = replace(FURNACE, title="交班", summary="", body="", passages=said)
        entries = [replace(plain, id=f"interview:{number}") for number in range(PASSAGES_FETCHED + 20)]
        named = replace(plain, id="interview:named", body=f"听见汽笛的人。{'每天早上他都从桥上走过去上班。' * 40}")
        things = [
            replace(WHISTLE, id=f"artifact:{number}", title="铜哨", summary="像汽笛") for number in range(HEAD // 2)
        ]
        other = replace(
            plain, id="interview:other", passages=cut(spoken(*["每天早上他都从桥上走过去上班，" * 8] * 1500))
        )
        index = engine.create()
        silent = replace(other, id="interview:silent", body=named.body)
        index.write([other, *entries, *things, named, silent])
        engine.promote(index)
        first, *others = self._turned(engine, "汽笛", pages=13)
        assert first[0] == named.id
        assert silent.id not in first  # it is written about, and not spoken of
        everything = sorted(entry.id for entry in (*entries, *things, named, silent))
        deadline = time.monotonic() + MERGED_WITHIN_SECONDS
        while sorted(itertools.chain(first, *others)) != everything and time.monotonic() < deadline:
            first, *others = self._turned(engine, "汽笛", pages=13)
        assert sorted(itertools.chain(first, *others)) == everything

    def _turned(self, engine: Engine, typed: str, *, pages: int) -> list[list[str]]:
        return [ids(search(engine.live(), typed, per_page=20, page=page)) for page in range(1, pages + 1)]

    def test_it_tells_what_passages_that_were_not_looked_at_cannot_exceed(self, engine: Engine) -> None:
        few = [replace(FURNACE, id=f"interview:{number}") for number in range(3)]
        many = cut(spoken(*["汽笛一响就交接班，" * 12] * PASSAGES_FETCHED))
        index = engine.create()
        index.write([*few, WHISTLE, replace(FURNACE, id="interview:long", title="开车", passages=many)])
        engine.promote(index)
        visible = AnyTerm("visibility", tuple(PUBLIC))
        answers = engine.live().ask(
            *(
                Ask(
                    kind="passages", query=AllOf((Term("text_bigram", word), visible)), groups=9, limit=1, payload=False
                )
                for word in ("汽笛", "炉门", "没有")
            ),
        )
        assert answers[0].beyond == answers[0].found[-1].score > 0
        assert [answer.beyond for answer in answers[1:]] == [0, 0]
