"""Who of the invented people said yes to what: every public byte of the demo traces to a grant, or to a reason."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from archive.consent import Decision, Use
from archive.models import (
    Artifact,
    ConsentEntry,
    ConsentEvidence,
    ConsentParty,
    ConsentText,
    Interview,
    Person,
    Photograph,
    Withdrawal,
)
from archive.services.consent import Act, add_evidence, decide, give_reason
from archive.states import Access, AcquisitionMethod, ConsentForm, Display, Ground, ParticipantRole
from museum.demo import files
from museum.demo.planting import Tally

SIGNED_ON = date(2019, 11, 1)
RECEIVED_BY = "demo"
SPOKEN_MS = 10_000
"""How much of the end of a recording proves a spoken yes."""

YES, NO = Decision.GRANTED, Decision.REFUSED
TOLD: Mapping[Use, Decision] = {
    Use.TEXT: YES,
    Use.VOICE: YES,
    Use.NAME: YES,
    Use.FACE: YES,
    Use.DOWNLOAD: YES,
    Use.MACHINES: NO,
    Use.AFTER_DEATH: YES,
}
GIVEN: Mapping[Use, Decision] = {Use.SHOW: YES, Use.DOWNLOAD: YES, Use.MACHINES: NO, Use.AFTER_DEATH: YES}


class Register:
    """One party for each invented person and each donor who is only words."""

    def __init__(self) -> None:
        self._by_name: dict[str, ConsentParty] = {}
        self.text = ConsentText.objects.filter(key="telling").first()

    def party(self, name: str, person: Person | None = None, relation: str = "") -> ConsentParty:
        key = f"{person.pk if person else ''}{name}{relation}"
        if key not in self._by_name:
            self._by_name[key] = ConsentParty.objects.create(name=name, person=person, relation=relation, is_demo=True)
        return self._by_name[key]

    def act(self, giver: ConsentParty, form: ConsentForm = ConsentForm.PAPER, **more: Any) -> Act:
        return Act(giver=giver, form=form, text=self.text, received_by=RECEIVED_BY, is_demo=True, **more)


def load() -> Tally:
    """What is not in the ledger yet. A demo loaded before there was one gets its grants on the next load."""
    said = set(
        ConsentEntry.objects.filter(is_demo=True)
        .exclude(ground=Ground.TAKEN_OVER)
        .values_list("material_uuid", flat=True)
    )
    tally, register = Tally(), Register()
    with transaction.atomic():
        for about in _everything():
            if (about.asset.uuid if hasattr(about, "asset") else about.uuid) in said:
                tally.kept += 1
                continue
            _write(about, register)
            tally.made += 1
    return tally


def clear() -> int:
    """The demo's rows of the ledger, and what visitors of the demo took back. Returns how many."""
    acts = list(ConsentEntry.objects.filter(is_demo=True).values_list("act", flat=True))
    ConsentEvidence.objects.filter(act__in=acts).delete()
    Withdrawal.objects.filter(is_demo=True).delete()
    count = ConsentEntry.objects.filter(is_demo=True).count()
    ConsentEntry.objects.filter(is_demo=True).delete()
    ConsentParty.objects.filter(is_demo=True).delete()
    return count


def _everything() -> Iterator[Any]:
    yield from Artifact.objects.filter(is_demo=True).select_related("donor")
    yield from Photograph.objects.filter(is_demo=True).select_related("donor")
    yield from Interview.objects.filter(is_demo=True).prefetch_related("participants__person")
    shown = [Display.PUBLIC, Display.NAME_ONLY]
    yield from Person.objects.filter(is_demo=True, public_display__in=shown)
    yield from files.demo_pictures().values()


def _write(about: Any, register: Register) -> None:
    if isinstance(about, Interview):
        _told(about, register)
    elif isinstance(about, Person):
        named = {Use.NAME: YES, Use.FACE: YES if about.public_display == Display.PUBLIC else NO}
        decide(about=about, decisions=named, act=register.act(register.party(about.name, about), given_on=SIGNED_ON))
    elif isinstance(about, Artifact | Photograph):
        _handed_in(about, register)
    else:
        give_reason(about=about, ground=Ground.OWNED, note="演示插图，馆里自己画的", by=RECEIVED_BY, is_demo=True)


def _handed_in(about: Artifact | Photograph, register: Register) -> None:
    """A gift comes with its donor's yes; what was collected or transferred is the museum's own."""
    donor = about.donor
    name = donor.name if donor is not None else about.source_name
    is_given = about.acquisition_method in {AcquisitionMethod.GIFT, AcquisitionMethod.LOAN}
    if is_given and name:
        decide(about=about, decisions=GIVEN, act=register.act(register.party(name, donor), given_on=SIGNED_ON))
    elif "不明" in about.rights_note or "没找到" in about.rights_note:
        note = "在网格群里贴过，也问过老同事，没有人认得是谁拍的。"
        give_reason(about=about, ground=Ground.ORPHAN, note=note, by=RECEIVED_BY, is_demo=True)
    else:
        note = "建馆时移交或采集，归馆里。"
        give_reason(about=about, ground=Ground.OWNED, note=note, by=RECEIVED_BY, is_demo=True)


def _told(about: Interview, register: Register) -> None:
    """Each narrator, in the form the catalogue names; the one who took it back is in the ledger with both words."""
    is_spoken = "口头" in about.consent_note
    helper = register.party("孙女", relation="孙女") if "代办" in about.consent_note else None
    for row in about.participants.all():
        if row.kind != ParticipantRole.NARRATOR or row.person is None:
            continue
        said = dict(TOLD) | ({Use.NAME: NO, Use.FACE: NO} if row.is_anonymous else {})
        party = register.party(row.person.name, row.person)
        form = ConsentForm.SPOKEN if is_spoken else ConsentForm.PAPER
        given_on = about.date_recorded_earliest or SIGNED_ON
        rows = decide(about=about, decisions=said, act=register.act(party, form, proxy=helper, given_on=given_on))
        if is_spoken:
            span = (max(about.duration_ms - SPOKEN_MS, 0), about.duration_ms)
            add_evidence(act=rows[0].act, interview=about, span=span, by=RECEIVED_BY)
        if about.access == Access.WITHDRAWN:
            back = dict.fromkeys(said, Decision.WITHDRAWN)
            decide(about=about, decisions=back, act=register.act(party, given_on=about.withdrawn_on))
