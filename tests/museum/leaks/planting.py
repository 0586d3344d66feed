"""Records with a mark in every field: a word that stands nowhere else, so that finding it anywhere is a leak."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from archive.models import (
    Album,
    Artifact,
    Collection,
    Family,
    FamilyMember,
    Interview,
    Person,
    Photograph,
    Place,
    RelationType,
)
from archive.models.record import Record
from archive.states import Layer
from media.models import Asset, Picture, Recording
from museum.models import ExhibitPage, StoryPage, TrailPage
from tests.factories.archive import (
    ArtifactFactory,
    AssetFactory,
    InterviewFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
    PlaceFactory,
    RecordingFactory,
)
from tests.museum.telling import write

ASKED = "泄密阀"
"""Stands in every planted text, so that a search for it finds whatever may be found."""

IDENTITY = frozenset({"slug", "accession_number", "uuid", "language", "translation_key", "url_path", "path"})
KINDS: tuple[type[Record], ...] = (Artifact, Photograph, Album, Interview)


@dataclass(frozen=True)
class Planted:
    """A record and the mark it bears."""

    mark: str
    record: Any
    assets: list[Asset] = field(default_factory=list)

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())


@dataclass(frozen=True)
class Museum:
    """What is open and stays open: the neighbours through which a closed record might be seen."""

    person: Person
    place: Place
    collection: Collection
    family: Family
    artifact: Artifact
    photograph: Photograph
    album: Album
    interview: Interview
    exhibit: ExhibitPage
    story: StoryPage
    trail: TrailPage

    def of(self, model: type[models.Model]) -> models.Model | None:
        """The open object of a kind, for whatever must point at one."""
        return next((each for each in vars(self).values() if isinstance(each, model)), None)

    def of_kind(self, kind: str) -> Any:
        """The open record that the search knows under this kind."""
        return getattr(self, kind)


def build() -> Museum:
    """One open object of each kind."""
    person = PersonFactory.create(name="周桂生", generation="1", biography="在一车间。")
    family = Family.objects.create(name="周家", slug="zhou", live=True)
    FamilyMember.objects.create(family=family, person=person)
    collection = Collection.objects.create(name="厂办全宗", slug="fonds", reference_code="ZH-1", live=True)
    interview = InterviewFactory.create(title="公开的讲述", collection=collection)
    write(interview, f"那只{ASKED}，是我关的。")
    home = Page.objects.get(slug="home", depth=2)
    index, trails = Page.objects.get(slug="exhibits"), Page.objects.get(slug="trails")
    opening = {"type": "station", "value": {"title": "公开的一站", "question": "听见什么？"}}
    return Museum(
        person=person,
        place=PlaceFactory.create(name="一车间"),
        collection=collection,
        family=family,
        artifact=ArtifactFactory.create(title=f"公开的{ASKED}", collection=collection),
        photograph=PhotographFactory.create(title=f"公开的{ASKED}照片", collection=collection),
        album=Album.objects.create(title="公开的相册", live=True),
        interview=interview,
        exhibit=index.add_child(instance=ExhibitPage(title="公开的展览", slug="open-exhibit")),
        story=home.add_child(instance=StoryPage(title="公开的故事", slug="open-story")),
        trail=trails.add_child(instance=TrailPage(title="公开的路线", slug="open-trail", body=[opening])),
    )


def plant(kind: type[Record], mark: str, museum: Museum, **fields: Any) -> Planted:
    """A record whose every text bears the mark, with every kind of row that can hang on it, and everything open that
    can point at it pointing at it."""
    record: Any = kind(**_texts(kind, mark), **_links(kind, mark, museum))
    for name, value in fields.items():
        setattr(record, name, value)
    if isinstance(record, Interview):
        record.slug, record.duration_ms = f"planted-{Interview.objects.count()}", 60_000
    record.save()
    list(_hang_rows(record, mark, museum))
    ReferenceIndex.create_or_update_for_object(record)
    if hasattr(record, "tags"):
        record.tags.add(f"{mark}tag")
        record.save()
    if isinstance(record, Interview):
        for layer in (Layer.RAW, Layer.EDITED, Layer.TRANSLATION):
            write(record, f"{ASKED}{mark}{layer}", f"{mark}{layer}second", layer=layer)
    _point_at(record, mark, museum)
    record = kind.objects.get(pk=record.pk)
    return Planted(mark, record, list(_assets(record)))


def _texts(model: type[models.Model], mark: str) -> dict[str, Any]:
    """A value that bears the mark for every field that takes words."""
    values: dict[str, Any] = {}
    for each in model._meta.concrete_fields:
        is_words = type(each) in (models.CharField, models.TextField) and not each.choices
        if is_words and each.editable and each.name not in IDENTITY:
            values[each.name] = f"{ASKED}{mark}{each.name}"[: getattr(each, "max_length", None) or 500]
        elif isinstance(each, models.JSONField) and each.default is list:
            values[each.name] = [f"{mark}{each.name}"]
    return values


def _links(model: type[models.Model], mark: str, museum: Museum, owner: type | None = None) -> dict[str, Any]:
    """Open objects for the relations; pictures and recordings of its own, with the mark in their names."""
    values: dict[str, Any] = {}
    for each in model._meta.concrete_fields:
        if not isinstance(each, models.ForeignKey) or isinstance(each, ParentalKey) or each.related_model is owner:
            continue
        if each.related_model is Picture:
            asset = AssetFactory.create(kind="picture", original_name=f"{mark}.jpg")
            values[each.name] = PictureFactory.create(title=f"{mark}picture", description=mark, asset=asset)
        elif each.related_model is Recording:
            values[each.name] = RecordingFactory.create(title=f"{mark}recording")
        elif each.related_model in (Person, Place, Collection) or not each.null:
            values[each.name] = museum.of(each.related_model)
    return values


def _hang_rows(owner: models.Model, mark: str, museum: Museum) -> Iterator[models.Model]:
    """A row in every inline table of the record, and in the inline tables of these rows."""
    for relation in owner._meta.related_objects:
        model = relation.related_model
        if not isinstance(relation.field, ParentalKey) or "tag" in model.__name__.lower():
            continue
        values = _texts(model, mark) | _links(model, mark, museum) | _required(model)
        if {"artifact", "photograph", "interview"} <= {each.name for each in model._meta.concrete_fields}:
            values["artifact"] = museum.artifact
        row = model(**{relation.field.name: owner}, **values)
        with disable_reference_index_auto_update():  # the owner's is written once, with all rows
            row.save()
        yield row
        yield from _hang_rows(row, mark, museum)


def _required(model: type[models.Model]) -> dict[str, Any]:
    """Something for the columns that may not be empty and hold no words."""
    values: dict[str, Any] = {"start_ms": 0, "end_ms": 60_000}
    for each in model._meta.concrete_fields:
        if each.null or each.has_default() or each.primary_key or each.is_relation:
            continue
        if isinstance(each, models.DateField):
            values[each.name] = timezone.localdate()
        elif isinstance(each, models.DecimalField):
            values[each.name] = 1
        elif each.flatchoices:
            values[each.name] = each.flatchoices[0][0]
    return {name: value for name, value in values.items() if name in {f.name for f in model._meta.concrete_fields}}


def _point_at(record: Any, mark: str, museum: Museum) -> None:
    """The open neighbours name the record wherever they can."""
    name = record.KIND
    if name in ("artifact", "photograph", "interview"):
        for neighbour in (museum.artifact, museum.photograph):
            neighbour.related_records.model.objects.create(owner=neighbour, note=f"{mark}related", **{name: record})
    if name in ("artifact", "photograph"):
        museum.interview.mentions.create(start_ms=0, end_ms=1000, note=f"{mark}mention", **{name: record})
        block = {"type": name, "value": {"record": record.pk, "note": ""}}
        append_blocks(museum.exhibit, block, *_groups(record, mark))
        append_blocks(museum.story, block)
        append_blocks(museum.trail, {"type": "station", "value": station(mark, **{name: record.pk})})
    if name == "photograph":
        museum.album.photographs.model.objects.create(album=museum.album, photograph=record)
    if name == "interview":
        moment = {"interview": record.pk, "start_ms": 0, "end_ms": 1500}
        append_blocks(museum.story, {"type": "clip", "value": moment})
        append_blocks(museum.trail, {"type": "station", "value": station(mark, moments=[moment])})


def _groups(record: Any, mark: str) -> Iterator[dict[str, Any]]:
    """Where a record is one of several."""
    if record.KIND == "photograph":
        sight = {"photograph": record.pk, "image": None, "caption": mark}
        yield {"type": "gallery", "value": {"title": "一组", "sights": [sight, sight]}}
        labels = {"title": mark, "before_label": mark, "after_label": mark, "note": mark}
        yield {"type": "compare", "value": {**labels, "before": sight, "after": sight}}
    else:
        point = {"title": mark, "text": mark, "artifact": record.pk, "x": 50, "y": 50}
        yield {"type": "hotspots", "value": {"image": None, "caption": "", "points": [point]}}


def station(mark: str, **shows: Any) -> dict[str, Any]:
    """A station every word of which is about what it shows."""
    words = dict.fromkeys(("title", "introduction", "hint", "query", "question", "notice", "answer"), mark)
    return {**words, "lines": 1, **shows}


def append_blocks(page: Any, *blocks: dict[str, Any]) -> None:
    """Adds to a live page, as publishing it with these blocks more would."""
    page.body = [*page.body.get_prep_value(), *blocks]
    page.save()


def _assets(record: Any) -> Iterator[Asset]:
    for name in ("picture", "verso_picture", "cover", "portrait"):
        if picture := getattr(record, name, None):
            yield picture.asset
    if hasattr(record, "images"):
        yield from (image.picture.asset for image in record.images.all())
    if isinstance(record, Interview):
        yield from (part.recording.asset for part in record.parts.all())


def kin_type() -> RelationType:
    found, _ = RelationType.objects.get_or_create(
        code="planted", defaults={"name": "师徒", "a_is": "师傅", "b_is": "徒弟"}
    )
    return found
