"""Facets are counted by number: a value that comes later has to get its name as well."""

from pathlib import Path

from search.engines.base import Ask, Everything
from search.engines.embedded import EmbeddedEngine
from search.entries import Entry
from search.lexicon import starting_lexicon
from search.text.streams import Analyzer


def tagged(number: int, tag: str) -> Entry:
    return Entry(id=f"artifact:{number}", kind="artifact", url=f"/{number}/", title="安全帽", tags=(tag,))


def test_a_value_that_is_new_in_the_index_is_counted_by_its_name(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, Analyzer(starting_lexicon()))
    index = engine.create()
    index.write([tagged(1, "劳保")])
    engine.promote(index)
    asked = Ask(kind="entries", query=Everything(), limit=0, facets=("tag",))
    assert engine.live().ask(asked)[0].facets["tag"] == (("劳保", 1),)
    engine.live().write([tagged(2, "奖状"), tagged(3, "奖状")])
    engine.live().commit()
    assert engine.live().ask(asked)[0].facets["tag"] == (("奖状", 2), ("劳保", 1))
    engine.close()
