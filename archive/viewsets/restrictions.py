"""不公开的段落: words cut out of everything that gets out, and silent in the sound, from the moment they are saved."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView

from archive.forms.timecodes import TimecodeField, spoken
from archive.log_actions import RESTRICT
from archive.models import Restriction
from archive.viewsets.base import ArchiveViewSet


class RestrictionForm(WagtailAdminModelForm):
    start_ms = TimecodeField(label=_("开始"))
    end_ms = TimecodeField(label=_("结束"))


class Noted:
    """Mixed into the views that save: the interview's own history says what was cut and on whose word."""

    def save_instance(self) -> Any:
        restriction = super().save_instance()  # type: ignore[misc]  # the other base class has it
        span = f"{spoken(restriction.start_ms)}—{spoken(restriction.end_ms)}"
        user = self.request.user  # type: ignore[attr-defined]  # the view has it
        log(restriction.interview, RESTRICT, user=user, data={"span": span, "reason": restriction.reason})
        return restriction


class AddView(Noted, CreateView):
    pass


class ChangeView(Noted, EditView):
    pass


def span(row: Restriction) -> str:
    return f"{spoken(row.start_ms)}—{spoken(row.end_ms)}"


class RestrictionViewSet(ArchiveViewSet):
    model = Restriction
    icon = "no-view"
    add_view_class = AddView
    edit_view_class = ChangeView
    list_display = ["reason", "interview", Column("span", label=_("时间"), accessor=span), "requested_by", "until"]
    search_fields = ["reason", "requested_by", "interview__title"]
    list_export = ["interview", "start_ms", "end_ms", "reason", "requested_by", "until"]
    edit_handler = ObjectList(
        [
            HelpPanel(content=_("<p>保存以后立刻生效：文字、检索、字幕里没有，公开的声音里这一段静音。</p>")),
            FieldPanel("interview"),
            FieldRowPanel([FieldPanel("start_ms"), FieldPanel("end_ms")]),
            FieldPanel("reason", help_text=_("例如：讲到邻居的病，本人要求不公开")),
            FieldPanel("requested_by"),
            FieldPanel("until"),
        ],
        base_form_class=RestrictionForm,
    )

    def for_list(self, rows: Any) -> Any:
        return rows.select_related("interview")
