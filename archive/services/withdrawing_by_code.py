"""Taking back with the code of a receipt: what it opens, and what was asked of it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from archive.contribution_states import ContributionState
from archive.models import ConsentParty, Contribution, Interview, Person, Record, Withdrawal
from archive.services.contributions import withdrawing as contributions
from archive.services.contributions.moves import WrongMove
from archive.services.withdrawals import Asked, made_of, seen_in, undo, withdraw
from archive.states import WithdrawalScope
from media.models import Asset


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What somebody handed in, and what the museum made of it. A record that was there before is not theirs to take
    back: what they put to it is sealed with the contribution."""

    contribution: Contribution
    records: list[Record]
    person: Person | None

    @property
    def interviews(self) -> list[Interview]:
        return [record for record in self.records if isinstance(record, Interview)]

    @property
    def seen_in(self) -> list[Asset]:
        """The pictures and films nobody would see any more for the sake of this face."""
        return seen_in(self.records, self.person)

    @property
    def cases(self) -> Any:
        """What was taken back with this receipt and can still be put back."""
        cases = Withdrawal.objects.in_force().filter(party__contribution_uuid=self.contribution.uuid)
        return [case for case in cases if case.may_be_undone]


def opened(contribution: Contribution) -> HandedIn:
    made = made_of(contribution)
    records = [record for record in made if isinstance(record, Record)]
    person = next((each for each in made if isinstance(each, Person)), None)
    if person is None:
        given = ConsentParty.objects.filter(contribution_uuid=contribution.uuid, person__isnull=False).first()
        person = given.person if given is not None else None
    return HandedIn(contribution, records, person)


def take_back(*, handed_in: HandedIn, scope: WithdrawalScope, span: tuple[int, int] | None = None) -> Withdrawal:
    """Hide what is meant. Raises ValidationError, having hidden nothing, when there is nothing of the kind, and
    WrongMove for what was taken back as a whole before.
    """
    contribution = handed_in.contribution
    if contribution.state in ContributionState.closed():
        raise WrongMove(contribution, ContributionState.WITHDRAWN)
    teller = contribution.teller
    with transaction.atomic():
        party, _made = ConsentParty.objects.get_or_create(
            contribution_uuid=contribution.uuid,
            relation="",
            defaults={"name": teller.name if teller else "", "person": handed_in.person},
        )
        is_about_somebody = scope in {WithdrawalScope.NAME, WithdrawalScope.FACE, WithdrawalScope.VOICE}
        return withdraw(
            asked=Asked(
                scope=scope,
                records=handed_in.interviews[:1] if scope == WithdrawalScope.PASSAGE else list(handed_in.records),
                contribution=contribution if scope == WithdrawalScope.EVERYTHING else None,
                person=handed_in.person if is_about_somebody else None,
                name=teller.name if teller and scope == WithdrawalScope.NAME else "",
                span=span,
                party=party,
                is_by_code=True,
            )
        )


def put_back(handed_in: HandedIn) -> None:
    """Undo what was taken back with this receipt. Raises WrongMove when there is nothing to undo."""
    cases = handed_in.cases
    with transaction.atomic():
        for case in cases:
            undo(withdrawal=case, received_by="")
        if not cases:
            contributions.undo(handed_in.contribution)
