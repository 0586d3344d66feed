"""Words in pinyin letters."""

from search.lexicon import starting_lexicon
from search.spellings import spellings, spelt

LEXICON = starting_lexicon()


def test_a_word_is_spelt_in_each_reading_of_its_surname() -> None:
    assert set(spelt("单福生", LEXICON)) == {"danfusheng", "shanfusheng"}


def test_only_characters_are_spelt() -> None:
    assert spelt("PVC", LEXICON) == spelt("C620车床", LEXICON) == spelt("", LEXICON) == ()


def test_words_that_are_read_alike_stand_together() -> None:
    assert "汽笛" in spellings(LEXICON)["qidi"]
