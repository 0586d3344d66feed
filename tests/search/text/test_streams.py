"""The token streams: tokens point into the original, and the streams find what they promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.lexicon import Lexicon, LexiconTerm, starting_lexicon
from search.text.normalise import normalised_text
from search.text.sound import signed
from search.text.streams import STREAMS, Analyzer, Stream

ANALYZER = Analyzer(starting_lexicon())
pieces = st.sampled_from(
    ["氯碱", "車間", "五八年", "，", " ", "P-101", "𠮷", "三班倒", "ＡＢ", "48.5元", "a", "\n", "單福生", "㍿"]
)
sentences = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)


@given(sentences)
def test_every_token_points_into_the_original(text: str) -> None:
    for stream in STREAMS:
        for token in ANALYZER.tokens(text, stream):
            assert 0 <= token.start < token.end <= len(text)


@given(sentences)
def test_plain_tokens_are_the_characters_they_point_at(text: str) -> None:
    for token in ANALYZER.tokens(text, "unigram"):
        assert token.text in normalised_text(text[token.start : token.end])


@given(sentences)
def test_stored_streams_and_tokens_agree(text: str) -> None:
    streams = ANALYZER.streams(text)
    for stream in STREAMS:
        stored, placed = streams[stream].split(), [token.text for token in ANALYZER.tokens(text, stream)]
        # Where phrases are asked for, places count.
        in_order = list if stream == "bigram" else sorted
        assert in_order(stored) == in_order(placed)


@given(sentences, sentences)
def test_an_inserted_text_is_found_by_its_pairs(before: str, after: str) -> None:
    bigrams = ANALYZER.streams(f"{before}，氯碱车间，{after}")["bigram"].split()
    assert {"氯碱", "碱车", "车间"} <= set(bigrams)


@given(sentences)
def test_who_listens_for_a_sound_hears_it_wherever_it_is(text: str) -> None:
    normalised = normalised_text(text)
    told = ANALYZER.sounds(normalised)
    heard = ANALYZER.heard(normalised, signed(token.text for token in told))
    places = {(sound, start) for sound, starts in heard.items() for start in starts}
    assert places == {(token.text, token.start) for token in told}


@given(st.text(st.characters(codec=None), max_size=80))
def test_no_text_is_an_error(text: str) -> None:
    ANALYZER.streams(text)


@pytest.mark.parametrize(
    ("stream", "text", "expected"),
    [
        ("bigram", "氯碱车间", "氯碱 碱车 车间"),
        ("bigram", "厂，P-101坏了", "厂 p 101 101坏 坏了"),
        ("unigram", "氯碱", "氯 碱"),
        ("word", "三班倒的氯碱车间", "的 氯碱 车间 三班倒"),
        ("sound", "绿碱", "lu'jian"),
        ("number", "三班倒", ""),
        ("synonym", "火碱", "烧碱"),
    ],
)
def test_streams(stream: Stream, text: str, expected: str) -> None:
    assert ANALYZER.streams(text)[stream] == expected


@pytest.mark.parametrize(
    ("heard", "said"), [("绿碱", "氯碱"), ("冯兆南", "洪兆南"), ("牛爱莲", "刘爱莲"), ("听帮", "听棒")]
)
def test_what_sounds_alike_has_the_same_sound(heard: str, said: str) -> None:
    assert ANALYZER.streams(heard)["sound"] == ANALYZER.streams(said)["sound"]


def test_surnames_have_their_own_readings() -> None:
    assert "san'fu" in ANALYZER.streams("单福生")["sound"].split()


def test_words_of_the_lexicon_are_never_split() -> None:
    analyzer = Analyzer(Lexicon([LexiconTerm(term="山的山水")]))
    assert analyzer.streams("大山的山水间")["word"].split().count("山的山水") == 1


def test_an_endless_word_is_cut() -> None:
    assert max(len(token) for token in ANALYZER.streams("x" * 1000)["unigram"].split()) <= 64


def test_another_lexicon_is_another_fingerprint() -> None:
    changed = Lexicon([*starting_lexicon().terms, LexiconTerm(term="新词")])
    assert Analyzer(changed).fingerprint != ANALYZER.fingerprint
