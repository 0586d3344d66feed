"""Choosing a record or a picture in a block."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from wagtail.blocks import ChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class PointingBlock(ChooserBlock):
    """Wagtail fetches what a block points at once per kind of block, as bare rows, before the page has decided who may
    see what. Here a block only knows the key; `museum.body` fetches all records of a page together, joined and checked.

    The value is an instance with every other field deferred, so whoever does ask for more (the editor) still gets it.
    """

    def to_python(self, value: Any) -> Any:
        return None if value is None else self._pointer(value)

    def bulk_to_python(self, values: Sequence[Any]) -> list[Any]:
        return [self.to_python(value) for value in values]

    def get_form_state(self, value: Any) -> Any:
        """A record that was deleted since leaves an empty chooser, as everywhere in Wagtail."""
        gone = value is not None and not self.model_class._default_manager.filter(pk=value.pk).exists()
        return super().get_form_state(None if gone else value)

    def _pointer(self, key: Any) -> Any:
        return self.model_class.from_db(DEFAULT_DB_ALIAS, [self.model_class._meta.pk.attname], [int(key)])


class RecordChooserBlock(PointingBlock, SnippetChooserBlock):
    """A record of the archive."""


class PictureChooserBlock(PointingBlock, ImageChooserBlock):
    """A picture of the library."""
