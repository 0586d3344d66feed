"""The words of the language, as the dictionary behind the `word` stream has them: without those it would guess."""

import rjieba


def is_word(text: str) -> bool:
    """Whether the dictionary has exactly this word (学校), rather than its characters (井, 勘)."""
    return list(rjieba.cut(text, False)) == [text]


def inside_words(text: str) -> frozenset[int]:
    """The places at which a cut would go through a word: in 老单位 that before 位."""
    inside: set[int] = set()
    start = 0
    for word in rjieba.cut(text, False):
        inside.update(range(start + 1, start + len(word)))
        start += len(word)
    return frozenset(inside)
