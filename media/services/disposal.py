"""Erasing a file for good: the one place where originals are removed. For withdrawals, never for tidying."""

from functools import partial

from django.db import transaction

from media.models import Asset, Original
from media.storage import derivative_path, store


def dispose(*, asset: Asset) -> None:
    """Remove an asset, everything made from it, and its original if no other asset uses the same bytes.

    Whatever describes it (picture, document, recording) must be gone already: raises ProtectedError otherwise. Bytes
    go after the rows have: a crash in between leaves files without an address, which `sweep` removes.
    """
    uuid, original_id = str(asset.uuid), asset.original_id
    with transaction.atomic():
        asset.delete()
        original = Original.objects.select_for_update(of=("self",)).filter(pk=original_id, assets__isnull=True).first()
        if original is not None:
            path = original.path
            original.delete()
            transaction.on_commit(partial(store().dispose, path))
        transaction.on_commit(partial(store().remove_tree, derivative_path(uuid, "").rstrip("/")))
