"""A translation beside the words: joined by the clock, never beside what is cut."""

from museum.beside import words_beside
from museum.listening import Line


def said(*spans: tuple[int, int], cut: int | None = None) -> list[Line]:
    return [Line(f"s{n}", start, end, text=f"句{n}", is_cut=n == cut) for n, (start, end) in enumerate(spans)]


def test_a_translated_line_stands_at_the_line_spoken_in_its_middle() -> None:
    lines = said((0, 1000), (1000, 2000), (2000, 3000))
    assert words_beside(lines, said((100, 900), (1100, 3100))) == {"s0": "句0", "s2": "句1"}


def test_two_translated_lines_at_one_line_are_read_one_after_the_other() -> None:
    assert words_beside(said((0, 4000)), said((0, 1000), (1000, 4000))) == {"s0": "句0 句1"}


def test_what_is_cut_in_either_layer_is_told_in_neither() -> None:
    lines = said((0, 1000), (1000, 2000), cut=0)
    assert words_beside(lines, said((0, 1000), (1000, 2000), cut=1)) == {}


def test_before_the_first_word_there_is_nothing_to_stand_beside() -> None:
    assert words_beside(said((5000, 6000)), said((0, 1000))) == {}
