"""The list of what was erased: in the database, and in a file outside it, for the day a backup is put back.

A restored database holds the erased things again and knows nothing of their erasure; the file does. One line a
tombstone, only ever appended to.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from archive.models import Tombstone
from archive.services.erasing import Done, carry_out, is_still_there

FIELDS = ("material_kind", "material_uuid", "scope", "start_ms", "end_ms")


class UnreadableTombstones(ValueError):
    """A line of the file is none. The message names it."""


def hash_of(address: str) -> str:
    """How an address is remembered without saying it: a slug may be a name."""
    return hashlib.sha256(address.encode()).hexdigest()


def is_erased(address: str) -> bool:
    """Whether something stood at this address and was erased. Its visitors are told so, not that they are lost."""
    return Tombstone.objects.filter(address_hash=hash_of(address)).exists()


def is_file_erased(asset_uuid: UUID) -> bool:
    """Whether a file had this id, which is in its addresses, and was erased."""
    return Tombstone.objects.filter(material_kind="file", material_uuid=asset_uuid).exists()


def put_up(tombstones: Iterable[Tombstone]) -> list[Tombstone]:
    """Write them down, first in the file and then in the database; what stands already is not written again."""
    found = []
    for wanted in tombstones:
        key = {name: getattr(wanted, name) for name in FIELDS}
        known = Tombstone.objects.filter(**key).first()
        if known is None:
            _append(wanted)
            wanted.save()
            known = wanted
        found.append(known)
    return found


def _append(tombstone: Tombstone) -> None:
    path = Path(settings.WITHDRAWAL_TOMBSTONES)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {name: getattr(tombstone, name) for name in FIELDS} | {
        "material_uuid": str(tombstone.material_uuid),
        "scope": str(tombstone.scope),
        "address_hash": tombstone.address_hash,
        "sha512s": tombstone.sha512s,
        "erased_at": tombstone.erased_at.isoformat(),
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def apply(path: Path | None = None, *, dry_run: bool = False) -> list[tuple[Tombstone, list[Done]]]:
    """Erase again whatever a restore brought back. Returns what there was, and what was done with it.

    Raises UnreadableTombstones, having erased nothing, when the file holds anything else.
    """
    from_file = list(_read(path or Path(settings.WITHDRAWAL_TOMBSTONES)))
    known = {tuple(str(getattr(each, name)) for name in FIELDS) for each in Tombstone.objects.all()}
    if not dry_run:
        Tombstone.objects.bulk_create(
            [each for each in from_file if tuple(str(getattr(each, name)) for name in FIELDS) not in known]
        )
    everything = {tuple(str(getattr(each, name)) for name in FIELDS): each for each in Tombstone.objects.all()}
    for each in from_file:
        everything.setdefault(tuple(str(getattr(each, name)) for name in FIELDS), each)
    back = [each for each in everything.values() if is_still_there(each)]
    return [(each, [] if dry_run else carry_out(each)) for each in back]


def _read(path: Path) -> Iterator[Tombstone]:
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            told: dict[str, Any] = json.loads(line)
            yield Tombstone(
                **{name: told[name] for name in (*FIELDS, "address_hash", "sha512s")},
                erased_at=parse_datetime(told["erased_at"]) or timezone.now(),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableTombstones(f"{path}, line {number}: {error}") from error
