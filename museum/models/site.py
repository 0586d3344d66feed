"""What every page says at its foot."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """The museum's name and where to find it, edited in the admin."""

    name = models.CharField(_("馆名"), max_length=40, default="株化记忆")
    address = models.CharField(_("地址"), max_length=120, blank=True, default="株洲市石峰区清水塘　井勘社区")
    footer = models.CharField(
        _("页脚的话"), max_length=200, blank=True, default="三代株化人的东西、照片和声音，都收在这里。"
    )
    contact = models.TextField(_("怎么找到我们"), max_length=500, blank=True, help_text=_("电话、开放时间，一行一条。"))

    panels: ClassVar[list[FieldPanel]] = [
        FieldPanel("name"),
        FieldPanel("address"),
        FieldPanel("footer"),
        FieldPanel("contact"),
    ]

    class Meta:
        verbose_name = _("本馆")
        verbose_name_plural = _("本馆")
