"""The lexicon as a value."""

import pytest

from search.lexicon import Lexicon, LexiconFault, LexiconTerm, starting_lexicon

SHIFT = LexiconTerm(term="交接班", synonyms=("接班",))
POST = LexiconTerm(term="顶替", variants=("顶职",), synonyms=("接班",))


def test_a_word_may_stand_in_several_groups() -> None:
    groups = Lexicon([SHIFT, POST]).groups
    assert groups["接班"] == ("交接班", "顶替")
    assert groups["顶职"] == ("顶替",)


def test_forms_are_found_inside_longer_ones() -> None:
    lexicon = Lexicon([SHIFT, POST])
    assert [found.form for found in lexicon.find("他去交接班了")] == ["交接班", "接班"]
    assert [found.form for found in lexicon.longest("他去交接班了")] == ["交接班"]


def test_a_latin_form_is_found_whole_only() -> None:
    lexicon = Lexicon([LexiconTerm(term="PVC")])
    assert [found.start for found in lexicon.find("upvc pvc料")] == [5]


def test_traditional_forms_are_the_same_form() -> None:
    assert "盐酸" in Lexicon([LexiconTerm(term="鹽酸")]).groups


def test_a_term_without_characters_is_refused() -> None:
    with pytest.raises(LexiconFault, match="no characters"):
        Lexicon([LexiconTerm(term=" ")])


def test_the_fingerprint_follows_the_terms() -> None:
    assert Lexicon([SHIFT]).fingerprint == Lexicon([SHIFT]).fingerprint != Lexicon([POST]).fingerprint


def test_the_starting_lexicon_knows_the_plant() -> None:
    lexicon = starting_lexicon()
    assert lexicon.groups["火碱"] == ("烧碱",)
    assert lexicon.surname_readings["单"] == ("shan",)
    assert "三班倒" in lexicon.number_words
