"""Filters beside the lists: the few questions a curator asks of a thousand records."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from archive.models import (
    Album,
    Artifact,
    ArtifactImage,
    Event,
    Interview,
    Organisation,
    Person,
    Photograph,
    Place,
    RecordTag,
    Term,
)
from archive.states import Access, Generation, Living, PlaceKind, RecordStatus

DRAFTS = [("draft", _("草稿")), ("published", _("已发布")), ("changed", _("已发布，有未发布的修改"))]


class CuratedFilters(WagtailFilterSet):
    """What everything drafted has: how far it has come, and when it was last touched."""

    state = django_filters.ChoiceFilter(label=_("状态"), choices=DRAFTS, method="in_state")
    updated_at = django_filters.DateFromToRangeFilter(label=_("更新日期"), widget=DateRangePickerWidget)

    def in_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted: dict[str, dict[str, bool]] = {
            "draft": {"live": False},
            "published": {"live": True},
            "changed": {"live": True, "has_unpublished_changes": True},
        }
        return rows.filter(**wanted[value])


class RecordFilters(CuratedFilters):
    access = django_filters.MultipleChoiceFilter(label=_("开放程度"), choices=Access.choices)
    record_status = django_filters.MultipleChoiceFilter(label=_("编目状态"), choices=RecordStatus.choices)
    from_year = django_filters.NumberFilter(label=_("年代不早于"), method="since", min_value=1000, max_value=2999)
    to_year = django_filters.NumberFilter(label=_("年代不晚于"), method="until", min_value=1000, max_value=2999)
    tag = django_filters.ModelMultipleChoiceFilter(
        label=_("标签"), field_name="tags", queryset=RecordTag.objects.order_by("name")
    )

    def since(self, rows: Any, name: str, value: Any) -> Any:
        return rows.between(int(value), 9999)

    def until(self, rows: Any, name: str, value: Any) -> Any:
        return rows.between(1, int(value))


class ArtifactFilters(RecordFilters):
    object_type = django_filters.ModelChoiceFilter(label=_("类型"), queryset=Term.objects.of("object_type"))
    has_picture = django_filters.BooleanFilter(
        label=_("有图片"), field_name="images", lookup_expr="isnull", exclude=True, distinct=True
    )
    has_alt_text = django_filters.BooleanFilter(label=_("图片有替代文字"), method="described")

    def described(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        undescribed = ArtifactImage.objects.filter(alt_text="").values("artifact")
        return rows.exclude(pk__in=undescribed) if value else rows.filter(pk__in=undescribed)

    class Meta:
        model = Artifact
        fields = ["collection"]


class PhotographFilters(RecordFilters):
    has_picture = django_filters.BooleanFilter(
        label=_("有扫描图"), field_name="picture", lookup_expr="isnull", exclude=True
    )
    has_alt_text = django_filters.BooleanFilter(label=_("有替代文字"), method="described")

    def described(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.exclude(alt_text="") if value else rows.filter(alt_text="", picture__isnull=False)

    class Meta:
        model = Photograph
        fields = ["collection"]


class AlbumFilters(RecordFilters):
    class Meta:
        model = Album
        fields = ["collection"]


class InterviewFilters(RecordFilters):
    has_transcript = django_filters.BooleanFilter(
        label=_("有转写稿"), field_name="transcripts", lookup_expr="isnull", exclude=True, distinct=True
    )

    class Meta:
        model = Interview
        fields = ["collection"]


class PersonFilters(CuratedFilters):
    generation = django_filters.MultipleChoiceFilter(label=_("第几代"), choices=Generation.choices)
    living = django_filters.MultipleChoiceFilter(label=_("在世"), choices=Living.choices)

    class Meta:
        model = Person
        fields = ["public_display"]


class PlaceFilters(CuratedFilters):
    kind = django_filters.MultipleChoiceFilter(label=_("种类"), choices=PlaceKind.choices)

    class Meta:
        model = Place
        fields = ["is_real"]


class OrganisationFilters(CuratedFilters):
    class Meta:
        model = Organisation
        fields: list[str] = []


class EventFilters(CuratedFilters):
    class Meta:
        model = Event
        fields: list[str] = []
