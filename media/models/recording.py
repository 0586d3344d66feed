"""Recordings: a part of an interview, spoken or filmed."""

from typing import TYPE_CHECKING, Final, NamedTuple, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from media.models.asset import Asset, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CODECS: Final = {"audio/ogg": "audio/ogg; codecs=opus", "audio/mp4": "audio/mp4; codecs=mp4a.40.2"}


class Source(NamedTuple):
    """One <source>: address, type, and the name of its quality."""

    url: str
    media_type: str
    label: "str | _StrPromise"


class RecordingQuerySet(models.QuerySet["Recording"]):
    def for_display(self) -> Self:
        """Addresses and states of every row without a further query."""
        return self.select_related("asset__original").prefetch_related("asset__derivatives")


class Recording(index.Indexed, models.Model):
    """`muted_ranges` is a list of [start_ms, end_ms]: silent in every derivative, untouched in the original."""

    asset = models.OneToOneField(Asset, on_delete=models.PROTECT, related_name="recording", editable=False)
    title = models.CharField(_("题名"), max_length=255)
    duration_ms = models.PositiveBigIntegerField(_("时长（毫秒）"), editable=False)
    muted_ranges = models.JSONField(_("静音段"), default=list, blank=True)
    created_at = models.DateTimeField(_("收到时间"), auto_now_add=True)

    objects = RecordingQuerySet.as_manager()

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("录音录像")
        verbose_name_plural = _("录音录像")

    def __str__(self) -> str:
        return self.title

    @property
    def is_video(self) -> bool:
        return self.asset.kind == Kind.VIDEO

    def sources(self, low: bool = False) -> list["Source"]:
        """What <audio> or <video> may choose from, best first; `low` puts the small files of a sound first."""
        if self.is_video:
            return [Source(file.url, file.media_type, _("录像")) for file in self.asset.served_files("film")]
        order = [("low", _("省流量")), ("normal", _("标准音质"))]
        if not low:
            order.reverse()
        made = [
            Source(file.url, _CODECS.get(file.media_type, file.media_type), label)
            for recipe, label in order
            for file in self.asset.served_files(recipe)
        ]
        return made or [Source(file.url, file.media_type, _("先听")) for file in self.asset.served_files("first")]

    @property
    def peaks_url(self) -> str:
        """The wave as JSON; empty while there is none."""
        return next((file.url for file in self.asset.served_files("peaks")), "")

    @property
    def poster_url(self) -> str:
        """A still of a film as JPEG; empty for sound, and while there is none."""
        return next((file.url for file in self.asset.served_files("poster") if file.media_type == "image/jpeg"), "")

    @property
    def state_text(self) -> str:
        return self.asset.state_text
