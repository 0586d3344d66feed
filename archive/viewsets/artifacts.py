"""藏品: the screens for objects, in the order of Spectrum's information groups."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from archive.editing import CATALOGUE
from archive.forms.curated import RecordForm
from archive.models import Artifact
from archive.panels import shared
from archive.viewsets.base import RecordViewSet
from archive.viewsets.filters import ArtifactFilters

IDENTITY = ObjectList(
    [
        shared.identification(
            FieldPanel("object_name"),
            FieldPanel("object_type", widget=forms.Select),
            FieldPanel("number_of_parts"),
        ),
        shared.words(),
        MultiFieldPanel(
            [
                FieldPanel("materials", widget=forms.CheckboxSelectMultiple),
                FieldPanel("techniques", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("材质与工艺"),
        ),
        InlinePanel(
            "dimensions",
            heading=_("尺寸与重量"),
            label=_("尺寸"),
            help_text=_("量到什么写什么，单位照尺子上的选；另存一份毫米和克，便于比较"),
            panels=[
                FieldRowPanel([FieldPanel("quantity"), FieldPanel("value"), FieldPanel("unit")]),
                FieldPanel("part", help_text=_("量的是哪一部分，例如：杯口、带提手")),
                FieldPanel("note"),
            ],
        ),
        InlinePanel("inscriptions", heading=_("铭文"), label=_("铭文"), help_text=_("照原样抄，一字不改")),
        PublishingPanel(),
    ],
    heading=_("标识与描述"),
)

PICTURES = ObjectList([shared.pictures()], heading=_("图片"))

HISTORY = ObjectList(
    [
        MultiFieldPanel([FieldPanel("date_made"), FieldPanel("date_used")], heading=_("年代")),
        shared.people("makers", _("制作者"), _("人物、单位，或者写“自制”“厂属工具车间”"), extra=("organisation",)),
        shared.people("people", _("相关人物"), _("用过它、送它、奖状上写着名字的人")),
        shared.places(),
    ],
    heading=_("制作与使用"),
)

ACQUISITION = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("acquisition_method"),
                FieldPanel("acquired_on"),
                FieldPanel("donor"),
                FieldPanel("source_organisation"),
                FieldPanel("source_name"),
                FieldPanel("source_is_unnamed", help_text=_("捐赠人不愿具名时勾选")),
                FieldPanel("acquisition_terms", permission=CATALOGUE),
                FieldPanel("price_cny", permission=CATALOGUE),
            ],
            heading=_("入藏"),
        ),
        InlinePanel(
            "condition_reports", heading=_("状况"), label=_("状况记录"), help_text=_("每次检查记一条，旧的留着")
        ),
        InlinePanel(
            "locations", heading=_("存放位置"), label=_("存放位置"), help_text=_("挪一次记一条，最新的一条是现在的位置")
        ),
    ],
    heading=_("入藏与保管"),
)


class ArtifactViewSet(RecordViewSet):
    model = Artifact
    icon = "archive-artifact"
    filterset_class = ArtifactFilters
    has_pictures = True
    list_export = [
        *RecordViewSet.SPREADSHEET,
        "object_name",
        "object_type",
        "date_made",
        "date_made_edtf",
        "date_used",
        "get_acquisition_method_display",
        "acquired_on",
        "source_name",
        *RecordViewSet.AFTERWARDS,
    ]
    edit_handler = TabbedInterface(
        [IDENTITY, PICTURES, HISTORY, ACQUISITION, shared.rights_and_access(), shared.related_records()],
        base_form_class=RecordForm,
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().for_list(rows).select_related("object_type")
        return found.prefetch_related("images__picture__asset__derivatives")

    def picture_of(self, row: Any) -> Any:
        return next((image.picture for image in row.images.all()), None)
