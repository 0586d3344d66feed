"""Who listens to what the archive announces. Each listener makes one call."""

from types import NoneType
from typing import Any

from django.db.models import Model
from django.db.models.signals import ModelSignal, post_delete, post_save, pre_save
from django.dispatch import Signal
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished

from archive.models import (
    Artifact,
    ArtifactImage,
    Curated,
    Interview,
    InterviewPart,
    InterviewParticipant,
    Person,
    PersonName,
    PhotographImage,
    Place,
    PlaceName,
    Restriction,
    Segment,
    Transcript,
)
from archive.services import mentions, publishing, sound, visibility
from archive.services.contributions import arriving, following
from archive.signals import about_to_publish, curated_saved
from archive.states import TranscriptStatus
from search.outbox import touch


def connect() -> None:
    """Called once, when Django has loaded every model."""
    arriving.connect()
    curated_saved.connect(_settle_files, dispatch_uid="archive.files")
    curated_saved.connect(_index_for_the_admin, dispatch_uid="archive.admin_search")
    curated_saved.connect(_tell_contributors, dispatch_uid="archive.contributions")
    curated_saved.connect(_settle_sound, sender=Interview, dispatch_uid="archive.sound")
    curated_saved.connect(_tell_records_naming, sender=Person, dispatch_uid="archive.person")
    curated_saved.connect(_tell_records_at, sender=Place, dispatch_uid="archive.place")
    about_to_publish.connect(publishing.check, dispatch_uid="archive.publishing")
    page_published.connect(_settle_page, dispatch_uid="archive.page_published")
    page_unpublished.connect(_settle_page, dispatch_uid="archive.page_unpublished")
    for model in NAMING:
        for signal in (pre_save, post_save, post_delete):
            signal.connect(_tell_interviews_saying, sender=model, dispatch_uid=f"archive.named.{model.__name__}")
    rows = (
        (Restriction, _settle_restriction),
        (InterviewPart, _settle_part),
        (ArtifactImage, _settle_artifact_image),
        (PhotographImage, _settle_photograph_image),
        (PersonName, _tell_records_naming_form),
        (Transcript, _touch_interview_of_transcript),
        (Segment, _touch_interview_of_segment),
        (InterviewParticipant, _touch_interview_of_participant),
    )
    for model, listener in rows:
        post_save.connect(listener, sender=model, dispatch_uid=f"archive.saved.{model.__name__}")
        post_delete.connect(listener, sender=model, dispatch_uid=f"archive.deleted.{model.__name__}")


NAMING: dict[type[Model], str] = {
    Person: "name",
    PersonName: "text",
    Place: "name",
    PlaceName: "text",
    Artifact: "title",
}
"""Columns that hold what may be said of somebody or something in an interview."""


def _tell_interviews_saying(sender: type[Model], instance: Model, signal: Signal, **kwargs: Any) -> None:
    """Before a name is written over, those who say it lose it; afterwards those who say the new one have gained it."""
    column = NAMING[sender]
    if signal is pre_save:
        before = sender._default_manager.filter(pk=instance.pk).values_list(column, flat=True).first()
        mentions.touch_interviews_saying([before] if before and before != getattr(instance, column) else [])
    elif signal is post_delete or kwargs.get("created"):
        mentions.touch_interviews_saying([getattr(instance, column)])


def _settle_files(instance: Curated, **kwargs: Any) -> None:
    visibility.settle_record(instance)


def _settle_page(instance: Page, **kwargs: Any) -> None:
    visibility.settle_page(instance)


def _index_for_the_admin(instance: Curated, **kwargs: Any) -> None:
    """Wagtail indexes on post_save, when other names and tags are not saved yet: the choosers would miss them."""
    index.insert_or_update_object(instance)


def _tell_contributors(instance: Curated, **kwargs: Any) -> None:
    following.follow(instance)


def _settle_sound(instance: Interview, **kwargs: Any) -> None:
    sound.settle_sound(instance)


def _tell_records_naming(instance: Person, **kwargs: Any) -> None:
    mentions.touch_records_naming(instance)


def _tell_records_at(instance: Place, **kwargs: Any) -> None:
    mentions.touch_records_at(instance)


def _settle_restriction(instance: Restriction, **kwargs: Any) -> None:
    sound.settle_sound(instance.interview)
    touch(instance.interview, urgent=True)


def _settle_part(instance: InterviewPart, **kwargs: Any) -> None:
    if not instance.interview.is_being_saved:
        visibility.settle([instance.recording.asset])
        sound.settle_sound(instance.interview)


def _settle_artifact_image(instance: ArtifactImage, **kwargs: Any) -> None:
    if not instance.artifact.is_being_saved:
        visibility.settle([instance.picture.asset])


def _settle_photograph_image(instance: PhotographImage, **kwargs: Any) -> None:
    if not instance.photograph.is_being_saved:
        visibility.settle([instance.picture.asset])


def _tell_records_naming_form(instance: PersonName, **kwargs: Any) -> None:
    if not instance.person.is_being_saved:
        mentions.touch_records_naming(instance.person)


def _touch_interview_of_transcript(instance: Transcript, signal: ModelSignal, **kwargs: Any) -> None:
    """A layer that is taken back takes its words along."""
    is_gone = signal is post_delete or instance.status == TranscriptStatus.DRAFT
    touch(instance.interview, urgent=is_gone or None)


def _touch_interview_of_segment(instance: Segment, signal: ModelSignal, origin: Any = None, **kwargs: Any) -> None:
    """One segment edited by hand. Imports write in bulk, which signals nothing, and touch the interview once; segments
    that go with their transcript leave that to it."""
    if instance.is_redacted:
        sound.settle_sound(instance.transcript.interview)
    if getattr(origin, "model", type(origin)) in (Segment, NoneType):
        touch(instance.transcript.interview, urgent=instance.is_redacted or signal is post_delete or None)


def _touch_interview_of_participant(instance: InterviewParticipant, **kwargs: Any) -> None:
    """Whoever speaks under another name may have spoken under their own until now."""
    if instance.is_anonymous or instance.display_label:
        touch(instance.interview, urgent=True)
