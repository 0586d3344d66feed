"""The files of a contribution: taken in, held back until the virus scanner has spoken, removed.

Nobody has released any of them, so they are for staff alone (`Visibility.STAFF`), and for nobody while they wait.
`archive.services.visibility` keeps it that way.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.template.defaultfilters import filesizeformat

from archive.contribution_states import ContributionState, FileCheck
from archive.models import Contribution, ContributionItem
from archive.services.contributions.moves import locked
from media.models import Document, Kind, Picture, Recording, Visibility
from media.refusals import Refused
from media.services import scanning
from media.services.disposal import dispose
from media.services.ingest import Admitted, Readable, admit, keep
from media.services.visibility import set_visibility
from media.storage import store

WANTED = frozenset(Kind.values)
CHECKS = {
    scanning.Verdict.OFF: FileCheck.OFF,
    scanning.Verdict.CLEAN: FileCheck.CLEAN,
    scanning.Verdict.AWAY: FileCheck.WAITING,
}


class TooManyFiles(ValueError):
    """The contribution has CONTRIBUTION_MAX_FILES already."""


class Closed(ValueError):
    """It was taken back; nothing can be added."""


def receive(contribution: Contribution, stream: Readable, *, filename: str, words: str = "") -> ContributionItem:
    """Take a file in from a form. Raises Refused, TooManyFiles, Closed."""
    return add(contribution, admit(stream, filename=filename, wanted=WANTED), words=words)


def add(contribution: Contribution, admitted: Admitted, *, words: str = "") -> ContributionItem:
    """Scan what `media.services.ingest.admit` let through, keep it and put it last.

    The same bytes twice in one contribution are one file. Raises Refused, TooManyFiles, Closed; then the file is gone.
    """
    try:
        _refuse_large(admitted)
        check = scanning.scan_file(admitted.path)
        if check is scanning.Verdict.INFECTED:
            raise Refused("infected")
        with transaction.atomic():
            return _kept(locked(contribution), admitted, words, CHECKS[check])
    finally:
        admitted.discard()


def _kept(contribution: Contribution, admitted: Admitted, words: str, check: FileCheck) -> ContributionItem:
    if contribution.state in ContributionState.closed():
        raise Closed
    same = contribution.items.filter(asset__original__sha512=admitted.sha512).first()
    if same is not None:
        return same
    if contribution.items.count() >= settings.CONTRIBUTION_MAX_FILES:
        raise TooManyFiles
    is_waiting = check is FileCheck.WAITING
    asset = keep(admitted, visibility=Visibility.SEALED if is_waiting else Visibility.STAFF)
    last = contribution.items.aggregate(last=Max("position"))["last"]
    contribution.save(update_fields=["updated_at"])
    return ContributionItem.objects.create(
        contribution=contribution, asset=asset, words=words, check_state=check, position=0 if last is None else last + 1
    )


@transaction.atomic
def remove(item: ContributionItem) -> None:
    """Take the file out and erase its bytes, unless something else in the museum shows them."""
    asset = item.asset
    item.delete()
    if asset is not None and not _is_used(asset.pk):
        dispose(asset=asset)


def check_waiting() -> int:
    """Ask the scanner about what waits. Returns how many files it has spoken on; the worker calls this."""
    spoken_on = 0
    for item in ContributionItem.objects.filter(check_state=FileCheck.WAITING).select_related("asset__original"):
        if item.asset is None:
            continue
        with store().local_copy(item.asset.original.path) as path:
            verdict = scanning.scan_file(path)
        if verdict is scanning.Verdict.AWAY:
            break
        _settle(item, verdict)
        spoken_on += 1
    return spoken_on


@transaction.atomic
def _settle(item: ContributionItem, verdict: scanning.Verdict) -> None:
    asset = item.asset
    if asset is None:
        return
    if verdict is scanning.Verdict.INFECTED:
        item.asset, item.check_state = None, FileCheck.INFECTED
        item.save()
        dispose(asset=asset)
        return
    item.check_state = CHECKS[verdict]
    item.save()
    if item.contribution.state not in ContributionState.closed():
        set_visibility(assets=[asset], visibility=Visibility.STAFF)


def _refuse_large(admitted: Admitted) -> None:
    limit = settings.CONTRIBUTION_MAX_FILE_BYTES
    if admitted.size_bytes > limit:
        raise Refused("file_bytes", {"limit": filesizeformat(limit)})


def _is_used(asset_id: int) -> bool:
    """Whether a picture, document or recording was made of it, or another contribution holds it."""
    return (
        ContributionItem.objects.filter(asset=asset_id).exists()
        or Picture.objects.filter(asset=asset_id).exists()
        or Document.objects.filter(asset=asset_id).exists()
        or Recording.objects.filter(asset=asset_id).exists()
    )
