"""What follows on a withdrawal: keep it sealed, give it back, erase it. Erasing goes on where it was interrupted."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive.log_actions import ERASE
from archive.models import Person, Tombstone, Withdrawal, WithdrawnFile
from archive.services.erasing import Done, carry_out
from archive.services.tombstones import hash_of, put_up
from archive.services.visibility import assets_of
from archive.services.withdrawals import records_of
from archive.states import WithdrawalOutcome, WithdrawalScope, WithdrawalState
from media.models import Asset


def settle_case(*, withdrawal: Withdrawal, outcome: WithdrawalOutcome, by: str, user: Any = None) -> Withdrawal:
    """What the curator agreed on. Raises ValidationError when it was settled, undone or erased meanwhile."""
    with transaction.atomic():
        found = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
        is_sealed = found.state == WithdrawalState.SETTLED and found.outcome == WithdrawalOutcome.SEAL
        if found.state != WithdrawalState.HIDDEN and not is_sealed:
            raise ValidationError(gettext("这一件已经办过了，请刷新看看。"))
        found.outcome, found.decided_by, found.decided_at = outcome, by, timezone.now()
        if outcome == WithdrawalOutcome.SEAL:
            found.state = WithdrawalState.SETTLED
            found.report = [Done(gettext("全部"), gettext("锁着，只有馆长知道；随时可以放回去")).as_line()]
        else:
            found.state = WithdrawalState.ERASING
            _seal_files_of_records(found)
            found.erased_files = [str(row.asset.uuid) for row in found.files.select_related("asset")]
            put_up(_tombstones(found))
        found.save(update_fields=["outcome", "decided_by", "decided_at", "state", "report", "erased_files"])
    if outcome != WithdrawalOutcome.SEAL:
        for record in records_of(found):
            log(instance=record, action=ERASE, user=user)
        finish(found)
    withdrawal.refresh_from_db()
    return withdrawal


def finish_erasures() -> int:
    """Go on with what a dying machine left half-erased. The worker's round; returns how many."""
    left = list(Withdrawal.objects.filter(state=WithdrawalState.ERASING))
    for withdrawal in left:
        finish(withdrawal)
    return len(left)


def finish(withdrawal: Withdrawal) -> None:
    """Carry out every tombstone of the case, each in its own transaction, and report."""
    for tombstone in list(_standing(withdrawal)):
        done = carry_out(tombstone)
        if done:
            withdrawal.report = [*withdrawal.report, *(each.as_line() for each in done)]
            withdrawal.save(update_fields=["report"])
    told = gettext("备份里还有；恢复备份以后运行 apply_tombstones，会再抹一遍")
    withdrawal.report = [*withdrawal.report, Done(gettext("备份"), told).as_line()]
    withdrawal.state = WithdrawalState.SETTLED
    withdrawal.save(update_fields=["report", "state"])


def _seal_files_of_records(withdrawal: Withdrawal) -> None:
    """The case remembers the files of its records: once the record is gone nobody could tell which they were."""
    if withdrawal.scope != WithdrawalScope.EVERYTHING:
        return
    assets = {asset.pk: asset for record in records_of(withdrawal) for asset in assets_of(record)}
    handed_in = [step["uuid"] for step in withdrawal.steps if step["what"] == "contribution"]
    assets |= {asset.pk: asset for asset in Asset.objects.filter(contribution_items__contribution__uuid__in=handed_in)}
    WithdrawnFile.objects.bulk_create(
        [WithdrawnFile(withdrawal=withdrawal, asset=asset) for asset in assets.values()], ignore_conflicts=True
    )


def _tombstones(withdrawal: Withdrawal) -> Iterator[Tombstone]:
    """What the case erases. A face or a voice is in files alone; a name in a person and in words."""
    now = timezone.now()
    scope = withdrawal.scope
    if scope == WithdrawalScope.EVERYTHING:
        for step in withdrawal.steps:
            if step["what"] == "contribution":
                yield Tombstone(material_kind="contribution", material_uuid=step["uuid"], scope=scope, erased_at=now)
        for record in records_of(withdrawal):
            yield Tombstone(
                material_kind=record.KIND,
                material_uuid=record.uuid,
                scope=scope,
                address_hash=hash_of(record.get_absolute_url()),
                erased_at=now,
            )
    if scope == WithdrawalScope.PASSAGE:
        yield Tombstone(
            material_kind=withdrawal.material_kind,
            material_uuid=withdrawal.material_uuid,
            scope=scope,
            start_ms=withdrawal.start_ms or 0,
            end_ms=withdrawal.end_ms or 0,
            erased_at=now,
        )
    for step in withdrawal.steps:
        if step["what"] == "display":
            person = Person.objects.get(uuid=step["uuid"])
            yield Tombstone(
                material_kind="person",
                material_uuid=person.uuid,
                scope=WithdrawalScope.NAME,
                address_hash=hash_of(person.get_absolute_url()),
                erased_at=now,
            )
    for row in withdrawal.files.select_related("asset__original"):
        yield Tombstone(
            material_kind="file",
            material_uuid=row.asset.uuid,
            scope=scope,
            sha512s=[row.asset.original.sha512],
            erased_at=now,
        )


def _standing(withdrawal: Withdrawal) -> Iterator[Tombstone]:
    """The tombstones of the case, found again from what it still knows: records before files, which they protect."""
    keys = [(step["kind"], step["uuid"]) for step in withdrawal.steps if step.get("kind")]
    keys.append((withdrawal.material_kind, str(withdrawal.material_uuid)))
    for kind, uuid in dict.fromkeys(keys):
        yield from Tombstone.objects.filter(material_kind=kind, material_uuid=uuid)
    yield from Tombstone.objects.filter(material_kind="file", material_uuid__in=withdrawal.erased_files)
