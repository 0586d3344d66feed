"""Where what was ticked in a draft becomes consent: the ledger's rows, in the transaction that hands the draft in."""

from typing import Final

from archive.consent import Decision, Use
from archive.contribution_states import PartyRole
from archive.models import ConsentParty, ConsentText, Contribution
from archive.models.contribution import ContributionParty
from archive.services.consent import Act, decide
from archive.states import ConsentForm

ROLES: Final = (PartyRole.TELLER, PartyRole.HELPER)
TEXTS: Final = {PartyRole.TELLER: "telling", PartyRole.HELPER: "proxy"}
SHOWN: Final = "texts"
"""Beside the answers of each role: the version of the text each of them read."""
USES: Final = frozenset(use.value for use in Use)


def grant_answers(contribution: Contribution) -> dict[PartyRole, dict[str, bool]]:
    """Write each person's answers about the contribution: use by use, a yes or a no, with the text that was shown.

    Where somebody handed in for the teller, the teller's answers name the helper as proxy. What is no use of the
    ledger is left to whoever asked it.
    """
    answers = {role: answers_of(contribution, role) for role in ROLES if role in contribution.consent_answers}
    helper = contribution.helper
    proxy = _party(contribution, helper) if helper is not None else None
    for role, said in answers.items():
        decisions = {
            Use(use): Decision.GRANTED if yes else Decision.REFUSED for use, yes in said.items() if use in USES
        }
        row = contribution.party(role)
        if not decisions or row is None:
            continue
        is_own = role == PartyRole.HELPER
        giver = proxy if is_own and proxy is not None else _party(contribution, row)
        act = Act(
            giver=giver,
            proxy=None if is_own else proxy,
            form=ConsentForm.TAPPED,
            text=text_shown(contribution, role),
            is_demo=contribution.is_demo,
        )
        decide(about=contribution, decisions=decisions, act=act)
    return answers


def answers_of(contribution: Contribution, role: PartyRole) -> dict[str, bool]:
    """What was ticked, by use. The pages keep it beside the version of the words that were shown."""
    kept = contribution.consent_answers.get(role, {})
    return dict(kept.get("uses", kept))


def text_in_force(role: PartyRole) -> ConsentText | None:
    """The newest version of what this person is asked to agree to."""
    return ConsentText.objects.filter(key=TEXTS[role]).order_by("-version").first()


def text_shown(contribution: Contribution, role: PartyRole) -> ConsentText | None:
    """The version that was on the page when the boxes were ticked; none where no text was shown."""
    shown = contribution.consent_answers.get(SHOWN, {}).get(role)
    return ConsentText.objects.filter(pk=shown, key=TEXTS[role]).first() if shown else None


def _party(contribution: Contribution, row: ContributionParty) -> ConsentParty:
    """The teller's name stands without a relation, the helper's with one: that tells the two apart."""
    relation = (row.relation or str(row.get_role_display())) if row.role == PartyRole.HELPER else ""
    party, _made = ConsentParty.objects.get_or_create(
        contribution_uuid=contribution.uuid,
        relation=relation,
        defaults={"name": row.name, "is_demo": contribution.is_demo},
    )
    return party
