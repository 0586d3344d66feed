"""How sure one can be of a name when several people say it: a rule, not a vote.

Only independent witnesses count: whoever shares a telephone, a contact or an entry with another is the same one, and
of one witness the last word holds. Agreement raises certainty, a second name lowers it; every name stays on the list.
Pure: who may read any of it is decided elsewhere (`archive.rights`).
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

GUESS, LIKELY, CERTAIN = "guess", "likely", "certain"
WEIGHT: Final = {GUESS: 0, LIKELY: 1, CERTAIN: 2}
ENOUGH: Final = 3
"""One who is certain and one who thinks so; or three who think so. Nobody alone, and guesses never."""


@dataclass(frozen=True, slots=True)
class Said:
    """One saying, oldest first in a list of them. `keys` are marks of who said it: one in common is the same person."""

    name: str
    certainty: str
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Support:
    """What one name has behind it. `name` as it was first said; no witnesses where the last of them thought again."""

    name: str
    witnesses: int
    certainty: str


def weigh(sayings: Iterable[Said]) -> list[Support]:
    """Every name that was said, the best supported first."""
    heard = list(sayings)
    names = {plain(said.name): said.name for said in reversed(heard)}
    last = dict(zip(_witnesses(heard), heard, strict=True))
    believed = {key: [each for each in last.values() if plain(each.name) == key] for key in names}
    is_contested = sum(bool(behind) for behind in believed.values()) > 1
    told = [Support(name, len(believed[key]), _certainty(believed[key], is_contested)) for key, name in names.items()]
    return sorted(told, key=lambda each: (-WEIGHT[each.certainty], -each.witnesses, each.name))


def plain(name: str) -> str:
    """The name as it is compared: 陈 玉兰 and 陈玉兰 are one, 陈师傅 is another."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())


def _certainty(behind: Sequence[Said], is_contested: bool) -> str:
    weight = sum(WEIGHT[said.certainty] for said in behind)
    if weight >= ENOUGH and len(behind) > 1 and not is_contested:
        return CERTAIN
    return LIKELY if weight or len(behind) > 1 else GUESS


def _witnesses(heard: Sequence[Said]) -> list[int]:
    """Who said each, as a number: sayings joined by a chain of common keys have the same one."""
    groups: list[tuple[set[str], list[int]]] = []
    for number, said in enumerate(heard):
        keys, members = set(said.keys), [number]
        apart = []
        for group in groups:
            if group[0] & keys:
                keys |= group[0]
                members = group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (keys, members)]
    found = [0] * len(heard)
    for _keys, members in groups:
        for number in members:
            found[number] = members[0]
    return found
