"""The rule of agreement: several who know it, each counted once, and no vote."""

import pytest

from archive.testimony import CERTAIN, GUESS, LIKELY, Said, plain, weigh


def said(name: str, certainty: str, *keys: str) -> Said:
    return Said(name, certainty, frozenset(keys))


@pytest.mark.parametrize(
    ("sayings", "told"),
    [
        ([], []),
        ([said("谭", CERTAIN, "a")], [("谭", 1, LIKELY)]),
        ([said("谭", GUESS, "a")], [("谭", 1, GUESS)]),
        ([said("谭", CERTAIN, "a"), said("谭", LIKELY, "b")], [("谭", 2, CERTAIN)]),
        ([said("谭", LIKELY, "a"), said("谭", LIKELY, "b")], [("谭", 2, LIKELY)]),
        ([said("谭", LIKELY, "a"), said("谭", LIKELY, "b"), said("谭", LIKELY, "c")], [("谭", 3, CERTAIN)]),
        ([said("谭", GUESS, "a"), said("谭", GUESS, "b"), said("谭", GUESS, "c")], [("谭", 3, LIKELY)]),
        # the same telephone, or a chain of telephone and contact, is one witness
        ([said("谭", CERTAIN, "a"), said("谭", CERTAIN, "a")], [("谭", 1, LIKELY)]),
        ([said("谭", CERTAIN, "a"), said("谭", CERTAIN, "b"), said("谭", LIKELY, "a", "b")], [("谭", 1, LIKELY)]),
        # nobody knows who said it: each is somebody
        ([said("谭", CERTAIN), said("谭", CERTAIN)], [("谭", 2, CERTAIN)]),
        # written otherwise, the same name; a form of address is another
        ([said("谭 德厚", CERTAIN, "a"), said("谭德厚", LIKELY, "b")], [("谭 德厚", 2, CERTAIN)]),
        # two names: both stay, neither is certain
        (
            [said("谭", CERTAIN, "a"), said("谭", CERTAIN, "b"), said("洪", LIKELY, "c")],
            [("谭", 2, LIKELY), ("洪", 1, LIKELY)],
        ),
        # one who thinks again has said it once; what was said first stays on the list
        (
            [said("洪", CERTAIN, "a"), said("谭", CERTAIN, "a"), said("谭", LIKELY, "b")],
            [("谭", 2, CERTAIN), ("洪", 0, GUESS)],
        ),
    ],
)
def test_agreement_raises_certainty(sayings: list[Said], told: list[tuple[str, int, str]]) -> None:
    assert [(each.name, each.witnesses, each.certainty) for each in weigh(sayings)] == told


def test_names_are_compared_without_blanks_and_marks() -> None:
    assert plain("　谭 德厚。") == plain("谭德厚")
    assert plain("谭师傅") != plain("谭德厚")
