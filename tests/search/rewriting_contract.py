"""What every engine does with an entry that it has already: the last writing counts, and nothing of a former one is
left."""

from dataclasses import replace

from search.engines.base import Engine
from search.passages import cut
from tests.search.engine_contract import search
from tests.search.museum_of_words import ACID, FURNACE, spoken


class Rewriting:
    """Every test has an engine of its own."""

    def test_writing_again_replaces_entry_and_passages(self, engine: Engine) -> None:
        index = engine.create()
        index.write([FURNACE])
        index.commit()
        index.write([replace(FURNACE, title="四十八个老槽", passages=cut(spoken("只剩一句话。")))])
        engine.promote(index)
        live = engine.live()
        assert (live.counts().entries, live.counts().passages) == (1, 1)
        assert search(live, "四十八个老槽").total == 1
        assert search(live, "汽笛").total == 0

    def test_writing_again_before_a_commit_replaces_too(self, engine: Engine) -> None:
        index = engine.create()
        index.write([FURNACE])
        index.write([replace(FURNACE, passages=cut(spoken("只剩一句话。")))])
        engine.promote(index)
        assert engine.live().counts().passages == 1

    def test_what_another_writer_left_without_a_commit_is_replaced(self, engine: Engine) -> None:
        index = engine.create()
        index.write([ACID])
        index.commit()
        index.close()
        another = engine.building()
        assert another is not None
        another.write([FURNACE])
        another.close()
        index.write([replace(FURNACE, passages=cut(spoken("只剩一句话。")))])
        engine.promote(index)
        assert engine.live().counts().passages == 1
