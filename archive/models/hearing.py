"""有人听了你的故事: what goes back to whoever told. Days and numbers, and sentences a curator has read; never who.

Both hang on the outcome, the one row that ties what was handed in to what everybody may hear.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.contribution_states import ReplyState
from archive.models.contribution import KEYED_HASH_LENGTH, Outcome

LONGEST_REPLY = 140


class HeardDay(models.Model):
    """How often something was heard on one day. No row says by whom, from where, or at what hour."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="heard_days")
    day = models.DateField(_("哪天"))
    times = models.PositiveIntegerField(_("几回"), default=0)

    class Meta:
        verbose_name = _("听的回数")
        verbose_name_plural = _("听的回数")
        ordering = ["-day"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["outcome", "day"], name="archive_heard_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.times}"


class Reply(models.Model):
    """回一句话: one sentence from a visitor to whoever told. Nobody but curators reads it before one passes it on, and
    then the holder of the receipt alone."""

    outcome = models.ForeignKey(
        Outcome, verbose_name=_("回的是哪一条"), on_delete=models.CASCADE, related_name="replies"
    )
    text = models.CharField(_("话"), max_length=LONGEST_REPLY)
    state = models.CharField(_("状态"), max_length=8, choices=ReplyState, default=ReplyState.WAITING, db_index=True)
    form_key = models.CharField(max_length=KEYED_HASH_LENGTH, unique=True, null=True, editable=False)
    """The same form sent twice is one reply."""
    written_at = models.DateTimeField(_("什么时候写的"), auto_now_add=True)
    decided_on = models.DateField(_("哪天定的"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("回话")
        verbose_name_plural = _("回话")
        ordering = ["written_at", "pk"]
        default_permissions = ("change",)

    def __str__(self) -> str:
        return self.text[:40]
