"""Documents: Wagtail's document model over our assets. Originals are for staff; visitors read the page images."""

from typing import Any, Self, cast

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument, DocumentQuerySet

from media.models.asset import Asset
from media.models.fields import OriginalField


class MuseumDocumentQuerySet(DocumentQuerySet):
    def for_display(self) -> Self:
        """Addresses and states of every row without a further query."""
        return cast(Self, self.select_related("asset__original").prefetch_related("asset__derivatives"))


class Document(AbstractDocument):
    file = OriginalField(verbose_name=_("文件"), max_length=255)
    asset = models.OneToOneField(Asset, on_delete=models.PROTECT, related_name="document", editable=False)
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="media_documents")

    objects = MuseumDocumentQuerySet.as_manager()

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("文档")
        verbose_name_plural = _("文档")
        default_related_name = "media_documents"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Row and asset stand or fall together; see `media.signal_handlers` for the ingest."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    @property
    def filename(self) -> str:
        return str(self.asset.original_name)

    @property
    def url(self) -> str:
        return str(self.asset.original_url)

    def _set_document_file_metadata(self) -> None:
        """Wagtail would read the whole file here; ingest has measured and hashed it already."""
