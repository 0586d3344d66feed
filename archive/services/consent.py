"""Writing into the consent ledger, and asking it. Whatever is decided in one breath is one act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from archive import consent
from archive.consent import Answer, Decision, Stand, Use
from archive.models import (
    ConsentEntry,
    ConsentEvidence,
    ConsentParty,
    ConsentText,
    Curated,
    Interview,
    Person,
    Record,
)
from archive.models.consent import USES
from archive.rights import NAMED, display
from archive.states import Access, ConsentForm, Ground, Living
from media.models import Asset, Document, Picture, Recording

USE_LABELS = dict(USES)


class ConsentMissing(ValidationError):
    """Publishing is refused: nobody has said yes, and the museum has given no reason. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a row of the ledger is about."""

    kind: str
    uuid: UUID

    @property
    def key(self) -> tuple[str, UUID]:
        return self.kind, self.uuid


def material_of(instance: Any) -> Material:
    """A record, person, contribution, or a file under whatever describes it."""
    if isinstance(instance, Material):
        return instance
    if isinstance(instance, Picture | Document | Recording):
        return Material("file", instance.asset.uuid)
    if isinstance(instance, Asset):
        return Material("file", instance.uuid)
    kind = instance.KIND if isinstance(instance, Curated) else str(instance._meta.model_name)
    return Material(kind, instance.uuid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """How, when and by whom something was decided; the same for every row written with it."""

    giver: ConsentParty
    form: ConsentForm
    proxy: ConsentParty | None = None
    text: ConsentText | None = None
    received_by: str = ""
    given_on: date | None = None
    until: date | None = None
    is_demo: bool = False


def decide(
    *, about: Any, decisions: Mapping[Use, Decision], act: Act, span: tuple[int, int] | None = None
) -> list[ConsentEntry]:
    """Write what somebody said about one thing, use by use. `span` is a passage in milliseconds, half-open."""
    material, number = material_of(about), uuid4()
    start_ms, end_ms = span or (None, None)
    entries = [
        ConsentEntry(
            act=number,
            decision=decision,
            use=use,
            material_kind=material.kind,
            material_uuid=material.uuid,
            start_ms=start_ms,
            end_ms=end_ms,
            form=act.form,
            text=act.text,
            giver=act.giver,
            proxy=act.proxy,
            received_by=act.received_by,
            given_on=act.given_on or timezone.localdate(),
            until=act.until if decision == Decision.GRANTED else None,
            is_demo=act.is_demo,
        )
        for use, decision in decisions.items()
    ]
    return _write(about, entries)


def give_reason(
    *,
    about: Any,
    ground: Ground,
    note: str = "",
    uses: Iterable[Use] | None = None,
    until: date | None = None,
    by: str = "",
    is_demo: bool = False,
) -> list[ConsentEntry]:
    """Write why the museum may show this without a grant. Raises ValidationError for an orphan without a search."""
    if ground == Ground.ORPHAN and not note.strip():
        raise ValidationError(gettext("权利人不明的，请写下怎么找过：问过谁、查过哪里、什么时候。"))
    material, number = material_of(about), uuid4()
    return _write(
        about,
        [
            ConsentEntry(
                act=number,
                decision=Decision.REASONED,
                use=use,
                material_kind=material.kind,
                material_uuid=material.uuid,
                ground=ground,
                note=note,
                form=ConsentForm.MUSEUM,
                received_by=by,
                given_on=timezone.localdate(),
                until=until,
                is_demo=is_demo,
            )
            for use in (needed_for(about) if uses is None else uses)
        ],
    )


def hand_on(*, source: Any, target: Any, uses: Mapping[Use, Use] | None = None) -> list[ConsentEntry]:
    """What was said about a contribution holds for the record made of it: the same words, acts and people."""
    material = material_of(target)
    renamed = uses or {}
    rows = list(entries_of(source))
    return _write(
        target,
        [
            ConsentEntry(
                act=row.act,
                decision=row.decision,
                use=renamed.get(Use(row.use), Use(row.use)),
                material_kind=material.kind,
                material_uuid=material.uuid,
                ground=row.ground,
                note=row.note,
                form=row.form,
                text=row.text,
                giver=row.giver,
                proxy=row.proxy,
                received_by=row.received_by,
                given_on=row.given_on,
                until=row.until,
                is_demo=row.is_demo,
            )
            for row in rows
            if row.start_ms is None
        ],
    )


@transaction.atomic
def _write(about: Any, entries: list[ConsentEntry]) -> list[ConsentEntry]:
    """Whether programs may learn from a file hangs on the ledger alone, and is noted on the file with it."""
    from archive.services.reserving import note_reserved_of

    written = ConsentEntry.objects.bulk_create(entries)
    note_reserved_of(about)
    return written


def add_evidence(
    *,
    act: UUID,
    asset: Asset | None = None,
    interview: Interview | None = None,
    span: tuple[int, int] | None = None,
    by: str = "",
) -> ConsentEvidence:
    """Put the signed paper, or the moment it was said, to an act. A scan is for keepers from now on."""
    from archive.services.visibility import settle

    start_ms, end_ms = span or (None, None)
    with transaction.atomic():
        row = ConsentEvidence.objects.create(
            act=act,
            asset=asset,
            interview_uuid=interview.uuid if interview else None,
            start_ms=start_ms,
            end_ms=end_ms,
            added_by=by,
        )
        if asset is not None:
            settle([asset])
    return row


# --- asking ----------------------------------------------------------------------------------------


def entries_of(about: Any) -> Any:
    """Every row about one thing, in the order they were written."""
    material = material_of(about)
    return ConsentEntry.objects.filter(material_kind=material.kind, material_uuid=material.uuid).select_related(
        "giver", "proxy", "text"
    )


def where_it_stands(about: Any, use: Use, today: date | None = None) -> Answer:
    """What the ledger says today of one use of one thing as a whole."""
    words = [row.word for row in entries_of(about) if row.start_ms is None]
    return consent.answer(words, use, today or timezone.localdate(), is_dead=_is_dead(about))


def is_allowed(about: Any, use: Use, today: date | None = None) -> bool:
    """Whether somebody said yes, or the museum gave a reason."""
    return where_it_stands(about, use, today).is_open


@dataclass(frozen=True, slots=True)
class Beyond:
    """What may be done with a public thing besides looking at it and listening to it."""

    download: bool
    machines: bool


def beyond_showing(about: Record, today: date | None = None) -> Beyond:
    """What the ledger says of taking a record home, and of learning from it. One query."""
    today = today or timezone.localdate()
    material = material_of(about)
    words = [row.word for row in entries_of(about) if row.start_ms is None]
    shown_as = consent.needed(material.kind, has_sound=True)
    download, machines = (consent.is_open_beyond(words, use, shown_as, today) for use in (Use.DOWNLOAD, Use.MACHINES))
    return Beyond(download, machines)


def needed_for(about: Any) -> tuple[Use, ...]:
    """The uses that must be open for this to be public."""
    kind = material_of(about).kind
    return consent.needed(kind, has_sound=isinstance(about, Interview) and _has_sound(about))


def goes_public(about: Curated, today: date | None = None) -> bool:
    """Whether this, once published, is or becomes public without anybody deciding it again."""
    if isinstance(about, Record):
        return about.access in {Access.PUBLIC, Access.EMBARGOED}
    if isinstance(about, Person):
        shown = display(
            public_display=about.public_display,
            living=about.living,
            live=True,
            embargo_until=about.embargo_until,
            today=today or timezone.localdate(),
        )
        return about.living != Living.DEAD and shown in NAMED
    return False


def check_publishable(about: Curated, *, stored: Curated | None = None) -> None:
    """Raises ConsentMissing with a sentence that says what is missing and where to enter it.

    `about` is what would be public, `stored` the row the ledger knows, where the two are not the same object.
    """
    if not goes_public(about):
        return
    rows = entries_of(stored or about)
    lacking = consent.missing(
        [row.word for row in rows if row.start_ms is None],
        needed_for(about),
        timezone.localdate(),
        is_dead=_is_dead(about),
    )
    if lacking:
        raise ConsentMissing(" ".join(sentence(use, stand) for use, stand in lacking))


def sentence(use: Use, stand: Stand) -> str:
    """What a curator reads when something may not be published."""
    label = USE_LABELS[use]
    why = {
        Stand.SILENT: gettext("“%(use)s”还没有授权，也没有馆方理由，所以不能公开。请在“授权”里记下一条，再发布。"),
        Stand.LAPSED: gettext("“%(use)s”的授权已经到期，所以不能公开。请先续上，或者改成仅工作人员看。"),
        Stand.REFUSED: gettext("“%(use)s”本人不同意，所以不能公开。"),
        Stand.WITHDRAWN: gettext("“%(use)s”本人已经收回，所以不能公开。"),
    }
    return why[stand] % {"use": label}


def _has_sound(interview: Interview) -> bool:
    return bool(interview.parts.all())


def _is_dead(about: Any) -> bool:
    return isinstance(about, Person) and about.living == Living.DEAD
