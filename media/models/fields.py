"""The file field of pictures and documents: an original can only be stored by ingesting it.

Wagtail sets `instance.file` in its forms and calls `instance.file.save()` in one of its views. Both merely hold the
upload here; `media.signal_handlers` ingests what is held, just before the row is saved, in the same transaction.
"""

from typing import Any, Protocol, cast

from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile


class NotIngestedError(ValueError):
    """A file was about to be stored without having been examined."""


class HasAsset(Protocol):
    """A row that describes an asset: a picture or a document."""

    asset: Any
    file: Any


class OriginalFieldFile(FieldFile):
    """A FieldFile that knows two states: held (an upload in hand) and committed (the path of a stored original)."""

    @property
    def is_held(self) -> bool:
        return bool(self.name) and not self._committed

    @property
    def url(self) -> str:
        """Staff only, and only after the access decision: see `media.views.original`."""
        return str(cast(HasAsset, self.instance).asset.original_url)

    def save(self, name: str | None, content: File[Any], save: bool = True) -> None:
        self.name = name
        self.file = content
        self._committed = False
        setattr(self.instance, self.field.attname, self)
        if save:
            self.instance.save()

    def commit(self, path: str) -> None:
        """Note that the bytes are now kept under `path`."""
        if hasattr(self, "_file"):
            del self._file
        self.name = path
        self._committed = True


def original_file(row: HasAsset) -> OriginalFieldFile:
    """The file of a picture or a document; Wagtail's untyped base classes hide what it is."""
    return cast(OriginalFieldFile, row.file)


class OriginalField(models.FileField):
    """A FileField whose files are kept by `media.services.ingest` alone."""

    attr_class = OriginalFieldFile

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        file = getattr(model_instance, self.attname)
        if isinstance(file, OriginalFieldFile) and file.is_held:
            raise NotIngestedError(
                f"{file.name!r} was not ingested. Save {type(model_instance).__name__} with save(), "
                "not with bulk_create(), or give it an asset from media.services.ingest."
            )
        return file
