"""Pictures: Wagtail's image model over our assets.

Wagtail brings the chooser, the multiple upload, focal points and renditions; the bytes, their privacy and the
derivatives visitors see are ours.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self, cast

from django.core.files.base import File
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    ImageQuerySet,
    WagtailImageField,
    get_rendition_storage,
    get_rendition_upload_to,
)

from media.models.asset import Asset, ServedFile
from media.models.fields import OriginalField
from media.storage import derivative_path
from media.willow import clean_rendition

_USUAL_WIDTH_PX: Final = 640


@dataclass(frozen=True, slots=True)
class PictureSources:
    """Attributes of <source> and <img>: three `srcset`s, the fallback `src` and the size of the widest picture."""

    avif: str = ""
    webp: str = ""
    jpeg: str = ""
    src: str = ""
    width: int = 0
    height: int = 0

    def __bool__(self) -> bool:
        return bool(self.src)

    @classmethod
    def of(cls, files: Sequence[ServedFile]) -> Self:
        """From the files of a `renditions` derivative, narrowest first."""
        sets = {
            media_type: ", ".join(f"{file.url} {file.width_px}w" for file in files if file.media_type == media_type)
            for media_type in ("image/avif", "image/webp", "image/jpeg")
        }
        fallbacks = [file for file in files if file.media_type == "image/jpeg"]
        usual = usual_of(files)
        if usual is None:
            return cls()
        return cls(
            avif=sets["image/avif"],
            webp=sets["image/webp"],
            jpeg=sets["image/jpeg"],
            src=usual.url,
            width=fallbacks[-1].width_px,
            height=fallbacks[-1].height_px,
        )


def usual_of(files: Sequence[ServedFile]) -> ServedFile | None:
    """The JPEG a browser gets that knows no `srcset`: the first that is wide enough for a page, or the widest."""
    jpegs = [file for file in files if file.media_type == "image/jpeg"]
    return next((file for file in jpegs if file.width_px >= _USUAL_WIDTH_PX), jpegs[-1] if jpegs else None)


class PictureQuerySet(ImageQuerySet):
    def for_display(self) -> Self:
        """Addresses and states of every row without a further query."""
        return cast(Self, self.select_related("asset__original").prefetch_related("asset__derivatives"))


class Picture(AbstractImage):
    """Sizes are those of the upright picture. `description` is the text read out instead of it."""

    file = OriginalField(verbose_name=_("文件"), max_length=255)
    asset = models.OneToOneField(Asset, on_delete=models.PROTECT, related_name="picture", editable=False)

    objects = PictureQuerySet.as_manager()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Row and asset stand or fall together; see `media.signal_handlers` for the ingest."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    def sources(self) -> "PictureSources":
        """What a <picture> element needs. False in a condition while nothing has been made yet."""
        return PictureSources.of(self._open_files())

    @property
    def thumbnail_url(self) -> str:
        """The smallest JPEG, for lists and cards; empty while there is none."""
        return next((file.url for file in self._open_files() if file.media_type == "image/jpeg"), "")

    @property
    def tiles_url(self) -> str:
        """Address of the IIIF info.json for looking closely; empty while there is none."""
        return reverse("iiif:info", args=[self.asset.uuid]) if self.asset.served("tiles") else ""

    def usual_file(self) -> ServedFile | None:
        """The JPEG that stands for the picture elsewhere: in a chat, in a catalogue of another museum."""
        return usual_of(self._open_files())

    @property
    def largest_url(self) -> str:
        """The largest JPEG that the public may have; empty while there is none."""
        return next((file.url for file in self._open_files()[::-1] if file.media_type == "image/jpeg"), "")

    def _open_files(self) -> list[ServedFile]:
        files: list[ServedFile] = self.asset.served_files("renditions")
        return [file for file in files if self.asset.is_open_at(file.width_px)]

    @property
    def state_text(self) -> str:
        return str(self.asset.state_text)

    @property
    def filename(self) -> str:
        return str(self.asset.original_name)

    def generate_rendition_file(self, filter: Filter, *, source: File[bytes] | None = None) -> File[bytes]:
        """Wagtail's sizes, made from our widest clean JPEG as soon as there is one.

        Willow carries EXIF over into what it writes, places of shooting included, so `media.willow` strips it; and a
        2048 pixel picture is opened many times faster than the original.
        """
        clean = self._clean_source()
        if clean is None:
            return clean_rendition(self, filter, source=source)
        path, width_px = clean
        with self.file.storage.open(path, "rb") as opened:
            return clean_rendition(self._scaled_to(width_px), filter, source=opened)

    def _clean_source(self) -> tuple[str, int] | None:
        row = self.asset.served("renditions")
        widest = [file for file in row.files if file["media_type"] == "image/jpeg"][-1:] if row else []
        if row is None or not widest:
            return None
        return derivative_path(str(self.asset.uuid), f"{row.folder}{widest[0]['name']}"), widest[0]["width_px"]

    def _scaled_to(self, width_px: int) -> "Picture":
        """A copy whose size and focal point are those of the smaller picture; never to be saved."""
        scaled = copy.copy(self)
        factor = width_px / self.width
        for name in ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height", "width", "height"):
            value = getattr(self, name)
            setattr(scaled, name, None if value is None else round(value * factor))
        return scaled

    def _set_image_file_metadata(self) -> None:
        """Wagtail would read the whole file here; ingest has measured and hashed it already."""


class Rendition(AbstractRendition):
    """A size Wagtail's admin asked for. Kept among the asset's derivatives, so the same decision guards it."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    file = WagtailImageField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
        max_length=255,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec")
        ]

    def get_upload_to(self, filename: str) -> str:
        return derivative_path(str(self.image.asset.uuid), f"wagtail/{filename}")
