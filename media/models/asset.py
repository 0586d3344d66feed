"""An original is bytes; an asset is one use of them: who brought them, under which name, and who may receive them.

Two curators may upload the same scan. The bytes are kept once (Original), but one copy may be public and the other
sealed (Asset), so visibility sits on the asset. It is the only thing delivery looks at; `archive` sets it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from media.models.derivative import Derivative


class Kind(models.TextChoices):
    PICTURE = "picture", _("图片")
    DOCUMENT = "document", _("文档")
    AUDIO = "audio", _("录音")
    VIDEO = "video", _("录像")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("公开")
    STAFF = "staff", _("仅馆内")
    KEEPERS = "keepers", _("仅馆长")
    SEALED = "sealed", _("封存")


@dataclass(frozen=True, slots=True)
class ServedFile:
    """One derivative file as a template needs it."""

    url: str
    media_type: str
    width_px: int = 0
    height_px: int = 0
    duration_ms: int = 0
    size_bytes: int = 0


class Original(models.Model):
    """Immutable bytes, stored once under their own SHA-512. The facts beside it were read from the content."""

    sha512 = models.CharField(max_length=128, unique=True, editable=False)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    path = models.CharField(max_length=255, unique=True)
    width_px = models.PositiveIntegerField(null=True, blank=True)
    height_px = models.PositiveIntegerField(null=True, blank=True)
    duration_ms = models.PositiveBigIntegerField(null=True, blank=True)
    page_count = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("原件")
        verbose_name_plural = _("原件")

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha512[:12]}"


class AssetQuerySet(models.QuerySet["Asset"]):
    def for_display(self) -> Self:
        """Everything needed for addresses and states, in two queries however many rows."""
        return self.select_related("original").prefetch_related("derivatives")


class Asset(models.Model):
    """One file as the museum holds it. Public addresses use `uuid`, never the hash or the file name."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="assets", verbose_name=_("原件"))
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    visibility = models.CharField(
        _("可见范围"), max_length=10, choices=Visibility.choices, default=Visibility.STAFF, db_index=True
    )
    public_px = models.PositiveIntegerField(_("对外最大边长（像素）"), null=True, blank=True, editable=False)
    """Longest side of a picture that the public may receive; no limit without one. Renditions count by their width."""
    is_reserved = models.BooleanField(_("不给机器学习用"), default=False, db_default=False, editable=False)
    """Whether programs are told, with every byte, that they may not learn from it."""
    original_name = models.CharField(_("原文件名"), max_length=255)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("收到时间"), auto_now_add=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.original_name

    def served(self, recipe: str) -> "Derivative | None":
        """The row of a recipe if anything of it can be delivered; from prefetched rows, without a query."""
        if self.is_sealed:
            return None
        return next((row for row in self.derivatives.all() if row.recipe == recipe and row.is_served), None)

    def served_files(self, recipe: str) -> "list[ServedFile]":
        """The files of a recipe with their addresses; empty while there are none."""
        row = self.served(recipe)
        if row is None:
            return []
        folder_url = f"{self.base_url}{row.folder}"
        return [ServedFile(url=f"{folder_url}{file['name']}", **_facts(file)) for file in row.files]

    @property
    def is_sealed(self) -> bool:
        """Whether nobody at all may receive it: it was taken back."""
        return self.visibility == Visibility.SEALED

    @property
    def state_text(self) -> str:
        """One sentence about the conversions for staff and visitors; empty when all are ready."""
        rows = list(self.derivatives.all())
        for state in ("failed", "running", "pending"):
            for row in rows:
                if row.state == state:
                    return row.state_text
        return ""

    def is_open_at(self, width_px: int) -> bool:
        """Whether the public may receive it that wide."""
        return self.public_px is None or width_px <= self.public_px

    @property
    def base_url(self) -> str:
        return f"{settings.MEDIA_URL}{self.uuid}/"

    @property
    def original_url(self) -> str:
        return f"{self.base_url}original"


def _facts(file: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in file.items() if key in ServedFile.__slots__}
