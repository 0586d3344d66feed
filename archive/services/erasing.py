"""Erasing one thing for good: its rows, its drafts, what the log says of it, its files. Each can be run again.

What is to go is told by a tombstone, which is written, and outside the database as well, before anything goes. So a
machine that dies half-way finishes from the tombstone, and a backup that brings the thing back is put right by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry, ReferenceIndex

from archive.contribution_states import ContributionState
from archive.models import (
    Album,
    Artifact,
    ConsentEvidence,
    ConsentParty,
    Contribution,
    Curated,
    IndexPoint,
    Interview,
    MomentMention,
    Person,
    Photograph,
    Record,
    Relation,
    Segment,
    Tombstone,
    TranscriptVersion,
)
from archive.rights import is_cut
from archive.services.contributions import arriving, hearing, proposals
from archive.services.scrubbing import forms_of, scrub
from archive.states import Display, WithdrawalScope
from media.models import Asset, Original
from media.services.disposal import dispose
from media.storage import derivative_path, original_path, store
from search.outbox import touch

ERASED_NAME = "—"
"""What stands where a name was. One character, so that no text is masked for it."""

RECORDS: dict[str, type[Record]] = {kind.KIND: kind for kind in (Artifact, Photograph, Album, Interview)}


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the report: where, what happened there, and whether it is finished."""

    where: str
    what: str
    is_done: bool = True

    def as_line(self) -> dict[str, Any]:
        return {"where": self.where, "what": self.what, "is_done": self.is_done}


def carry_out(tombstone: Tombstone) -> list[Done]:
    """Erase what the tombstone stands for, as far as it is there. Safe to call any number of times."""
    if tombstone.material_kind == "file":
        return _erase_file(tombstone)
    if tombstone.scope == WithdrawalScope.PASSAGE:
        return _erase_passage(tombstone)
    if tombstone.material_kind == "person":
        return _erase_person(tombstone)
    if tombstone.material_kind == "contribution":
        return _erase_contribution(tombstone)
    return _erase_record(tombstone)


def is_still_there(tombstone: Tombstone) -> bool:
    """Whether anything of it is in the museum: after an erasure no, after a restore perhaps."""
    uuid = tombstone.material_uuid
    if tombstone.material_kind == "file":
        on_disk = any(store().exists(original_path(sha)) for sha in _unused(tombstone))
        return on_disk or Asset.objects.filter(uuid=uuid).exists()
    if tombstone.material_kind == "person":
        return Person.objects.filter(uuid=uuid).exclude(name=ERASED_NAME).exists()
    if tombstone.material_kind == "contribution":
        return Contribution.objects.filter(uuid=uuid).exclude(state=ContributionState.ERASED).exists()
    record = RECORDS[tombstone.material_kind]._default_manager.filter(uuid=uuid).first()
    if tombstone.scope == WithdrawalScope.PASSAGE:
        return isinstance(record, Interview) and any(_touching(record, tombstone))
    return record is not None


def _erase_record(tombstone: Tombstone) -> list[Done]:
    record = RECORDS[tombstone.material_kind]._default_manager.filter(uuid=tombstone.material_uuid).first()
    if record is None:
        return []
    told = [
        Done(gettext("页面"), gettext("%(page)s 还提到它，请看一眼") % {"page": page}, is_done=False)
        for page in _pages_showing(record)
    ]
    try:
        with transaction.atomic():
            count = record.revisions.count()
            record.revisions.all().delete()
            _empty_log(record)
            hearing.forget_record(record)
            record.delete()
    except ProtectedError as error:
        leaning = "、".join(sorted({str(row._meta.verbose_name) for row in error.protected_objects}))
        told_why = gettext("还有%(leaning)s靠着它，没有删；它一直藏着") % {"leaning": leaning}
        return [Done(gettext("记录和检索"), told_why, is_done=False)]
    return [
        Done(gettext("记录和检索"), gettext("删掉了，检索里也没有了")),
        Done(gettext("草稿和旧版本"), gettext("%(count)d 份，删掉了") % {"count": count}),
        Done(gettext("操作日志"), gettext("题名抹掉了，只留下谁在什么时候动过")),
        *told,
    ]


def _erase_person(tombstone: Tombstone) -> list[Done]:
    person = Person.objects.filter(uuid=tombstone.material_uuid).exclude(name=ERASED_NAME).first()
    if person is None:
        return []
    with transaction.atomic():
        changed = scrub(forms_of(person))
        person.names.all().delete()
        person.posts.all().delete()
        Relation.objects.filter(a=person).delete()
        Relation.objects.filter(b=person).delete()
        person.revisions.all().delete()
        _empty_log(person)
        ConsentParty.objects.filter(person=person).update(name="", relation="", erased_at=timezone.now())
        kept = {"uuid": person.uuid, "living": person.living, "is_demo": person.is_demo, "live": person.live}
        blank = Person(pk=person.pk, created_at=person.created_at, **kept)
        blank.name, blank.slug = ERASED_NAME, f"p-{str(person.uuid)[:8]}"
        blank.public_display = Display.WITHDRAWN
        blank.save(force_update=True)
    texts = "、".join(f"{name} {count}" for name, count in sorted(changed.items())) or gettext("没有别处提到")
    return [
        Done(gettext("人物"), gettext("姓名、别名、生平、岗位、关系都抹掉了")),
        Done(gettext("别处的文字"), gettext("名字换成了“某某”：%(texts)s") % {"texts": texts}),
    ]


def _erase_contribution(tombstone: Tombstone) -> list[Done]:
    """What was said and typed, the names, the telephone, the talk with the curator. That something came in stays."""
    contribution = Contribution.objects.filter(uuid=tombstone.material_uuid).first()
    if contribution is None or contribution.state == ContributionState.ERASED:
        return []
    with transaction.atomic():
        arriving.forget(contribution)
        contribution.messages.all().delete()
        contribution.items.all().delete()
        contribution.parties.all().delete()
        proposals.forget(contribution)
        hearing.forget_contribution(contribution)
        blank = dict.fromkeys(("story", "what", "when", "where", "who", "prompt", "not_used_note"), "")
        Contribution.objects.filter(pk=contribution.pk).update(
            **blank, consent_answers={}, state=ContributionState.ERASED, wants_news=False
        )
        ConsentParty.objects.filter(contribution_uuid=contribution.uuid).update(
            name="", relation="", erased_at=timezone.now()
        )
    return [Done(gettext("投稿"), gettext("讲的话、姓名、联系方式、来往的话都抹掉了"))]


def _erase_passage(tombstone: Tombstone) -> list[Done]:
    interview = Interview.objects.filter(uuid=tombstone.material_uuid).first()
    if interview is None:
        return []
    span = [(tombstone.start_ms, tombstone.end_ms)]
    with transaction.atomic():
        segments = list(_touching(interview, tombstone))
        for segment in segments:
            segment.delete()
        versions = 0
        for version in TranscriptVersion.objects.filter(transcript__interview=interview):
            kept = [cue for cue in version.segments if not is_cut(cue["start_ms"], cue["end_ms"], span)]
            if len(kept) != len(version.segments):
                TranscriptVersion.objects.filter(pk=version.pk).update(segments=kept)
                versions += 1
        for model in (IndexPoint, MomentMention):
            inside = model._default_manager.filter(
                interview=interview, start_ms__gte=tombstone.start_ms, end_ms__lte=tombstone.end_ms
            )
            inside.delete()
        interview.revisions.all().delete()
        touch(interview, urgent=True)
    return [
        Done(gettext("文字"), gettext("%(count)d 段删掉了，各层都删") % {"count": len(segments)}),
        Done(gettext("旧版本"), gettext("%(count)d 份里抹掉了") % {"count": versions}),
        Done(gettext("原录音"), gettext("这一段锁着，外面听到的是静音；要连原录音一起抹，请收回声音"), is_done=False),
    ]


def _touching(interview: Interview, tombstone: Tombstone) -> Iterator[Segment]:
    rows = Segment.objects.filter(transcript__interview=interview).select_related("transcript__interview")
    yield from rows.filter(start_ms__lt=tombstone.end_ms, end_ms__gt=tombstone.start_ms)


def _erase_file(tombstone: Tombstone) -> list[Done]:
    """Rows first, bytes after the commit, and the bytes once more: a machine may have died between the two."""
    asset = Asset.objects.filter(uuid=tombstone.material_uuid).select_related("original").first()
    if asset is not None:
        try:
            with transaction.atomic():
                _forget_description(asset)
                dispose(asset=asset)
        except ProtectedError:
            return [Done(gettext("文件"), gettext("别的记录还在用这份文件，没有抹；它一直封着"), is_done=False)]
    for sha512 in _unused(tombstone):
        store().dispose(original_path(sha512))
    store().remove_tree(derivative_path(str(tombstone.material_uuid), "").rstrip("/"))
    return [Done(gettext("文件"), gettext("原件和所有转换件删掉了"))] if asset is not None else []


def _forget_description(asset: Asset) -> None:
    """The row that describes the file, and what pointed at it from records that stay."""
    ConsentEvidence.objects.filter(asset=asset).delete()
    recording = getattr(asset, "recording", None)
    if recording is not None:
        for part in recording.interview_parts.all():
            part.delete()
        recording.delete()
    document = getattr(asset, "document", None)
    if document is not None:
        document.delete()
    picture = getattr(asset, "picture", None)
    if picture is not None:
        Person.objects.filter(portrait=picture).update(portrait=None)
        Interview.objects.filter(portrait=picture).update(portrait=None)
        Photograph.objects.filter(picture=picture).update(picture=None)
        Photograph.objects.filter(verso_picture=picture).update(verso_picture=None)
        Album.objects.filter(cover=picture).update(cover=None)
        for link in (*picture.artifactimage_links.all(), *picture.photographimage_links.all()):
            link.delete()
        picture.delete()


def _unused(tombstone: Tombstone) -> list[str]:
    """Checksums no other asset keeps: two people may have handed in the same file."""
    used = set(Original.objects.filter(sha512__in=tombstone.sha512s).values_list("sha512", flat=True))
    return [sha512 for sha512 in tombstone.sha512s if sha512 not in used]


def _empty_log(instance: Curated) -> None:
    """Who did what and when stays; what it was called and what was in it goes."""
    content_type = ContentType.objects.get_for_model(instance, for_concrete_model=False)
    ModelLogEntry.objects.filter(content_type=content_type, object_id=str(instance.pk)).update(label="", data={})


def _pages_showing(instance: Curated) -> list[str]:
    """Addresses of what refers to the record, from Wagtail's own index of references."""
    rows = ReferenceIndex.get_references_to(instance).exclude(base_content_type__app_label="archive")
    return sorted({f"{row.base_content_type.name} {row.object_id}" for row in rows})
