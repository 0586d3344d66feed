"""A number written the other way: 8 for 八, 四十二 for 42. For words in which no number is told (八级工, 三班倒) and
that are typed with figures all the same."""

import re

from search.text.numbers import NUMERAL
from search.text.values import value_of

FIGURES = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,])")
DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千", "万")


def rewritten(text: str) -> str:
    """A normalised text with its figures in characters; one without figures, with its numerals in figures."""
    if FIGURES.search(text):
        return FIGURES.sub(lambda match: in_characters(int(match[0])), text)
    return NUMERAL.sub(_in_figures, text)


def in_characters(number: int) -> str:
    """0 to 99,999 as it is said: 1005 is 一千零五, 12 is 十二."""
    figures = str(number)
    places = [(int(figure), len(figures) - at - 1) for at, figure in enumerate(figures)]
    said = "".join(f"{DIGITS[digit]}{UNITS[place]}" if digit else "零" for digit, place in places)
    said = re.sub("零+", "零", said)
    said = said.rstrip("零") if number else said
    return said[1:] if said.startswith("一十") else said


def _in_figures(match: re.Match[str]) -> str:
    value = value_of(match[0])
    return match[0] if value is None else f"{value.normalize():f}"
