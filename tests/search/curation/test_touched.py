"""Whatever two lexicons differ in: an entry that the index does not name as touched is the same under both."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.curation.spreading import touched_entries
from search.documents import prepare
from search.engines.embedded import EmbeddedEngine
from search.entries import Entry, Spoken
from search.lexicon import Lexicon, LexiconTerm, touched
from search.passages import cut
from search.text.streams import Analyzer

CHARACTERS = "盐鹽酸碱五十班单車间12pPé-·Я 。"
texts = st.text(alphabet=CHARACTERS, max_size=12)
forms = st.text(alphabet=CHARACTERS, min_size=1, max_size=4).filter(lambda form: any(map(str.isalnum, form)))
terms = st.builds(
    LexiconTerm,
    term=forms,
    pinyin=st.sampled_from(["", "yán suān", "shàn", "yàn"]),
    variants=st.lists(forms, max_size=2).map(tuple),
    synonyms=st.lists(forms, max_size=2).map(tuple),
    category=st.sampled_from(["", "数字"]),
)
lexicons = st.builds(
    Lexicon,
    st.lists(terms, max_size=4),
    st.dictionaries(st.sampled_from("单盐"), st.just(("chán",)) | st.just(("shàn", "dān")), max_size=2),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    said = [
        Spoken(segment_id=f"s{number}", start_ms=number, end_ms=number + 1, speaker=draw(texts), text=draw(texts))
        for number in range(draw(st.integers(0, 2)))
    ]
    number = draw(st.integers(1, 10**9))
    return Entry(
        id=f"group:{number}",
        kind="group",
        url="/",
        title=draw(texts),
        names=(draw(texts),),
        body=draw(texts),
        fields={"narrator": (draw(texts),)},
        passages=cut(said),
    )


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(before=lexicons, after=lexicons, held=st.lists(entries(), min_size=6, max_size=12, unique_by=lambda one: one.id))
def test_what_is_not_touched_stays_the_same(tmp_path: Path, before: Lexicon, after: Lexicon, held: list[Entry]) -> None:
    engine = EmbeddedEngine(tmp_path / "index", Analyzer(before))
    index = engine.create()
    index.write(held)
    engine.promote(index)
    named = touched_entries(engine.live(), touched(before, after), Analyzer(after))
    engine.destroy()
    differing = {entry.id for entry in held if prepare(entry, Analyzer(before)) != prepare(entry, Analyzer(after))}
    assert differing <= named
