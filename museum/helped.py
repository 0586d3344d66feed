"""Who helped: those whose word about a record was taken in, named the way they want to be, or not at all."""

from typing import Any

from archive import corrections
from archive.contribution_states import ContributionKind, ContributionState, CreditAs, PartyRole
from archive.models import ContributionParty
from museum.reader import Reader

TAKEN_IN = (ContributionState.ACCEPTED, ContributionState.ONLINE)


def helped_by(record: Any, reader: Reader) -> list[str]:
    """Each once, in the order they came; one query. What was taken back or not used thanks nobody in public."""
    if record.pk is None or record.KIND not in corrections.PARTS:
        return []
    rows = ContributionParty.objects.filter(
        role=PartyRole.TELLER,
        contribution__about=corrections.about(record),
        contribution__kind__in=(ContributionKind.NAME, ContributionKind.CORRECTION),
        contribution__state__in=TAKEN_IN,
    )
    named = rows.exclude(credit=CreditAs.NOBODY).exclude(name="").order_by("contribution__received_at", "pk")
    return [reader.say(name) for name in dict.fromkeys(named.values_list("name", flat=True))]
