"""About, rights, privacy: pages that say something and are read once."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from museum.blocks.body import StandardBody
from museum.body import body_context
from museum.fields import StreamField
from museum.models.base import BasePage
from museum.reader import reader_of


class StandardPage(BasePage):
    """A plain page."""

    body = StreamField(StandardBody(), verbose_name=_("内容"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("body")]
    template = "museum/pages/standard.html"
    show_in_menus_default = True

    class Meta:
        verbose_name = _("普通页面")
        verbose_name_plural = _("普通页面")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | body_context(self.body, reader_of(request))
