"""Registers the archive with Wagtail's admin: screens, form fields, log actions, style. Nothing is decided here."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.snippets.models import register_snippet

from archive.choosers.entries import entry_chooser
from archive.fields import FuzzyDateField
from archive.forms.dates import FuzzyDateFormField, FuzzyDateInput
from archive.panels.waiting import WaitingPanel
from archive.reports import ToReviewPanel
from archive.viewsets import consent as consent_pages
from archive.viewsets import (
    consent_texts,
    lexicon_adopting,
    lexicon_files,
    proposals,
    queries,
    replies,
    segments,
    transcripts,
    withdrawals,
)
from archive.viewsets.deleting import DeleteSeveral
from archive.viewsets.groups import Cataloguing, Contributions, PeopleAndFamilies, PlacesAndEvents, Vocabularies
from archive.viewsets.reading import read_date

register_form_field_override(FuzzyDateField, override={"form_class": FuzzyDateFormField, "widget": FuzzyDateInput})

for group in (Cataloguing, Contributions, PeopleAndFamilies, PlacesAndEvents, Vocabularies):
    register_snippet(group)

hooks.register("register_admin_viewset", lambda: entry_chooser)

# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", DeleteSeveral, order=1)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    one = "curation/interviews/<int:pk>/transcripts/"
    return [
        path("curation/read-date/", read_date, name="archive_read_date"),
        path("curation/lexicon/adopt/", lexicon_adopting.adopt, name="lexicon_adopt"),
        path("curation/lexicon/changes/", lexicon_files.changes, name="lexicon_changes"),
        path("curation/lexicon/changes/<int:pk>/take-back/", lexicon_files.take_back, name="lexicon_take_back"),
        path("curation/lexicon/export.csv", lexicon_files.export, name="lexicon_export"),
        path("curation/lexicon/import/", lexicon_files.upload, name="lexicon_import"),
        path("curation/lexicon/import/<str:token>/", lexicon_files.rehearsal, name="lexicon_rehearsal"),
        path(one, transcripts.overview, name="archive_transcripts"),
        path(f"{one}upload/", transcripts.upload, name="archive_transcript_upload"),
        path(f"{one}preview/<str:token>/", transcripts.preview, name="archive_transcript_preview"),
        path(f"{one}<int:transcript_pk>/", segments.segments, name="archive_segments"),
        path(f"{one}<int:transcript_pk>/sign-off/", transcripts.sign_off, name="archive_sign_off"),
        path(f"{one}<int:transcript_pk>/file.<str:ending>", transcripts.download, name="archive_transcript_download"),
        path(f"{one}segments/<str:uid>/", segments.segment, name="archive_segment"),
        path("curation/consent/", consent_pages.gaps, name="archive_consent_gaps"),
        path("curation/consent/texts/", consent_texts.texts, name="archive_consent_texts"),
        path("curation/consent/texts/<slug:key>/new/", consent_texts.new_version, name="archive_consent_text_new"),
        path("curation/consent/texts/<slug:key>/<int:version>/", consent_texts.version, name="archive_consent_text"),
        path("curation/consent/<slug:kind>/<uuid:uuid>/", consent_pages.ledger, name="archive_consent"),
        path("curation/withdrawals/", withdrawals.waiting, name="archive_withdrawals"),
        path("curation/withdrawals/<uuid:uuid>/", withdrawals.case, name="archive_withdrawal"),
        path(
            "curation/withdrawals/<uuid:uuid>/files/<uuid:asset_uuid>/",
            withdrawals.original,
            name="archive_withdrawal_file",
        ),
        path("curation/proposals/", proposals.proposals, name="archive_proposals"),
        path("curation/proposals/<uuid:uuid>/", proposals.proposal, name="archive_proposal"),
        path("curation/replies/", replies.replies, name="archive_replies"),
        path("curation/queries/", queries.queries, name="archive_queries"),
        path("curation/queries/export.csv", queries.export, name="archive_queries_export"),
        path("curation/queries/aside/", queries.put_aside, name="archive_query_aside"),
    ]


class QueriesItem(MenuItem):
    """For those who may read what visitors asked."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(queries.READ_QUERY_LOG)


@hooks.register("register_admin_menu_item")
def queries_item() -> MenuItem:
    return QueriesItem(_("问过没找到"), reverse("archive_queries"), name="queries", icon_name="search", order=150)


class ConsentItem(MenuItem):
    """For those who may read the ledger."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.view_consententry")


@hooks.register("register_admin_menu_item")
def consent_item() -> MenuItem:
    return ConsentItem(
        _("授权"), reverse("archive_consent_gaps"), name="consent", icon_name="clipboard-list", order=151
    )


@hooks.register("register_admin_menu_item")
def withdrawals_item() -> MenuItem:
    return ConsentItem(_("收回"), reverse("archive_withdrawals"), name="withdrawals", icon_name="rotate", order=152)


class RepliesItem(MenuItem):
    """For those who may pass replies on."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(replies.READ_REPLIES)


@hooks.register("register_admin_menu_item")
def replies_item() -> MenuItem:
    return RepliesItem(_("回话"), reverse("archive_replies"), name="replies", icon_name="comment", order=116)


@hooks.register("register_icons")
def icons(registered: list[str]) -> list[str]:
    return [*registered, "archive/admin/icons/artifact.svg"]


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("archive/admin/admin.css"))


@hooks.register("construct_homepage_panels")
def waiting(request: HttpRequest, panels: list[Component]) -> None:
    stock = (panel for panel in panels if type(panel) is not WorkflowObjectsToModeratePanel)
    panels[:] = [*stock, ToReviewPanel(), WaitingPanel()]


@hooks.register("construct_help_menu")
def help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's news and its English guide are not for curators."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
