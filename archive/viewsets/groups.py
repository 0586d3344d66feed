"""The menu: four groups, in the order of the work."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from archive.viewsets.artifacts import ArtifactViewSet
from archive.viewsets.contributions import CallViewSet, ContributionViewSet, GridViewSet
from archive.viewsets.interviews import InterviewViewSet
from archive.viewsets.lexicon import LexiconViewSet, SurnameViewSet
from archive.viewsets.people import FamilyViewSet, PersonViewSet, RelationTypeViewSet, RelationViewSet
from archive.viewsets.photographs import AlbumViewSet, PhotographViewSet
from archive.viewsets.places import EventViewSet, OrganisationViewSet, PlaceViewSet, PlanLineViewSet
from archive.viewsets.restrictions import RestrictionViewSet
from archive.viewsets.vocabularies import CollectionViewSet, RightsStatementViewSet, TermViewSet, VocabularyViewSet


class Cataloguing(SnippetViewSetGroup):
    items = (ArtifactViewSet, PhotographViewSet, AlbumViewSet, InterviewViewSet, RestrictionViewSet)
    menu_label = _("编目")
    menu_icon = "archive-artifact"
    menu_order = 110


class Contributions(SnippetViewSetGroup):
    items = (ContributionViewSet, CallViewSet, GridViewSet)
    menu_label = _("征集与投稿")
    menu_icon = "mail"
    menu_order = 115


class PeopleAndFamilies(SnippetViewSetGroup):
    items = (PersonViewSet, RelationViewSet, FamilyViewSet, RelationTypeViewSet)
    menu_label = _("人物与家庭")
    menu_icon = "group"
    menu_order = 120


class PlacesAndEvents(SnippetViewSetGroup):
    items = (PlaceViewSet, PlanLineViewSet, OrganisationViewSet, EventViewSet)
    menu_label = _("地点")
    menu_icon = "site"
    menu_order = 130


class Vocabularies(SnippetViewSetGroup):
    items = (
        TermViewSet,
        VocabularyViewSet,
        LexiconViewSet,
        SurnameViewSet,
        RightsStatementViewSet,
        CollectionViewSet,
    )
    menu_label = _("词表")
    menu_icon = "list-ul"
    menu_order = 140
