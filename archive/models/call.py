"""Calls for stories (征集) and the grids of the neighbourhood they are put up in."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable


class CallQuerySet(models.QuerySet["Call"]):
    def running(self, today: date | None = None) -> "CallQuerySet":
        """What visitors are asked today."""
        today = today or timezone.localdate()
        return self.filter(
            models.Q(opens_on__isnull=True) | models.Q(opens_on__lte=today),
            models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=today),
            is_live=True,
        )


class Call(ClusterableModel):
    """One call for stories: an invitation, questions to answer one by one, and what others have told.

    It is no draft with revisions: what it says is fixed when somebody has answered to it, and a poster hangs outside.
    """

    title = models.CharField(_("题目"), max_length=60)
    slug = models.SlugField(_("地址"), max_length=60, unique=True, help_text=_("印在海报的二维码里，贴出去以后不要改"))
    introduction = models.TextField(_("说明"), help_text=_("两三句话：想听什么，为什么"))
    is_live = models.BooleanField(_("公开"), default=False)
    opens_on = models.DateField(_("开始"), null=True, blank=True)
    closes_on = models.DateField(_("截止"), null=True, blank=True, help_text=_("含当日；过了也还能看，只是不再收"))
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("征集")
        verbose_name_plural = _("征集")
        ordering = ["-is_live", "closes_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.slug])

    def is_running(self, today: date | None = None) -> bool:
        today = today or timezone.localdate()
        is_begun = self.opens_on is None or self.opens_on <= today
        is_over = self.closes_on is not None and self.closes_on < today
        return self.is_live and is_begun and not is_over

    def clean(self) -> None:
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": gettext("截止的日子早于开始的日子。")})


class CallPrompt(Orderable):
    """One question; shown alone, so that nobody has to answer a whole form."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="prompts")
    text = models.CharField(_("问题"), max_length=120)

    class Meta(Orderable.Meta):
        verbose_name = _("问题")
        verbose_name_plural = _("问题")

    def __str__(self) -> str:
        return self.text


class CallExample(Orderable):
    """What somebody else has told, as an encouragement. `address` leads to it in the museum."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="examples")
    text = models.CharField(_("原话"), max_length=200)
    source = models.CharField(_("谁说的"), max_length=80, blank=True)
    address = models.CharField(_("馆内地址"), max_length=200, blank=True, help_text=_("以 / 开头，例如 /interviews/…/"))

    class Meta(Orderable.Meta):
        verbose_name = _("例子")
        verbose_name_plural = _("例子")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.address and (not self.address.startswith("/") or self.address.startswith("//")):
            raise ValidationError({"address": gettext("只能填馆内的地址，以一个 / 开头。")})


class Grid(models.Model):
    """One grid (网格) of the sub-district: where a poster hangs, and from where a contribution came."""

    code = models.SlugField(_("编号"), max_length=20, unique=True, help_text=_("印在海报的二维码里，贴出去以后不要改"))
    name = models.CharField(_("名称"), max_length=60)
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)

    class Meta:
        verbose_name = _("网格")
        verbose_name_plural = _("网格")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
