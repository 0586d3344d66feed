"""The archive's objects, as small as they can be. Names are invented."""

import datetime
import hashlib
from typing import Any, TypeVar

from django.db.models import Model
from factory.declarations import LazyAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from archive.models import (
    Artifact,
    FaceRegion,
    Interview,
    InterviewPart,
    InterviewParticipant,
    NameClaim,
    Person,
    PersonName,
    Photograph,
    Place,
    Restriction,
    RightsStatement,
    Segment,
    Term,
    Transcript,
    Vocabulary,
)
from archive.services.consent import give_reason
from archive.states import Display, Ground, Living
from media.models import Asset, Original, Picture, Recording

Row = TypeVar("Row", bound=Model)


def grounded(instance: Any) -> Any:
    """The record or person, with a reason to be public in the ledger: for tests that publish by the way curators do."""
    give_reason(about=instance, ground=Ground.OWNED)
    return instance


class Numbered(DjangoModelFactory[Row]):
    """Numbers go on after the rows that are there: several processes may fill one database."""

    class Meta:
        abstract = True

    @classmethod
    def _setup_next_sequence(cls) -> int:
        newest = cls._meta.model._default_manager.order_by("pk").last()
        return newest.pk + 1 if newest else 0


class VocabularyFactory(DjangoModelFactory[Vocabulary]):
    class Meta:
        model = Vocabulary
        django_get_or_create = ("code",)

    code = Vocabulary.OBJECT_TYPE
    name = "类型"


class TermFactory(Numbered[Term]):
    class Meta:
        model = Term

    vocabulary = SubFactory(VocabularyFactory)
    name = Sequence(lambda n: f"词条{n}")


class RightsStatementFactory(Numbered[RightsStatement]):
    class Meta:
        model = RightsStatement

    code = Sequence(lambda n: f"rights-{n}")
    name = "CC BY-NC 4.0"
    picture_use = "full"
    allows_download = True


class PersonFactory(Numbered[Person]):
    """A person who is dead and public; for others use the traits."""

    class Meta:
        model = Person

    slug = Sequence(lambda n: f"person-{n}")
    name = Sequence(lambda n: f"周桂{'生发明远清'[n % 5]}{n}")
    living = Living.DEAD
    public_display = Display.PUBLIC

    class Params:
        alive = Trait(living=Living.LIVING, public_display=Display.BY_RULE)
        anonymous = Trait(living=Living.LIVING, public_display=Display.ANONYMOUS, public_name="老工人甲", name="童大有")
        withdrawn = Trait(living=Living.LIVING, public_display=Display.WITHDRAWN)


class PersonNameFactory(DjangoModelFactory[PersonName]):
    class Meta:
        model = PersonName

    person = SubFactory(PersonFactory)
    text = "桂哥"


class PlaceFactory(Numbered[Place]):
    class Meta:
        model = Place

    slug = Sequence(lambda n: f"place-{n}")
    name = Sequence(lambda n: f"第{n}车间")


class ArtifactFactory(DjangoModelFactory[Artifact]):
    class Meta:
        model = Artifact

    title = Sequence(lambda n: f"搪瓷缸{n}")


class PhotographFactory(DjangoModelFactory[Photograph]):
    class Meta:
        model = Photograph

    title = Sequence(lambda n: f"合影{n}")


class FaceRegionFactory(DjangoModelFactory[FaceRegion]):
    class Meta:
        model = FaceRegion

    photograph = SubFactory(PhotographFactory)
    number = Sequence(lambda n: n + 1)


class NameClaimFactory(DjangoModelFactory[NameClaim]):
    class Meta:
        model = NameClaim

    face = SubFactory(FaceRegionFactory)
    said_on = datetime.date(2019, 3, 10)


class InterviewFactory(Numbered[Interview]):
    class Meta:
        model = Interview

    slug = Sequence(lambda n: f"talk-{n}")
    title = Sequence(lambda n: f"口述{n}")
    duration_ms = 60_000


class ParticipantFactory(DjangoModelFactory[InterviewParticipant]):
    class Meta:
        model = InterviewParticipant

    interview = SubFactory(InterviewFactory)
    person = SubFactory(PersonFactory)
    voice_label = "讲述人"


class TranscriptFactory(DjangoModelFactory[Transcript]):
    class Meta:
        model = Transcript

    interview = SubFactory(InterviewFactory)


class SegmentFactory(Numbered[Segment]):
    """The n-th segment of a transcript lasts from n to n + 1 seconds."""

    class Meta:
        model = Segment

    transcript = SubFactory(TranscriptFactory)
    uid = Sequence(lambda n: f"cue-{n:05d}")
    order = 0
    start_ms = LazyAttribute(lambda row: row.order * 1000)
    end_ms = LazyAttribute(lambda row: row.start_ms + 1000)
    speaker = "讲述人"
    text = "那年进了株化。"


class RestrictionFactory(DjangoModelFactory[Restriction]):
    class Meta:
        model = Restriction

    interview = SubFactory(InterviewFactory)
    start_ms = 1000
    end_ms = 2000
    reason = "讲述人要求不公开"


class OriginalFactory(Numbered[Original]):
    """Facts about bytes that no test of the archive opens."""

    class Meta:
        model = Original

    sha512 = Sequence(lambda n: hashlib.sha512(str(n).encode()).hexdigest())
    size_bytes = 1000
    media_type = "audio/wav"
    path = LazyAttribute(lambda row: f"originals/{row.sha512[:20]}")
    duration_ms = 60_000
    width_px = 40
    height_px = 30


class AssetFactory(DjangoModelFactory[Asset]):
    class Meta:
        model = Asset

    original = SubFactory(OriginalFactory)
    kind = "audio"
    original_name = "a.wav"


class RecordingFactory(DjangoModelFactory[Recording]):
    class Meta:
        model = Recording

    asset = SubFactory(AssetFactory)
    title = "录音"
    duration_ms = 60_000


class PartFactory(DjangoModelFactory[InterviewPart]):
    class Meta:
        model = InterviewPart

    interview = SubFactory(InterviewFactory)
    recording = SubFactory(RecordingFactory)


class PictureFactory(DjangoModelFactory[Picture]):
    class Meta:
        model = Picture

    title = "图"
    asset = SubFactory(AssetFactory, kind="picture", original_name="a.jpg")
    width = 40
    height = 30

    @classmethod
    def _create(cls, model_class: type[Picture], *args: Any, **kwargs: Any) -> Picture:
        """The row as ingest leaves it; the bytes behind it are the business of the tests of `media`."""
        picture = model_class(**kwargs)
        picture.file.commit(picture.asset.original.path)  # type: ignore[attr-defined]  # media's own field file
        picture.save()
        return picture
