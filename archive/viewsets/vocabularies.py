"""词表、权利声明、全宗: what records refer to."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from archive.choosers.dialogs import TermChooser
from archive.forms.curated import CuratedForm
from archive.models import Collection, RightsStatement, Term, Vocabulary
from archive.viewsets.base import ArchiveViewSet, CuratedViewSet
from archive.viewsets.columns import LiveColumn, UpdatedColumn


class VocabularyViewSet(ArchiveViewSet):
    model = Vocabulary
    icon = "list-ul"
    url_prefix = "curation/vocabularies"
    list_display = ["name", "code", "description"]
    search_fields = ["name", "code"]
    panels = [
        FieldPanel("name"),
        FieldPanel("code", help_text=_("程序用的英文代码，建好以后不要改")),
        FieldPanel("description"),
    ]


class TermViewSet(ArchiveViewSet):
    model = Term
    icon = "tag"
    chooser_viewset_class = TermChooser
    list_display = ["name", "vocabulary", "broader"]
    list_filter = ["vocabulary"]
    list_export = ["vocabulary", "name", "other_names", "broader", "scope_note", "uri"]
    panels = [
        FieldPanel("vocabulary"),
        FieldPanel("name"),
        FieldPanel("other_names"),
        FieldPanel("broader"),
        FieldPanel("scope_note"),
        FieldPanel("uri"),
    ]

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("vocabulary", "broader")


class RightsStatementViewSet(ArchiveViewSet):
    model = RightsStatement
    icon = "key"
    url_prefix = "curation/rights-statements"
    list_display = ["name", "code", "picture_use", "allows_download"]
    search_fields = ["name", "code"]
    panels = [
        FieldPanel("name"),
        FieldPanel("code", help_text=_("程序用的英文代码，建好以后不要改")),
        FieldPanel("uri"),
        FieldPanel("explanation"),
        FieldRowPanel([FieldPanel("picture_use"), FieldPanel("allows_download")]),
    ]


def _group(heading: Any, *fields: str) -> MultiFieldPanel:
    return MultiFieldPanel([FieldPanel(field) for field in fields], heading=heading)


class CollectionViewSet(CuratedViewSet):
    """Fonds and their levels, in the areas of ISAD(G)."""

    model = Collection
    icon = "folder-inverse"
    list_display = ["name", "reference_code", "level", LiveColumn(), UpdatedColumn()]
    list_filter = ["level"]
    list_export = ["reference_code", "name", "get_level_display", "dates", "extent", "scope_and_content", "live"]
    export_headings = {"get_level_display": _("级别"), "live": _("已发布")}
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("reference_code", required_on_save=True),
                            FieldPanel("name", required_on_save=True),
                            FieldPanel("slug", required_on_save=False),
                            FieldPanel("level"),
                            FieldPanel("parent"),
                            FieldPanel("dates"),
                            FieldPanel("extent"),
                        ],
                        heading=_("标识"),
                    ),
                    _group(
                        _("背景"),
                        "creators",
                        "administrative_history",
                        "custodial_history",
                        "source_of_acquisition",
                    ),
                    _group(_("内容与结构"), "scope_and_content", "appraisal", "accruals", "arrangement"),
                    PublishingPanel(),
                ],
                heading=_("标识与内容"),
            ),
            ObjectList(
                [
                    _group(
                        _("利用"),
                        "access_conditions",
                        "reproduction_conditions",
                        "languages",
                        "physical_characteristics",
                        "finding_aids",
                    ),
                    _group(
                        _("相关材料"), "originals_location", "copies_location", "related_material", "publication_note"
                    ),
                    _group(_("附注与著录"), "note", "archivists_note", "rules", "described_on"),
                ],
                heading=_("利用与著录"),
            ),
        ],
        base_form_class=CuratedForm,
    )
