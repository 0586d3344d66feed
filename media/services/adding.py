"""Pictures, documents and recordings from files: the asset and the row that describes it, in one transaction."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final

from django.db import transaction

from media.models import Document, Kind, Picture, Recording, Visibility
from media.models.asset import Asset
from media.models.fields import original_file
from media.services.ingest import Admitted, AdmittedFile, Readable, admit, keep
from media.services.muting import checked_ranges
from media.services.visibility import set_visibility

PICTURES: Final = frozenset({Kind.PICTURE.value})
DOCUMENTS: Final = frozenset({Kind.DOCUMENT.value})
RECORDINGS: Final = frozenset({Kind.AUDIO.value, Kind.VIDEO.value})


def add_picture(
    stream: Readable, *, filename: str, title: str = "", uploaded_by: Any = None, visibility: str = Visibility.STAFF,
    **fields: Any,
) -> Picture:  # fmt: skip
    """Raises Refused for everything but a picture. `fields` are further columns of Picture."""
    admitted = admit(stream, filename=filename, wanted=PICTURES)
    with transaction.atomic():
        asset = keep(admitted, uploaded_by=uploaded_by, visibility=visibility)
        picture = Picture(title=title or _title(asset), uploaded_by_user=uploaded_by, **fields)
        describe(instance=picture, asset=asset)
        picture.save()
    return picture


def add_document(
    stream: Readable, *, filename: str, title: str = "", uploaded_by: Any = None, visibility: str = Visibility.STAFF,
    **fields: Any,
) -> Document:  # fmt: skip
    """Raises Refused for everything but a document. `fields` are further columns of Document."""
    admitted = admit(stream, filename=filename, wanted=DOCUMENTS)
    with transaction.atomic():
        asset = keep(admitted, uploaded_by=uploaded_by, visibility=visibility)
        document = Document(title=title or _title(asset), uploaded_by_user=uploaded_by, **fields)
        describe(instance=document, asset=asset)
        document.save()
    return document


def add_recording(
    stream: Readable | AdmittedFile, *, filename: str, title: str = "", uploaded_by: Any = None,
    visibility: str = Visibility.STAFF, muted_ranges: Sequence[Sequence[int]] = (),
) -> Recording:  # fmt: skip
    """Raises Refused for everything but sound or film, ValueError for ranges that are none."""
    admitted = _admitted(stream) or admit(stream, filename=filename, wanted=RECORDINGS)
    duration_ms = admitted.facts["duration_ms"]
    with transaction.atomic():
        asset = keep(admitted, uploaded_by=uploaded_by, visibility=visibility)
        return Recording.objects.create(
            asset=asset,
            title=title or _title(asset),
            duration_ms=duration_ms,
            muted_ranges=checked_ranges(muted_ranges, duration_ms=duration_ms),
        )


def picture_of(asset: Asset, *, title: str = "", uploaded_by: Any = None) -> Picture:
    """The picture that describes an asset which came in by another way; made when there is none."""
    known: Picture | None = Picture.objects.filter(asset=asset).first()
    if known is not None:
        return known
    picture = Picture(title=title or _title(asset), uploaded_by_user=uploaded_by)
    describe(instance=picture, asset=asset)
    picture.save()
    return picture


def recording_of(asset: Asset, *, title: str = "") -> Recording:
    """The recording that describes an asset which came in by another way; made when there is none."""
    recording, _made = Recording.objects.get_or_create(
        asset=asset, defaults={"title": title or _title(asset), "duration_ms": asset.original.duration_ms or 0}
    )
    return recording


def ingest_held(*, instance: Picture | Document) -> None:
    """Ingest the upload that a form left in `instance.file`; called just before the row is saved.

    A file that replaces another takes over its visibility, and the replaced asset is sealed: its addresses die.
    """
    held = original_file(instance)
    content = held.file
    wanted = PICTURES if isinstance(instance, Picture) else DOCUMENTS
    admitted = _admitted(content) or admit(content, filename=held.name or "", wanted=wanted)
    replaced = instance.asset if instance.asset_id else None
    visibility = replaced.visibility if replaced else Visibility.STAFF
    asset = keep(admitted, uploaded_by=instance.uploaded_by_user, visibility=visibility)
    if replaced:
        set_visibility(assets=[replaced], visibility=Visibility.SEALED)
    describe(instance=instance, asset=asset)


def describe(*, instance: Picture | Document, asset: Asset) -> None:
    """Point a row at its asset. Wagtail's `file_hash` only has to be equal for equal files."""
    original = asset.original
    instance.asset = asset
    original_file(instance).commit(original.path)
    instance.file_size = original.size_bytes
    instance.file_hash = original.sha512[:40]
    if isinstance(instance, Picture):
        instance.width = original.width_px
        instance.height = original.height_px


def _admitted(stream: object) -> Admitted | None:
    return stream.admitted if isinstance(stream, AdmittedFile) else None


def _title(asset: Asset) -> str:
    return PurePath(asset.original_name).stem
