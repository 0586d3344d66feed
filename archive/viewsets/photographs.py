"""老照片与相册: the screens for photographs, the faces in them, and albums."""

from typing import Any

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

from archive.forms.curated import RecordForm
from archive.models import Album, Photograph
from archive.panels import shared
from archive.panels.faces import FaceBoardPanel
from archive.panels.proposals import ProposedNamesPanel
from archive.viewsets.base import RecordViewSet
from archive.viewsets.filters import AlbumFilters, PhotographFilters

PICTURE = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("picture", help_text=_("照片正面的扫描或翻拍，越大越好")),
                FieldPanel("alt_text"),
                FieldPanel("caption", help_text=_("给观众读的一两句")),
                FieldPanel("is_picture_closed"),
            ],
            heading=_("照片"),
        ),
        shared.identification(),
        shared.words(),
        PublishingPanel(),
    ],
    heading=_("照片与标识"),
)

TAKEN = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("date_taken"),
                FieldPanel("place"),
                FieldPanel("photographer"),
                FieldPanel("photographer_name", help_text=_("没有人物条目时写，例如：厂工会摄影组")),
            ],
            heading=_("拍摄"),
        ),
        shared.people("people", _("相关人物"), _("与照片有关的人；谁站在哪儿写在“照片里是谁”")),
        shared.places(),
    ],
    heading=_("拍摄"),
)

FACES = ObjectList(
    [
        FaceBoardPanel(heading=_("在照片上画框")),
        ProposedNamesPanel(heading=_("大家说是谁")),
        InlinePanel(
            "faces",
            heading=_("照片里是谁"),
            label=_("人脸"),
            help_text=_("每张脸一行；几个人说法不一，就都记下来，不用投票。位置在上面的照片上画，不用填数"),
            panels=[
                FieldRowPanel([FieldPanel("number"), FieldPanel("position"), FieldPanel("status")]),
                FieldPanel("person"),
                FieldRowPanel([FieldPanel("left"), FieldPanel("top"), FieldPanel("width"), FieldPanel("height")]),
                InlinePanel("claims", heading=_("谁说是谁"), label=_("说法")),
            ],
        ),
    ],
    heading=_("照片里是谁"),
)

ORIGINAL = ObjectList(
    [
        MultiFieldPanel([FieldPanel("verso_text"), FieldPanel("verso_picture")], heading=_("背面")),
        MultiFieldPanel(
            [
                FieldPanel("physical_form"),
                FieldRowPanel([FieldPanel("print_width_mm"), FieldPanel("print_height_mm")]),
                FieldRowPanel([FieldPanel("scanned_on"), FieldPanel("scanned_by")]),
                FieldRowPanel([FieldPanel("scanner"), FieldPanel("scan_dpi")]),
            ],
            heading=_("原件与扫描"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("acquisition_method"),
                FieldPanel("donor"),
                FieldPanel("source_name"),
                FieldPanel("source_is_unnamed"),
            ],
            heading=_("入藏"),
        ),
        shared.pictures(heading=_("其他图片")),
    ],
    heading=_("原件与入藏"),
)


class PhotographViewSet(RecordViewSet):
    model = Photograph
    icon = "image"
    filterset_class = PhotographFilters
    has_pictures = True
    list_export = [
        *RecordViewSet.SPREADSHEET,
        "caption",
        "date_taken",
        "date_taken_edtf",
        "place",
        "photographer",
        "photographer_name",
        "physical_form",
        "get_acquisition_method_display",
        *RecordViewSet.AFTERWARDS,
    ]
    edit_handler = TabbedInterface(
        [PICTURE, TAKEN, FACES, ORIGINAL, shared.rights_and_access(), shared.related_records()],
        base_form_class=RecordForm,
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().for_list(rows).select_related("picture__asset", "place", "photographer")
        return found.prefetch_related("picture__asset__derivatives")

    def picture_of(self, row: Any) -> Any:
        return row.picture


class AlbumViewSet(RecordViewSet):
    model = Album
    icon = "folder-open-1"
    filterset_class = AlbumFilters
    has_pictures = True
    list_export = [*RecordViewSet.SPREADSHEET, "date_compiled", "date_compiled_edtf", *RecordViewSet.AFTERWARDS]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("cover"),
                    shared.identification(),
                    shared.words(FieldPanel("date_compiled")),
                    InlinePanel("photographs", heading=_("册中照片"), label=_("照片"), help_text=_("按册里的次序排")),
                    PublishingPanel(),
                ],
                heading=_("相册"),
            ),
            shared.rights_and_access(),
        ],
        base_form_class=RecordForm,
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().for_list(rows).select_related("cover__asset")
        return found.prefetch_related("cover__asset__derivatives")

    def picture_of(self, row: Any) -> Any:
        return row.cover
