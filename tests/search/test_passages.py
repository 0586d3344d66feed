"""Cutting transcripts."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from search.entries import Spoken
from search.passages import MOST_CHARACTERS, cut
from tests.search.museum_of_words import spoken

lines = st.lists(st.tuples(st.sampled_from("甲乙"), st.text("字词 a", min_size=0, max_size=70)), max_size=25)


def transcript(said: list[tuple[str, str]]) -> list[Spoken]:
    return [
        Spoken(segment_id=f"s{at}", start_ms=at * 1000, end_ms=at * 1000 + 900, speaker=speaker, text=text)
        for at, (speaker, text) in enumerate(said)
    ]


@given(lines)
def test_every_word_is_in_a_passage_at_its_place(said: list[tuple[str, str]]) -> None:
    segments = {segment.segment_id: segment for segment in transcript(said)}
    found = set()
    for passage in cut(list(segments.values())):
        for span in passage.spans:
            assert passage.text[span.offset : span.offset + span.length] == segments[span.segment_id].text.strip()
            found.add(span.segment_id)
    assert found == {name for name, segment in segments.items() if segment.text.strip()}


@given(lines)
def test_neighbours_of_one_speaker_are_together_somewhere(said: list[tuple[str, str]]) -> None:
    segments = [segment for segment in transcript(said) if segment.text.strip()]
    together = {
        (first.segment_id, second.segment_id)
        for passage in cut(segments)
        for first, second in zip(passage.spans, passage.spans[1:], strict=False)
    }
    for first, second in itertools.pairwise(segments):
        if first.speaker == second.speaker:
            assert (first.segment_id, second.segment_id) in together


def test_windows_stay_short() -> None:
    assert all(len(passage.text) <= MOST_CHARACTERS for passage in cut(spoken(*["十五个字的一句话就是这么长的"] * 40)))


def test_a_change_of_speaker_ends_a_passage() -> None:
    passages = cut([*spoken("问一句", speaker="采访人", prefix="q"), *spoken("答一句", prefix="a")])
    assert [(passage.speaker, passage.text) for passage in passages] == [("采访人", "问一句"), ("讲述人", "答一句")]


def test_latin_words_keep_apart() -> None:
    assert cut(spoken("first", "second"))[0].text == "first second"


def test_ids_do_not_depend_on_what_was_said_elsewhere() -> None:
    segments = spoken("一句", "两句")
    assert cut(segments)[0].id == cut([*segments, *spoken("问", speaker="采访人", prefix="q")])[0].id
