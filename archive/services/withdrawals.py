"""Taking back: hidden in one transaction, everywhere, and put back as it was if it was a mistake.

What a withdrawal does is done by what closes things anyway: records become `withdrawn`, names disappear, passages are
restricted, files sealed. Each change is noted with how it stood before (`steps`), so that `undo` needs no guessing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive.consent import Decision, Use
from archive.log_actions import UNDO_WITHDRAWAL, WITHDRAW
from archive.models import (
    Album,
    Artifact,
    ConsentParty,
    Contribution,
    Interview,
    Person,
    Photograph,
    Record,
    Restriction,
    Withdrawal,
    WithdrawnFile,
)
from archive.services.access import change_access, hide_person, restrict
from archive.services.consent import Act, Material, decide, material_of
from archive.services.contributions import withdrawing as contributions
from archive.services.visibility import assets_of, settle
from archive.states import Access, ConsentForm, Display, ParticipantRole, WithdrawalScope, WithdrawalState
from media.models import Asset, Kind
from search.outbox import touch_many

RECORDS: dict[str, type[Record]] = {kind.KIND: kind for kind in (Artifact, Photograph, Album, Interview)}

USES: dict[str, tuple[Use, ...]] = {
    WithdrawalScope.EVERYTHING: tuple(Use),
    WithdrawalScope.NAME: (Use.NAME,),
    WithdrawalScope.FACE: (Use.FACE,),
    WithdrawalScope.VOICE: (Use.VOICE,),
    WithdrawalScope.PASSAGE: (Use.TEXT, Use.VOICE),
}
"""What the ledger is told for each scope."""


class CannotUndo(ValidationError):
    """The withdrawal has gone too far: something was erased or given back."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """What somebody takes back. `person` or `name` says who, where the scope is about somebody; `span` is a passage.

    With a `contribution` everything that was made of it is meant, whether it is named or not.
    """

    scope: WithdrawalScope
    records: list[Record] = field(default_factory=list)
    contribution: Contribution | None = None
    person: Person | None = None
    people: list[Person] = field(default_factory=list)
    name: str = ""
    span: tuple[int, int] | None = None
    party: ConsentParty | None = None
    is_by_code: bool = False
    received_by: str = ""


def withdraw(*, asked: Asked, user: Any = None) -> Withdrawal:
    """Hide what is meant from everybody, now, and open the case a curator has to settle.

    Raises ValidationError, having hidden nothing, when what is asked for cannot be found.
    """
    with transaction.atomic():
        about = _about(asked)
        start_ms, end_ms = asked.span or (None, None)
        withdrawal = Withdrawal.objects.create(
            scope=asked.scope,
            material_kind=about.kind,
            material_uuid=about.uuid,
            start_ms=start_ms,
            end_ms=end_ms,
            party=asked.party,
            is_by_code=asked.is_by_code,
            received_by=asked.received_by,
            is_demo=any(getattr(each, "is_demo", False) for each in (*asked.records, asked.person)),
            due_on=timezone.localdate() + timedelta(days=settings.WITHDRAWAL_SETTLE_DAYS),
        )
        withdrawal.steps = list(HIDE[asked.scope](asked, withdrawal, user))
        withdrawal.save(update_fields=["steps"])
        _tell_ledger(asked, withdrawal, Decision.WITHDRAWN)
        for record in asked.records:
            log(instance=record, action=WITHDRAW, user=user, data={"scope": asked.scope})
    return withdrawal


def undo(*, withdrawal: Withdrawal, received_by: str = "", user: Any = None) -> None:
    """Put everything back as it was before. Raises CannotUndo once something has been erased."""
    with transaction.atomic():
        found = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
        if not found.may_be_undone:
            raise CannotUndo(gettext("已经抹去或者还给本人了，放不回去了。"))
        found.state = WithdrawalState.UNDONE
        found.save(update_fields=["state"])
        for step in reversed(found.steps):
            if not _hand_over(step, found):
                _put_back(step, user)
        assets = list(Asset.objects.filter(withdrawn_files__withdrawal=found))
        settle(assets)
        touch_many(_showing([asset.pk for asset in assets]))
        _tell_ledger(_asked_of(found, received_by), found, Decision.RESTORED)
        for record in records_of(found):
            log(instance=record, action=UNDO_WITHDRAWAL, user=user, data={"scope": found.scope})
    withdrawal.refresh_from_db()


# --- what each scope hides -------------------------------------------------------------------------

Step = dict[str, Any]


def _hide_everything(asked: Asked, withdrawal: Withdrawal, user: Any) -> Iterator[Step]:
    if asked.contribution is not None:
        made = made_of(asked.contribution)
        asked.records += [each for each in made if isinstance(each, Record) and each not in asked.records]
        asked.people += [each for each in made if isinstance(each, Person) and each != asked.person]
    elif not asked.records and asked.person is not None:
        asked.records = list(_told_by(asked.person))
    for record in asked.records:
        yield _step("access", record, access=record.access, embargo_until=str(record.embargo_until or ""))
        change_access(record=record, access=Access.WITHDRAWN, user=user)
    for person in asked.people:
        yield _step("display", person, display=person.public_display)
        hide_person(person=person, display=Display.WITHDRAWN, user=user)
    if asked.contribution is not None:
        yield {"what": "contribution", "kind": "contribution", "uuid": str(asked.contribution.uuid)}
        contributions.withdraw(asked.contribution)
    if asked.person is not None or not (asked.records or asked.contribution):
        yield from _hide_name(asked, withdrawal, user)
    faces = _faces_of(asked.person) if asked.person is not None else []
    if faces:
        yield from _seal(faces, withdrawal)


def _hide_name(asked: Asked, withdrawal: Withdrawal, user: Any) -> Iterator[Step]:
    """A name that stands only in words gets an entry of its own, which is never shown: the mask needs to know it."""
    person = asked.person
    if person is None:
        if len(asked.name.strip()) < 2:
            raise ValidationError(gettext("请写下要隐去的姓名，两个字以上。"))
        person = Person.objects.filter(name=asked.name.strip()).first()
    if person is None:
        person = Person(name=asked.name.strip(), live=True, public_display=Display.BY_RULE)
        person.slug = f"p-{str(person.uuid)[:8]}"
        person.save()
    asked.person = person
    yield _step("display", person, display=person.public_display)
    hide_person(person=person, display=Display.WITHDRAWN, user=user)


def _hide_face(asked: Asked, withdrawal: Withdrawal, user: Any) -> Iterator[Step]:
    """Every picture and film in which the person is known to be, and those of the records named."""
    yield from _seal(seen_in(asked.records, asked.person), withdrawal)


def seen_in(records: Iterable[Record], person: Person | None) -> list[Asset]:
    """The files that are sealed as a whole for one face: nothing is cut out of a picture, so whoever else is in it
    disappears too. Whoever asks for it is told so beforehand."""
    assets = _faces_of(person) if person is not None else []
    for record in records:
        assets += _looked_at(record)
    return list({asset.pk: asset for asset in assets}.values())


def _faces_of(person: Person) -> list[Asset]:
    """The portrait, the photographs in which somebody knew the face, and the films in which the person tells."""
    seen = Photograph.objects.filter(Q(faces__person=person) | Q(people__person=person)).distinct()
    return [*assets_of(person), *(asset for record in [*seen, *_told_by(person)] for asset in _looked_at(record))]


def _looked_at(record: Record) -> list[Asset]:
    return [asset for asset in assets_of(record) if asset.kind in {Kind.PICTURE, Kind.VIDEO}]


def _hide_voice(asked: Asked, withdrawal: Withdrawal, user: Any) -> Iterator[Step]:
    """Every recording in which the person tells. A film keeps its picture no more than its sound: they are one file."""
    interviews = [record for record in asked.records if isinstance(record, Interview)]
    if asked.person is not None:
        interviews += _told_by(asked.person)
    assets = [each for told in interviews for each in assets_of(told) if each.kind in {Kind.AUDIO, Kind.VIDEO}]
    yield from _seal(assets, withdrawal)


def _hide_passage(asked: Asked, withdrawal: Withdrawal, user: Any) -> Iterator[Step]:
    interviews = [record for record in asked.records if isinstance(record, Interview)]
    if len(interviews) != 1 or asked.span is None:
        raise ValidationError(gettext("收回其中一段，要说清是哪一次讲述、从几分几秒到几分几秒。"))
    start_ms, end_ms = asked.span
    made = restrict(
        interview=interviews[0],
        start_ms=start_ms,
        end_ms=end_ms,
        reason=gettext("讲的人收回了这一段"),
        user=user,
    )
    yield _step("restriction", interviews[0], restriction=made.pk)


HIDE = {
    WithdrawalScope.EVERYTHING: _hide_everything,
    WithdrawalScope.NAME: _hide_name,
    WithdrawalScope.FACE: _hide_face,
    WithdrawalScope.VOICE: _hide_voice,
    WithdrawalScope.PASSAGE: _hide_passage,
}


def _told_by(person: Person) -> list[Interview]:
    rows = Interview.objects.filter(participants__person=person, participants__kind=ParticipantRole.NARRATOR)
    return list(rows.distinct())


def _seal(assets: Iterable[Asset], withdrawal: Withdrawal) -> Iterator[Step]:
    """Files go out of reach with the next request, whatever else shows them; so do the cards of the search."""
    found = {asset.pk: asset for asset in assets}
    if not found:
        raise ValidationError(gettext("没有找到照片、录音或录像。请馆里的人帮您看看是哪一件。"))
    WithdrawnFile.objects.bulk_create(
        [WithdrawnFile(withdrawal=withdrawal, asset=asset) for asset in found.values()], ignore_conflicts=True
    )
    settle(found.values())
    touch_many(_showing(list(found)), urgent=True)
    yield {"what": "files", "uuids": [str(asset.uuid) for asset in found.values()]}


def _showing(assets: list[int]) -> list[Any]:
    """What has these files on its card in the search."""
    return [
        *Photograph.objects.filter(Q(picture__asset__in=assets) | Q(verso_picture__asset__in=assets)),
        *Artifact.objects.filter(images__picture__asset__in=assets).distinct(),
        *Person.objects.filter(portrait__asset__in=assets),
        *Interview.objects.filter(Q(portrait__asset__in=assets) | Q(parts__recording__asset__in=assets)).distinct(),
    ]


# --- steps, forwards and back ----------------------------------------------------------------------


def _step(what: str, instance: Record | Person, **before: Any) -> Step:
    return {"what": what, "kind": instance.KIND, "uuid": str(instance.uuid), **before}


def _put_back(step: Step, user: Any) -> None:
    if step["what"] == "access":
        record = RECORDS[step["kind"]]._default_manager.filter(uuid=step["uuid"]).first()
        if record is not None:
            until = date.fromisoformat(step["embargo_until"]) if step["embargo_until"] else None
            # An embargo without its day cannot be made anew; what was closed stays closed until a curator looks at it.
            is_endless = step["access"] == Access.EMBARGOED and until is None
            access = Access.RESTRICTED if is_endless else Access(step["access"])
            change_access(record=record, access=access, embargo_until=until, user=user)
    elif step["what"] == "display":
        person = Person.objects.filter(uuid=step["uuid"]).first()
        if person is not None:
            hide_person(person=person, display=Display(step["display"]), user=user)
    elif step["what"] == "contribution":
        for contribution in Contribution.objects.filter(uuid=step["uuid"]):
            contributions.undo(contribution)
    elif step["what"] == "restriction":
        for row in Restriction.objects.filter(pk=step["restriction"]):
            row.delete()


def _hand_over(step: Step, undone: Withdrawal) -> bool:
    """Whether a later withdrawal still needs this closed; what it would put back is then what this one found."""
    if step["what"] not in {"access", "display"}:
        return False
    for other in Withdrawal.objects.in_force().filter(pk__gt=undone.pk).order_by("pk"):
        for theirs in other.steps:
            if all(theirs.get(key) == step[key] for key in ("what", "kind", "uuid")):
                theirs.update(step)
                other.save(update_fields=["steps"])
                return True
    return False


# --- who and what ----------------------------------------------------------------------------------


def made_of(contribution: Contribution) -> list[Record | Person]:
    """What the museum made of it: this stands and falls with it. What was only put to something that was there before
    is sealed with the contribution, and the record stays.
    """
    made = [outcome.record for outcome in contribution.outcomes.all() if not outcome.is_joined]
    return [each for each in made if isinstance(each, Record | Person)]


def _about(asked: Asked) -> Material:
    """What the case is filed under: the record, or the person."""
    if asked.contribution is not None:
        return material_of(asked.contribution)
    if asked.records:
        return material_of(asked.records[0])
    if asked.person is None and asked.name.strip():
        asked.person = Person.objects.filter(name=asked.name.strip()).first()
    if asked.person is not None:
        return material_of(asked.person)
    if asked.party is not None:
        return Material("party", asked.party.uuid)
    raise ValidationError(gettext("请说清要收回哪一件，或者是谁的名字。"))


def _tell_ledger(asked: Asked, withdrawal: Withdrawal, decision: Decision) -> None:
    """For everything concerned, in the name of whoever asked. A door without a party writes one without a name."""
    party = withdrawal.party
    if party is None:
        party = ConsentParty.objects.create(person=asked.person, is_demo=withdrawal.is_demo)
        withdrawal.party = party
        withdrawal.save(update_fields=["party"])
    form = ConsentForm.TAPPED if asked.is_by_code else ConsentForm.MUSEUM
    act = Act(giver=party, form=form, received_by=asked.received_by, is_demo=withdrawal.is_demo)
    concerned: list[Any] = [*asked.records, *asked.people, *([asked.contribution] if asked.contribution else [])]
    if asked.person is not None:
        concerned.append(asked.person)
    elif not concerned:
        concerned.append(Material(withdrawal.material_kind, withdrawal.material_uuid))
    for each in concerned:
        decide(
            about=each,
            decisions=dict.fromkeys(USES[withdrawal.scope], decision),
            act=act,
            span=asked.span,
        )


def _asked_of(withdrawal: Withdrawal, received_by: str) -> Asked:
    """The withdrawal as it was asked for, for the ledger's sake."""
    records = records_of(withdrawal)
    person = Person.objects.filter(uuid=withdrawal.material_uuid).first()
    if person is None and withdrawal.party is not None:
        person = withdrawal.party.person
    shown = {step["uuid"] for step in withdrawal.steps if step["what"] == "display"}
    span = None
    if withdrawal.start_ms is not None and withdrawal.end_ms is not None:
        span = (withdrawal.start_ms, withdrawal.end_ms)
    return Asked(
        scope=WithdrawalScope(withdrawal.scope),
        records=records,
        contribution=Contribution.objects.filter(uuid=withdrawal.material_uuid).first(),
        person=person,
        people=list(Person.objects.filter(uuid__in=shown).exclude(pk=person.pk if person else None)),
        span=span,
        party=withdrawal.party,
        is_by_code=withdrawal.is_by_code,
        received_by=received_by,
    )


def records_of(withdrawal: Withdrawal) -> list[Record]:
    """The records named by the steps, and the one the case is filed under."""
    keys = {(step["kind"], step["uuid"]) for step in withdrawal.steps if step.get("kind") in RECORDS}
    if withdrawal.material_kind in RECORDS:
        keys.add((withdrawal.material_kind, str(withdrawal.material_uuid)))
    found = (RECORDS[kind]._default_manager.filter(uuid=uuid).first() for kind, uuid in sorted(keys))
    return [record for record in found if record is not None]
