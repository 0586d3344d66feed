"""录音录像 in the admin: upload with progress, what has been made of each file, and another try for what failed."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from media.forms import RecordingForm
from media.models import Derivative, Recording, State, Visibility

RECIPES = {
    "first": _("先听的声音"),
    "low": _("省流量的声音"),
    "normal": _("标准音质的声音"),
    "peaks": _("波形"),
    "film": _("480p 录像"),
    "poster": _("录像封面"),
    "renditions": _("各种尺寸的图"),
    "tiles": _("细看用的图块"),
    "pages": _("页面图"),
}


def recipe_name(derivative: Derivative) -> str:
    return str(RECIPES.get(derivative.recipe, derivative.recipe))


def not_sealed(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """What was withdrawn is nobody's business any more but that of whoever may delete it; what is closed, that of the
    keepers."""
    if not request.user.has_perm(settings.MEDIA_KEEPER_PERMISSION):
        rows = rows.exclude(asset__visibility=Visibility.KEEPERS)
    if request.user.has_perm("media.delete_recording"):
        return rows
    return rows.exclude(asset__visibility=Visibility.SEALED)


def length(recording: Recording) -> str:
    """12:08, 1:02:03."""
    minutes, seconds = divmod(recording.duration_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


class UploadForm(RecordingForm):
    """The form of the add page and of the chooser's second tab. Wagtail asks every form of a model for an instance."""

    def __init__(self, *args: Any, instance: Recording | None = None, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance = instance or Recording()
        self.fields["title"].help_text = gettext("空着就用文件名")
        self.order_fields(["file", "title"])


class AddRecordingView(CreateView):
    template_name = "media/admin/recording_upload.html"

    def save_instance(self) -> Recording:
        recording: Recording = self.form.save(uploaded_by=self.request.user)
        log(recording, "wagtail.create", user=self.request.user)
        self.new_revision = None
        return recording

    def save_action(self) -> HttpResponseBase:
        """The upload script follows no redirect: it would fetch, and use up, the page with the message."""
        answer: HttpResponseBase = super().save_action()
        if self.request.headers.get("X-Upload"):
            return JsonResponse({"url": self.get_success_url()})
        return answer

    def get_success_url(self) -> str:
        return str(self.get_edit_url())


class ConversionsPanel(Panel):
    """What has been made of the file so far, and what was not."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/admin/conversions_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            rows = self.instance.asset.derivatives.order_by("recipe") if self.instance.pk else ()
            context["recording"] = self.instance
            context["conversions"] = [(recipe_name(row), row) for row in rows]
            context["failed"] = State.FAILED
            return context


class OfferedView(ChooseView):
    def get_object_list(self) -> QuerySet[Any]:
        return not_sealed(self.request, super().get_object_list()).order_by("-created_at")


class OfferedResultsView(ChooseResultsView):
    def get_object_list(self) -> QuerySet[Any]:
        return not_sealed(self.request, super().get_object_list()).order_by("-created_at")


class UploadInChooserView(SnippetCreateView):
    def save_form(self, form: UploadForm) -> Recording:
        recording = form.save(uploaded_by=self.request.user)
        log(recording, "wagtail.create", user=self.request.user)
        return recording


class RecordingChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OfferedView
    choose_results_view_class = OfferedResultsView
    create_view_class = UploadInChooserView
    creation_form_class = UploadForm
    create_action_label = _("上传并选用")
    create_action_clicked_label = _("正在上传……")
    creation_tab_label = _("上传")


class RecordingViewSet(SnippetViewSet):
    model = Recording
    icon = "media"
    url_prefix = "curation/recordings"
    menu_label = _("录音录像")
    add_view_class = AddRecordingView
    chooser_viewset_class = RecordingChooserViewSet
    copy_view_enabled = False
    list_per_page = 25
    list_display = [
        "title",
        Column("length", label=_("时长"), sort_key="duration_ms", accessor=length),
        Column("asset.get_kind_display", label=_("类别")),
        Column("state_text", label=_("转换")),
        Column("asset.get_visibility_display", label=_("可见范围")),
        DateColumn("created_at", label=_("收到"), sort_key="created_at"),
    ]
    list_export = ["title", "duration_ms", "asset.original_name", "asset.get_visibility_display", "created_at"]
    panels = [FieldPanel("title"), ConversionsPanel(heading=_("文件与转换"))]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return not_sealed(request, Recording.objects.for_display())

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        views: dict[str, Any] = super().get_index_view_kwargs(default_ordering="-created_at", **kwargs)
        return views

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        views: dict[str, Any] = super().get_add_view_kwargs(**kwargs)
        return {**views, "panel": None, "form_class": UploadForm, "template_name": AddRecordingView.template_name}

    @property
    def add_view(self) -> Any:
        return self.construct_view(self.add_view_class, **self.get_add_view_kwargs())
