"""Pictures that look the same: another scan, a smaller copy, the photograph of a photograph.

A difference hash compares each spot of a 9 × 8 grey miniature with its right neighbour. It survives other sizes, other
compression and other exposure; a crop or a turn it does not.
"""

from pathlib import Path
from typing import Final

from django.db.models import Exists, OuterRef
from PIL import Image

from media.models import Asset, Derivative, Kind, Original, PictureFingerprint
from media.storage import derivative_path, store

COLUMNS, ROWS = 9, 8
NEAR_BITS: Final = 8
"""Up to so many of the 64 bits may differ."""
BATCH: Final = 200


def fingerprint(path: Path) -> str:
    """Of a JPEG that the museum made itself; originals are opened by bounded children alone."""
    with Image.open(path) as image:
        small = image.convert("L").resize((COLUMNS, ROWS), Image.Resampling.LANCZOS)
    grey = small.tobytes()
    bits = 0
    for row in range(ROWS):
        for column in range(COLUMNS - 1):
            place = row * COLUMNS + column
            bits = bits << 1 | (grey[place] > grey[place + 1])
    return f"{bits:016x}"


def distance(one: str, other: str) -> int:
    """How many bits differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def take_fingerprints() -> int:
    """Of pictures that have renditions and no fingerprint yet. Returns how many; the worker calls this."""
    known = PictureFingerprint.objects.filter(original=OuterRef("asset__original"))
    rows = Derivative.objects.filter(
        ~Exists(known), recipe="renditions", served_generation__isnull=False, asset__kind=Kind.PICTURE
    )
    taken = 0
    for row in rows.select_related("asset")[:BATCH]:
        name = next((file["name"] for file in row.files if file["media_type"] == "image/jpeg"), None)
        if name is None:
            continue
        with store().local_copy(derivative_path(str(row.asset.uuid), f"{row.folder}{name}")) as path:
            bits = fingerprint(path)
        _row, is_new = PictureFingerprint.objects.get_or_create(
            original_id=row.asset.original_id, defaults={"bits": bits}
        )
        taken += is_new
    return taken


def look_alikes(asset: Asset) -> list[int]:
    """Primary keys of other originals that look like this picture, the most alike first; none while nobody knows."""
    own = PictureFingerprint.objects.filter(original=asset.original_id).first()
    if own is None:
        return []
    others = PictureFingerprint.objects.exclude(original=asset.original_id).values_list("original_id", "bits")
    near = ((distance(own.bits, bits), original) for original, bits in others.iterator())
    return [original for apart, original in sorted(pair for pair in near if pair[0] <= NEAR_BITS)]


def same_or_alike(assets: list[Asset]) -> dict[int, bool]:
    """Assets beside these that hold the same bytes (True) or look alike (False)."""
    own = {asset.pk for asset in assets}
    alike = {original for asset in assets if asset.kind == Kind.PICTURE for original in look_alikes(asset)}
    same = {asset.original_id for asset in assets}
    originals = Original.objects.filter(pk__in=same | alike)
    rows = Asset.objects.filter(original__in=originals).exclude(pk__in=own).values_list("pk", "original_id")
    return {pk: original in same for pk, original in rows}
