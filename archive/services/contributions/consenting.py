"""Where what was ticked in a draft becomes consent. The one place that handing in calls."""

from typing import Final

from archive.contribution_states import PartyRole
from archive.models import Contribution

ROLES: Final = (PartyRole.TELLER, PartyRole.HELPER)


def grant_answers(contribution: Contribution) -> dict[PartyRole, dict[str, bool]]:
    """The answers of each person, in the transaction that hands the contribution in."""
    answers = contribution.consent_answers
    return {role: dict(answers[role]) for role in ROLES if role in answers}
