"""What the contributor said yes or no to goes along: from the ledger's rows on the contribution to what was made."""

from django.utils.translation import gettext

from archive.consent import Use
from archive.contribution_states import ContributionKind, PartyRole
from archive.models import ConsentParty, Contribution, Person, Record
from archive.services.accepting.said import CannotAccept
from archive.services.consent import entries_of, hand_on, is_allowed
from archive.services.contributions.consenting import answers_of, grant_answers
from media.models import Asset

WRITTEN = {Use.SHOW: Use.TEXT}
"""Whoever wrote was asked whether it may be shown: what is shown of a written story is its text."""


def may_be_named(contribution: Contribution) -> bool:
    """Whether the teller said that the name may stand beside it."""
    if entries_of(contribution).exists():
        return is_allowed(contribution, Use.NAME)
    return answers_of(contribution, PartyRole.TELLER).get(Use.NAME, False)


def ensure_ledger(contribution: Contribution) -> None:
    """Handing in wrote what was ticked; what was handed in before there was a ledger is written now."""
    if not entries_of(contribution).exists():
        grant_answers(contribution)


def carry(contribution: Contribution, record: Record, person: Person | None) -> None:
    """Every yes and no holds for the record, which is published only with a yes."""
    ensure_ledger(contribution)
    is_spoken = contribution.kind == ContributionKind.VOICE
    is_written_interview = record.KIND == "interview" and not is_spoken
    hand_on(source=contribution, target=record, uses=WRITTEN if is_written_interview else None)
    if person is not None:
        ConsentParty.objects.filter(contribution_uuid=contribution.uuid, relation="").update(person=person)


def carry_to_file(contribution: Contribution, asset: Asset, use: Use) -> None:
    """What is put to a record of somebody else brings its own yes. Raises CannotAccept without one."""
    ensure_ledger(contribution)
    if not is_allowed(contribution, use):
        raise CannotAccept(
            gettext(
                "交的人没有答应公开，不能并进已有的记录：那一条一发布，它也就出去了。请另收成一条，或者先去问一句。"
            )
        )
    hand_on(source=contribution, target=asset)


def teller_name(contribution: Contribution) -> str:
    party = contribution.party(PartyRole.TELLER)
    return party.name if party else ""
