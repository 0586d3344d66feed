"""What is on its way in: a voice that is still being recorded, a file that is still being sent.

Both come in pieces over networks that break, from phones that are switched off. A row exists for every piece that lies
whole on disk, and for no other: whatever was cut off in between is asked for again.

Whose it is stands in `owner`, a name given by the room above, which has seen a secret for it. What it means there is
not known here.
"""

import uuid
from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.asset import Asset

VOICE: Final = "audio/flac"
"""What the recorder page sends: each chunk a whole FLAC file of at most five seconds. See docs/adr/0020."""


class IntakeState(models.TextChoices):
    OPEN = "open", _("还在进来")
    TAKING_IN = "taking_in", _("正在入库")
    DONE = "done", _("已入库")
    FAILED = "failed", _("没有入库")


class IntakeQuerySet(models.QuerySet["Intake"]):
    def owned_by(self, owner: str) -> Self:
        return self.filter(owner=owner)

    def open(self) -> Self:
        return self.filter(state=IntakeState.OPEN)

    def unwarned(self, now: datetime) -> Self:
        """Unfinished, soon to be let go, and its owner has not been told yet."""
        quiet = timedelta(days=settings.INTAKE_KEEP_DAYS - settings.INTAKE_WARN_DAYS)
        return self.unfinished().filter(touched_at__lt=now - quiet, warned_at=None)

    def expired(self, now: datetime) -> Self:
        """Untouched for too long, and the warning has stood for as long as it should."""
        return self.unfinished().filter(
            touched_at__lt=now - timedelta(days=settings.INTAKE_KEEP_DAYS),
            warned_at__lt=now - timedelta(days=settings.INTAKE_WARN_DAYS),
        )

    def arrived(self) -> Self:
        """Whole, whether taken in already or not."""
        return self.filter(state__in=[IntakeState.TAKING_IN, IntakeState.DONE])

    def unfinished(self) -> Self:
        return self.filter(state__in=[IntakeState.OPEN, IntakeState.FAILED])


class Intake(models.Model):
    """One recording or one file from its first piece until it is an asset.

    `key` may stand in an address: it opens nothing by itself. `size_bytes` is announced by a file's
    sender and 0 for a voice; `progress` is a percentage of the taking in.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.CharField(max_length=64, db_index=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True)
    filename = models.CharField(_("文件名"), max_length=255)
    size_bytes = models.PositiveBigIntegerField(default=0)
    state = models.CharField(_("状态"), max_length=10, choices=IntakeState.choices, default=IntakeState.OPEN)
    progress = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(_("原因"), max_length=500, blank=True)
    asset = models.OneToOneField(Asset, on_delete=models.SET_NULL, null=True, blank=True, related_name="intake")
    created_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    touched_at = models.DateTimeField(_("最近一次"), auto_now_add=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("正在进来的文件")
        verbose_name_plural = _("正在进来的文件")
        indexes = [models.Index(fields=["state", "touched_at"], name="intake_waiting")]

    def __str__(self) -> str:
        return f"{self.filename} {self.get_state_display()}"

    @property
    def is_voice(self) -> bool:
        return self.media_type == VOICE

    @property
    def kept_until(self) -> datetime:
        """When an unfinished one is let go, unless it is touched again."""
        kept = self.touched_at + timedelta(days=settings.INTAKE_KEEP_DAYS)
        warned = self.warned_at and self.warned_at + timedelta(days=settings.INTAKE_WARN_DAYS)
        return max(kept, warned) if warned else kept


class Take(models.Model):
    """What was said between pressing the button and stopping; the part that can be listened to and deleted.

    `key` is made on the phone, which may be offline when a take begins; `ordinal` is its place, counted there too, so
    that no clock matters. `declared_chunks` is how many there are, once the phone has said so. A deleted take stays as
    a mark: a chunk of it that arrives late must not bring it back.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="takes")
    key = models.UUIDField()
    ordinal = models.PositiveIntegerField()
    declared_chunks = models.PositiveIntegerField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("录音段落")
        verbose_name_plural = _("录音段落")
        ordering = ["ordinal", "pk"]
        constraints = [models.UniqueConstraint(fields=["intake", "key"], name="one_take_per_key")]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.ordinal}"


class Chunk(models.Model):
    """A few seconds of a take, kept whole under `path`."""

    take = models.ForeignKey(Take, on_delete=models.CASCADE, related_name="chunks")
    sequence = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    duration_ms = models.PositiveIntegerField()
    rate_hz = models.PositiveIntegerField()
    path = models.CharField(max_length=255, unique=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("录音片")
        verbose_name_plural = _("录音片")
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["take", "sequence"], name="one_chunk_per_sequence")]

    def __str__(self) -> str:
        return f"{self.take_id} {self.sequence}"


class Piece(models.Model):
    """A stretch of a file that is being sent, from `offset` on. The pieces of one file touch and never overlap."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="pieces")
    offset = models.PositiveBigIntegerField()
    size_bytes = models.PositiveBigIntegerField()
    path = models.CharField(max_length=255, unique=True)

    class Meta:
        verbose_name = _("文件片")
        verbose_name_plural = _("文件片")
        ordering = ["offset"]
        constraints = [models.UniqueConstraint(fields=["intake", "offset"], name="one_piece_per_offset")]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.offset}"
