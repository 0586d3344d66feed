"""Which of the questions of a consent text are asked about what somebody hands in. Each is a question of its own; no is
a fine answer, and silence is a no.

The words are those of the text in force (`archive.consent_wording`), which the ledger keeps with every answer.
"""

from collections.abc import Mapping
from typing import Final

from archive.consent import Use
from archive.consent_wording import Question
from archive.contribution_states import ContributionKind, PartyRole
from archive.models import ConsentText

SPOKEN: Final = frozenset({ContributionKind.VOICE.value})
PICTURED: Final = frozenset({ContributionKind.PHOTOGRAPHS.value, ContributionKind.NAME.value})
ONLY_ABOUT: Final[Mapping[Use, frozenset[str]]] = {Use.VOICE: SPOKEN, Use.TEXT: SPOKEN, Use.FACE: PICTURED}
"""Uses that some ways of handing in have nothing to do with."""


def questions_for(kind: str, role: str, text: ConsentText | None) -> list[Question]:
    """What to ask this person about this kind of contribution. A helper's own text asks about any of them alike."""
    asked = text.questions.values() if text is not None else ()
    return [each for each in asked if role == PartyRole.HELPER or kind in ONLY_ABOUT.get(each.use, {kind})]
