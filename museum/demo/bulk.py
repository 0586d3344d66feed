"""Ten thousand things and two hundred conversations that never were, to see whether pages stay quick.

The words are put together from the demo's own public sentences, so that they are cut, found and counted like real
ones. Everything carries ``LOAD`` in its number or ``load-`` in its address and goes away again by that mark.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from archive.models import (
    AccessionNumber,
    Artifact,
    ArtifactImage,
    ArtifactPerson,
    ArtifactPlace,
    ArtifactTag,
    Collection,
    Dimension,
    FaceRegion,
    IndexPoint,
    Interview,
    InterviewPart,
    InterviewParticipant,
    Person,
    Photograph,
    PhotographPerson,
    Place,
    Post,
    Record,
    RecordTag,
    RightsStatement,
    Segment,
    Term,
    Transcript,
    Vocabulary,
)
from archive.states import CollectionLevel, Display, FaceStatus, Living, ParticipantRole, PictureUse, PlaceKind
from media.models import Picture, Recording
from museum.demo import source
from museum.demo.bulk_words import Words

MARK = "LOAD"
SLUG = "load-"
PEOPLE = 600
PLACES = 40
TAGS = 120
CUES = 320
CUE_MS = 3_200
BATCH = 2_000

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True, slots=True)
class Amounts:
    """How much to make."""

    artifacts: int
    photographs: int
    interviews: int


class Maker:
    """Makes one load. The same seed gives the same museum."""

    def __init__(
        self,
        *,
        amounts: Amounts,
        seed: int,
        pictures: Sequence[Picture],
        recording: Recording | None,
        report: Callable[[str], None],
    ) -> None:
        self.amounts = amounts
        self.pictures = pictures
        self.recording = recording
        self.report = report
        self.chance = random.Random(seed)  # noqa: S311  (a repeatable museum, not a secret)
        self.words = Words(self.chance)

    def make(self) -> None:
        """Everything, in one transaction: half a load would measure nothing."""
        with transaction.atomic():
            self._surroundings()
            self._artifacts()
            self._photographs()
            self._interviews()

    # --- what records lean on -------------------------------------------------------------------

    def _surroundings(self) -> None:
        kinds = [PlaceKind.WORKSHOP, PlaceKind.SECTION, PlaceKind.FACILITY]
        self.places = self._keep(
            Place(slug=f"{SLUG}place-{n:02d}", name=self.words.place(n), kind=kinds[n % len(kinds)], **self._published)
            for n in range(PLACES)
        )
        self.people = self._keep(self._person(n) for n in range(PEOPLE))
        self._keep(
            Post(person=person, place=self._any(self.places), role=self.words.role(), started_on="1970年")
            for person in self.people
        )
        self.tags = self._keep(RecordTag(name=f"{MARK}{word}", slug=f"{SLUG}{n}") for n, word in self._tag_words())
        self.types = self._terms(Vocabulary.OBJECT_TYPE, self.words.TYPES)
        self.materials = self._terms(Vocabulary.MATERIAL, self.words.MATERIALS)
        self.rights, _made = RightsStatement.objects.get_or_create(
            code=f"{SLUG}rights", defaults={"name": "量速度用", "picture_use": PictureUse.FULL}
        )
        self.collection = Collection.objects.create(
            slug=f"{SLUG}fonds",
            reference_code=MARK,
            name="量速度用的全宗",
            level=CollectionLevel.FONDS,
            **self._published,
        )
        self.report(f"人物 {len(self.people)}，地点 {len(self.places)}")

    def _person(self, number: int) -> Person:
        return Person(
            slug=f"{SLUG}person-{number:04d}",
            name=self.words.person(),
            generation=str(1 + number % 3),
            born_on=f"{1930 + number % 60}年",
            living=Living.LIVING,
            public_display=Display.PUBLIC if number % 20 else Display.MASKED,
            biography=self.words.sentences(2),
            **self._published,
        )

    def _tag_words(self) -> Iterator[tuple[int, str]]:
        words = sorted({tag for row in source.artifacts() for tag in row["tags"]})
        return enumerate(words[:TAGS])

    def _terms(self, code: str, names: Sequence[str]) -> list[Term]:
        vocabulary, _made = Vocabulary.objects.get_or_create(code=code, defaults={"name": code})
        return [Term.objects.get_or_create(vocabulary=vocabulary, name=f"{name}（量）")[0] for name in names]

    # --- records ----------------------------------------------------------------------------------

    def _artifacts(self) -> None:
        artifacts = self._records(
            Artifact(
                accession_number=f"{MARK}-A-{n:05d}",
                title=self.words.object(),
                object_type=self._any(self.types),
                date_made=f"{self.chance.randint(1955, 2010)}年",
                story_label=self.words.sentences(3),
                description=self.words.sentences(2),
                donor=self._any(self.people),
                rights=self.rights,
                collection=self.collection,
                **self._published,
            )
            for n in range(1, self.amounts.artifacts + 1)
        )
        self._keep(ArtifactPlace(artifact=each, place=self._any(self.places)) for each in artifacts)
        self._keep(ArtifactPerson(artifact=each, person=self._any(self.people)) for each in artifacts)
        self._keep(ArtifactTag(content_object=each, tag=self._any(self.tags)) for each in artifacts)
        self._keep(Artifact.materials.through(artifact=each, term=self._any(self.materials)) for each in artifacts)
        self._keep(
            Dimension(artifact=each, quantity=quantity, value=size, value_mm=size)
            for each in artifacts
            for quantity, size in (("length", self.chance.randint(20, 900)), ("width", self.chance.randint(10, 400)))
        )
        if self.pictures:
            self._keep(ArtifactImage(artifact=each, picture=self._any(self.pictures)) for each in artifacts)
        self.report(f"藏品 {len(artifacts)}")

    def _photographs(self) -> None:
        photographs = self._records(
            Photograph(
                accession_number=f"{MARK}-P-{n:05d}",
                title=self.words.photograph(),
                caption=self.words.sentences(1),
                date_taken=f"{self.chance.randint(1955, 2015)}年",
                place=self._any(self.places),
                picture=self._any(self.pictures) if self.pictures else None,
                rights=self.rights,
                collection=self.collection,
                **self._published,
            )
            for n in range(1, self.amounts.photographs + 1)
        )
        self._keep(PhotographPerson(photograph=each, person=self._any(self.people)) for each in photographs)
        self._keep(
            FaceRegion(photograph=each, number=number, person=self._any(self.people), status=FaceStatus.CONFIRMED)
            for each in photographs
            for number in (1, 2)
        )
        self.report(f"老照片 {len(photographs)}")

    def _interviews(self) -> None:
        length_ms = CUES * CUE_MS
        interviews = self._records(
            Interview(
                accession_number=f"{MARK}-OH-{n:04d}",
                slug=f"{SLUG}iv-{n:04d}",
                title=self.words.interview(),
                synopsis=self.words.sentences(2),
                date_recorded=f"{self.chance.randint(2015, 2025)}年",
                place=self._any(self.places),
                duration_ms=length_ms,
                collection=self.collection,
                **self._published,
            )
            for n in range(1, self.amounts.interviews + 1)
        )
        self._keep(
            InterviewParticipant(interview=each, person=self._any(self.people), kind=kind, voice_label=label)
            for each in interviews
            for kind, label in ((ParticipantRole.NARRATOR, "讲述人"), (ParticipantRole.INTERVIEWER, "采访人"))
        )
        self._keep(
            IndexPoint(
                interview=each,
                title=self.words.object(),
                start_ms=start,
                end_ms=start + length_ms // 8,
                keywords=[],
            )
            for each in interviews
            for start in range(0, length_ms, length_ms // 8)
        )
        if self.recording is not None:
            self._keep(InterviewPart(interview=each, recording=self.recording) for each in interviews)
        transcripts = self._keep(Transcript(interview=each, version=1) for each in interviews)
        for transcript in transcripts:
            Segment.objects.bulk_create(self._segments(transcript), batch_size=BATCH)
        self.report(f"口述史 {len(interviews)}，每段 {CUES} 句")

    def _segments(self, transcript: Transcript) -> Iterator[Segment]:
        for order in range(CUES):
            yield Segment(
                transcript=transcript,
                uid=f"{transcript.interview.slug}-{order + 1:04d}",
                order=order,
                start_ms=order * CUE_MS,
                end_ms=(order + 1) * CUE_MS - 200,
                speaker="采访人" if order % 12 == 0 else "讲述人",
                text=self.words.spoken(),
            )

    # --- tools ------------------------------------------------------------------------------------

    @cached_property
    def _published(self) -> dict[str, object]:
        now = timezone.now()
        return {"live": True, "first_published_at": now, "last_published_at": now}

    def _any(self, options: Sequence[Row]) -> Row:
        return self.chance.choice(options)

    def _keep(self, rows: Iterator[Row]) -> list[Row]:
        made = list(rows)
        if made:
            type(made[0])._default_manager.bulk_create(made, batch_size=BATCH)
        return made

    def _records(self, rows: "Iterator[RecordRow]") -> "list[RecordRow]":
        """Records bear accession numbers, which a bulk insert would not note as given out."""
        made = self._keep(rows)
        self._keep(
            AccessionNumber(number=each.accession_number, kind=each.NUMBER_KIND, record_uuid=each.uuid) for each in made
        )
        return made


RecordRow = TypeVar("RecordRow", bound=Record)


def clear() -> int:
    """Remove every load from this museum; returns how many records went."""
    removed = 0
    with transaction.atomic():
        for rows in loaded():
            number = rows.count()
            rows.delete()
            removed += number
    return removed


def loaded() -> list[QuerySet[Model]]:
    """What a load left, what leans on others first."""
    numbered: list[type[Model]] = [Interview, Photograph, Artifact]
    return [
        *(model._default_manager.filter(accession_number__startswith=f"{MARK}-") for model in numbered),
        *(model._default_manager.filter(slug__startswith=SLUG) for model in (Person, Place, Collection, RecordTag)),
        Term._default_manager.filter(name__endswith="（量）"),
        RightsStatement._default_manager.filter(code=f"{SLUG}rights"),
        AccessionNumber._default_manager.filter(number__startswith=f"{MARK}-"),
    ]
