"""Who stands where today: what the words in the consent ledger come to, for one use of one thing.

The ledger is never changed, so every answer is worked out anew from its rows, in the order they were written. Pure: the
rules of consent can be read, and tested, without a database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MUSEUM = ""
"""The giver of a row in which the museum gives a reason of its own."""


class Use(StrEnum):
    """What may be done with something. Each is granted, refused and withdrawn on its own."""

    SHOW = "show"
    NAME = "name"
    FACE = "face"
    VOICE = "voice"
    TEXT = "text"
    DOWNLOAD = "download"
    MACHINES = "machines"
    AFTER_DEATH = "after_death"


class Decision(StrEnum):
    """What a row of the ledger says. A withdrawal that was a mistake is not deleted: `RESTORED` follows it."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    REASONED = "reasoned"


class Stand(StrEnum):
    """What the words about one use come to today."""

    GRANTED = "granted"
    REASONED = "reasoned"
    SILENT = "silent"
    LAPSED = "lapsed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Stand.GRANTED, Stand.REASONED})
"""Where the museum may show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One row of the ledger, as far as the rules look at it. `giver` is MUSEUM for a curator's reason; a grant holds
    through `until`, its last day."""

    decision: str
    use: str
    giver: str = MUSEUM
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Where one use stands, and the last day on which it will, as far as that is known."""

    stand: Stand
    until: date | None = None

    @property
    def is_open(self) -> bool:
        return self.stand in OPEN


def answer(words: Sequence[Word], use: str, today: date, *, is_dead: bool = False) -> Answer:
    """Where this use stands.

    1. Of each giver the last word counts; `RESTORED` takes back the withdrawal before it.
    2. One giver's no closes what another has opened: withdrawn and refused outweigh every grant and every reason.
    3. A grant and a reason lapse after their last day; a grant also with the death of somebody who said no to the use
       after death.
    4. A reason of the museum opens what nobody closed, unless a grant came after it and has lapsed since.
    """
    last = last_words(words, use)
    given = [word for _number, word in last.values()]
    for decision, stand in ((Decision.WITHDRAWN, Stand.WITHDRAWN), (Decision.REFUSED, Stand.REFUSED)):
        if any(word.decision == decision for word in given):
            return Answer(stand)
    not_after_death = _refusing_after_death(words) if is_dead else frozenset()
    grants = {giver: (number, word) for giver, (number, word) in last.items() if word.decision == Decision.GRANTED}
    holding = [word for giver, (_, word) in grants.items() if giver not in not_after_death and _holds(word, today)]
    if holding:
        return Answer(Stand.GRANTED, _latest(word.until for word in holding))
    reasons = [
        (number, word) for number, word in enumerate(words) if word.decision == Decision.REASONED and word.use == use
    ]
    newest_grant = max((number for number, _word in grants.values()), default=-1)
    valid = [word for number, word in reasons if number > newest_grant and _holds(word, today)]
    if valid:
        return Answer(Stand.REASONED, _latest(word.until for word in valid))
    return Answer(Stand.LAPSED if grants or reasons else Stand.SILENT)


def last_words(words: Sequence[Word], use: str) -> dict[str, tuple[int, Word]]:
    """Each giver's last word on a use, with its place in the ledger."""
    said: dict[str, list[tuple[int, Word]]] = {}
    for number, word in enumerate(words):
        if word.use != use or word.decision == Decision.REASONED:
            continue
        before = said.setdefault(word.giver, [])
        if word.decision != Decision.RESTORED:
            before.append((number, word))
        elif before and before[-1][1].decision == Decision.WITHDRAWN:
            before.pop()
    return {giver: rows[-1] for giver, rows in said.items() if rows}


def _refusing_after_death(words: Sequence[Word]) -> frozenset[str]:
    said = last_words(words, Use.AFTER_DEATH)
    return frozenset(giver for giver, (_, word) in said.items() if word.decision != Decision.GRANTED)


def _holds(word: Word, today: date) -> bool:
    return word.until is None or today <= word.until


def _latest(days: Iterable[date | None]) -> date | None:
    """None, for ever, outlasts every day."""
    found = list(days)
    return None if None in found else max(day for day in found if day is not None)


def is_open_beyond(words: Sequence[Word], use: str, shown_as: Iterable[Use], today: date) -> bool:
    """Whether a use that publishing does not ask about (to be downloaded, to be learnt from) is open.

    Where somebody's yes is why the thing is shown (`shown_as`: the uses it is public by), only a yes to this use opens
    it: silence is a no. Where the museum's reason is why, it is open until somebody closes it.
    """
    found = answer(words, use, today)
    if found.stand is not Stand.SILENT:
        return found.is_open
    return all(answer(words, each, today).stand is not Stand.GRANTED for each in shown_as)


# --- what publishing asks for ----------------------------------------------------------------------

NEEDED: Mapping[str, tuple[Use, ...]] = {
    "artifact": (Use.SHOW,),
    "photograph": (Use.SHOW,),
    "album": (Use.SHOW,),
    "interview": (Use.TEXT,),
    "person": (Use.NAME,),
    "file": (Use.SHOW,),
}
"""Uses that must be open before something of this kind is public."""


def needed(kind: str, *, has_sound: bool = False) -> tuple[Use, ...]:
    """What must be open for something of this kind; an interview that can be heard needs the voice as well."""
    uses = NEEDED.get(kind, ())
    return (*uses, Use.VOICE) if kind == "interview" and has_sound else uses


def missing(
    words: Sequence[Word], uses: Iterable[Use], today: date, *, is_dead: bool = False
) -> tuple[tuple[Use, Stand], ...]:
    """The uses that are not open, each with where it stands."""
    answers = ((use, answer(words, use, today, is_dead=is_dead)) for use in uses)
    return tuple((use, found.stand) for use, found in answers if not found.is_open)
