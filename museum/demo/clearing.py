"""Takes the demo world out again: exactly what was put in, and nothing that a curator made since.

Everything happens in one transaction. Where a record of the museum's own leans on a demo record (its donor is a demo
person, say), nothing is removed and the record is named, because removing would damage or lose it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import router, transaction
from django.db.models import Model, ProtectedError, QuerySet, prefetch_related_objects
from django.db.models.deletion import Collector
from modelcluster.fields import ParentalKey

from archive.models import (
    AccessionCounter,
    AccessionNumber,
    Album,
    Artifact,
    Call,
    Collection,
    Contribution,
    Event,
    Family,
    Grid,
    Interview,
    Organisation,
    Person,
    Photograph,
    Place,
    PlanLine,
    RecordTag,
    Relation,
    RelationType,
    RightsStatement,
    Term,
    Vocabulary,
)
from media.services.disposal import dispose
from museum.demo import consents, files, people, programme, source, users
from museum.models import ExhibitPage, HomePage, StoryPage, TrailPage

RECORDS: tuple[type[Model], ...] = (
    Contribution, Call, Grid,
    Event, Interview, Album, Photograph, Artifact, Relation, Family, Person, Organisation, Place, PlanLine, Collection,
    Term, Vocabulary, RightsStatement,
)  # fmt: skip
"""What leans on others goes before what it leans on."""

SHOWN_LEANERS = 5


class StillNeeded(Exception):
    """Records of the museum's own lean on demo records. `leaning` names them."""

    def __init__(self, leaning: Iterable[str]) -> None:
        self.leaning = sorted(set(leaning))
        shown = "；".join(self.leaning[:SHOWN_LEANERS])
        more = f"，等 {len(self.leaning)} 处" if len(self.leaning) > SHOWN_LEANERS else ""
        super().__init__(f"馆里自己的记录还用着演示数据：{shown}{more}。先改掉这些，再清除。什么都没有删。")


@dataclass(slots=True)
class Cleared:
    """How many of each kind were removed."""

    counts: Counter[str] = field(default_factory=Counter)

    def note(self, name: str, number: int) -> None:
        """Add to one kind; kinds of which there were none are not told."""
        if number:
            self.counts[name] += number


def clear(*, dry_run: bool) -> Cleared:
    """Remove the demo world and say what went; with ``dry_run`` say it and keep everything.

    The index follows through its outbox, as for every deletion.
    Raises StillNeeded, having removed nothing, when a record of the museum's own leans on the demo.
    """
    cleared = Cleared()
    with transaction.atomic():
        numbers = _numbers()
        _clear_pages(cleared)
        cleared.note("授权记录", consents.clear())
        _clear_records(cleared)
        _clear_tags(cleared)
        _clear_relation_types(cleared)
        _clear_files(cleared)
        cleared.note("登录号", AccessionNumber.objects.filter(number__in=numbers).delete()[0])
        AccessionCounter.objects.exclude(kind__in=AccessionNumber.objects.values("kind")).delete()
        for account in users.accounts():
            account.delete()
            cleared.note("演示账号", 1)
        transaction.set_rollback(dry_run)
    return cleared


def _numbers() -> list[str]:
    """The accession numbers of demo records, which go back to the museum: nobody ever held such an object."""
    kinds = (Artifact, Photograph, Interview, Album)
    ids = [uuid for kind in kinds for uuid in kind._default_manager.filter(is_demo=True).values_list("uuid", flat=True)]
    return list(AccessionNumber.objects.filter(record_uuid__in=ids).values_list("number", flat=True))


def _clear_pages(cleared: Cleared) -> None:
    for model in (ExhibitPage, StoryPage, TrailPage):
        for page in model.objects.filter(is_demo=True):
            page.delete()
            cleared.note(str(model._meta.verbose_name), 1)
    for home in HomePage.objects.filter(is_demo=True):
        programme.unfurnish_home(home)
        cleared.note("首页内容", 1)


def _clear_records(cleared: Cleared) -> None:
    leaning: list[str] = []
    for model in RECORDS:
        for rows in _layers(model):
            collector = Collector(using=router.db_for_write(model), origin=rows)
            try:
                collector.collect(rows)
            except ProtectedError as error:
                leaning.extend(_told(each) for each in error.protected_objects)
                continue
            leaning.extend(_told(each) for each in _collected(collector) if not _is_demo(each))
            cleared.note(str(model._meta.verbose_name), rows.count())
            collector.delete()
        if leaning:
            raise StillNeeded(leaning)


def _layers(model: type[Model]) -> Iterator[QuerySet[Model]]:
    """All demo rows of a model; of a tree, the leaves first."""
    if model is not Collection:
        yield model._default_manager.filter(is_demo=True)
        return
    while leaves := Collection.objects.filter(is_demo=True).exclude(children__is_demo=True):
        yield leaves


def _collected(collector: Collector) -> Iterator[Model]:
    """All that would go, each inline row with the record it belongs to: asked once for all of a kind."""
    for kind in (*collector.data.values(), *collector.fast_deletes):
        rows = list(kind)
        if rows:
            prefetch_related_objects(rows, *_ways_to_owner(type(rows[0])))
        yield from rows


def _ways_to_owner(model: type[Model]) -> Iterator[str]:
    for each in _owners(model):
        above = list(_ways_to_owner(each.related_model))
        yield from (f"{each.name}__{way}" for way in above)
        if not above:
            yield each.name


def _owners(model: type[Model]) -> list[Any]:
    """The columns that name the record of which a row is an inline row."""
    return [each for each in model._meta.concrete_fields if isinstance(each, ParentalKey)]


def _is_demo(instance: Model) -> bool:
    """Whether the row goes with the demo: it says so itself, or the record it is an inline row of says so."""
    own = getattr(instance, "is_demo", None)
    if own is not None:
        return bool(own)
    return all(_is_demo(getattr(instance, each.name)) for each in _owners(type(instance)))


def _told(instance: Model) -> str:
    return f"{instance._meta.verbose_name}“{instance}”"


def _clear_tags(cleared: Cleared) -> None:
    """Tags the demo brought, unless somebody uses them by now."""
    names = {tag for row in source.artifacts() for tag in row["tags"]}
    unused = RecordTag.objects.filter(
        name__in=names, artifact_tags=None, photograph_tags=None, album_tags=None, interview_tags=None
    )
    cleared.note("标签", unused.count())
    unused.delete()


def _clear_relation_types(cleared: Cleared) -> None:
    """The kinds of tie, unless somebody uses them by now."""
    codes = [kind.code for kind in people.types_used()]
    unused = RelationType.objects.filter(code__in=codes, relations=None)
    cleared.note(str(RelationType._meta.verbose_name), unused.count())
    unused.delete()


def _clear_files(cleared: Cleared) -> None:
    """Pictures and recordings, with their bytes, unless a record or page of the museum's own shows them by now."""
    for picture in files.demo_pictures().values():
        asset = picture.asset
        try:
            picture.delete()
        except ProtectedError as error:
            raise StillNeeded(_told(each) for each in error.protected_objects) from error
        dispose(asset=asset)
        cleared.note("图片", 1)
    for recording in files.demo_recordings().values():
        asset = recording.asset
        recording.delete()
        dispose(asset=asset)
        cleared.note("录音", 1)
    files.remove_collection_if_empty()
