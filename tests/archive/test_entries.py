"""What the search learns of each kind, and what it must never learn."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.entries.album import album_entry
from archive.entries.artifact import artifact_entry
from archive.entries.interview import interview_entry
from archive.entries.person import person_entry
from archive.entries.photograph import photograph_entry
from archive.entries.place import place_entry
from archive.entries.registration import albums, artifacts, interviews, photographs
from archive.models import (
    Album,
    Artifact,
    ArtifactImage,
    ArtifactPerson,
    ArtifactPlace,
    IndexPoint,
    Inscription,
    Interview,
    PlaceName,
    Post,
    Vocabulary,
)
from archive.states import Access, Display, Layer, ParticipantRole, PlaceKind
from media.models import Asset, Visibility
from search.entries import Entry
from search.models import OutboxRow
from tests.factories.archive import (
    ArtifactFactory,
    FaceRegionFactory,
    InterviewFactory,
    NameClaimFactory,
    ParticipantFactory,
    PersonFactory,
    PersonNameFactory,
    PhotographFactory,
    PictureFactory,
    PlaceFactory,
    RestrictionFactory,
    RightsStatementFactory,
    SegmentFactory,
    TermFactory,
    TranscriptFactory,
    VocabularyFactory,
)

pytestmark = pytest.mark.django_db


def all_words(entry: Entry | None) -> str:
    """Everything an entry carries, as one text."""
    assert entry is not None
    return repr(entry)


def entry_of(interview: Interview) -> Entry | None:
    found = interviews().filter(pk=interview.pk).first()
    return interview_entry(found) if found else None


def talk(*texts: str, **fields: object) -> Interview:
    interview: Interview = InterviewFactory.create(**fields)
    transcript = TranscriptFactory.create(interview=interview)
    for order, text in enumerate(texts):
        SegmentFactory.create(transcript=transcript, order=order, text=text)
    return interview


# --- artifacts -----------------------------------------------------------------------------------


def test_an_artifact_is_found_by_what_is_known_of_it() -> None:
    materials = VocabularyFactory.create(code=Vocabulary.MATERIAL, name="材质")
    artifact = ArtifactFactory.create(
        title="搪瓷缸",
        date_made="1976年前后",
        object_type=TermFactory.create(name="生活用品"),
        donor=PersonFactory.create(name="谭大山"),
    )
    artifact.materials.set([TermFactory.create(vocabulary=materials, name="铁胎搪瓷")])
    artifact.tags.add("大水")
    artifact.save()
    Inscription.objects.create(artifact=artifact, text="抗洪保盐")
    ArtifactPlace.objects.create(artifact=artifact, place=PlaceFactory.create(name="电解一车间"))
    entry = artifact_entry(artifacts().get())
    assert entry is not None
    assert entry.fields == {
        "type": ("生活用品",),
        "material": ("铁胎搪瓷",),
        "donor": ("谭大山",),
        "workshop": ("电解一车间",),
    }
    assert (entry.tags, entry.years, entry.places) == (("大水",), (1976, 1976), ("电解一车间",))
    assert entry.identifiers == (artifact.accession_number,)
    assert "抗洪保盐" in entry.body


def test_internal_notes_price_and_place_stay_inside() -> None:
    artifact = ArtifactFactory.create(price_cny=300, acquisition_terms="八月归还", restriction_note="家里人要求")
    words = all_words(artifact_entry(artifact))
    assert not any(secret in words for secret in ("300", "八月归还", "家里人要求"))


def test_a_donor_who_asked_not_to_be_named_is_not() -> None:
    artifact = ArtifactFactory.create(donor=PersonFactory.create(name="谭大山"), source_is_unnamed=True)
    assert "谭大山" not in all_words(artifact_entry(artifact))


@pytest.mark.parametrize("access", [Access.EMBARGOED, Access.RESTRICTED, Access.WITHDRAWN])
def test_closed_records_are_not_in_the_index(access: Access) -> None:
    artifact = ArtifactFactory.create(access=access)
    assert artifact_entry(artifact) is None
    assert not artifacts().exists()


def test_drafts_are_not_in_the_index() -> None:
    assert artifact_entry(ArtifactFactory.create(live=False)) is None


def test_records_for_staff_are_in_the_staff_index() -> None:
    entry = artifact_entry(ArtifactFactory.create(access=Access.STAFF))
    assert entry is not None
    assert entry.visibility == "staff"


def test_a_living_person_is_masked_in_fields_and_words() -> None:
    person = PersonFactory.create(alive=True, name="洪大卫")
    artifact = ArtifactFactory.create(story_label="洪大卫用过的缸", donor=person)
    ArtifactPerson.objects.create(artifact=artifact, person=person)
    words = all_words(artifact_entry(artifact))
    assert "洪大卫" not in words
    assert "洪某" in words


def test_a_closed_picture_is_no_thumbnail() -> None:
    artifact = ArtifactFactory.create()
    ArtifactImage.objects.create(artifact=artifact, picture=PictureFactory.create(), is_closed=True)
    entry = artifact_entry(artifacts().get())
    assert entry is not None
    assert not entry.has_picture


def test_open_dates_do_not_reach_the_ends_of_time() -> None:
    entry = artifact_entry(ArtifactFactory.create(date_made="1958年以前"))
    assert entry is not None
    assert entry.years == (1900, 1958)


# --- photographs ---------------------------------------------------------------------------------


def test_a_photograph_knows_claims_and_witnesses_that_may_be_named() -> None:
    photograph = PhotographFactory.create(caption="第二排说法不一")
    face = FaceRegionFactory.create(photograph=photograph)
    NameClaimFactory.create(
        face=face, person=PersonFactory.create(name="覃有福"), witness=PersonFactory.create(name="曾大香")
    )
    NameClaimFactory.create(
        face=face, name="父亲的老乡", is_public=True, witness=PersonFactory.create(alive=True, name="洪大卫")
    )
    entry = photograph_entry(photographs().get())
    assert entry is not None
    assert "覃有福" in entry.body
    assert "父亲的老乡" in entry.body
    assert entry.fields["witness"] == ("曾大香", "洪某")


def test_an_album_is_found_by_its_own_words_and_names_nobody_who_may_not_be() -> None:
    PersonFactory.create(alive=True, name="洪大卫")
    Album.objects.create(title="洪大卫家的相册", description="从集邮册里取下来的。", cover=PictureFactory.create())
    entry = album_entry(albums().get())
    assert entry is not None
    assert (entry.title, entry.summary, entry.has_picture) == ("洪某家的相册", "从集邮册里取下来的。", True)


@pytest.mark.parametrize("visibility", [Visibility.KEEPERS, Visibility.SEALED])
def test_an_album_does_not_show_a_cover_that_is_kept_back(visibility: Visibility) -> None:
    cover = PictureFactory.create()
    Album.objects.create(title="相册", cover=cover)
    Asset.objects.filter(pk=cover.asset_id).update(visibility=visibility)
    entry = album_entry(albums().get())
    assert entry is not None
    assert not entry.has_picture


def test_a_bare_name_in_a_claim_waits_for_a_curator() -> None:
    NameClaimFactory.create(name="李大海")
    assert "李大海" not in all_words(photograph_entry(photographs().get()))


def test_a_photograph_for_the_room_only_shows_no_picture() -> None:
    PhotographFactory.create(
        picture=PictureFactory.create(), rights=RightsStatementFactory.create(picture_use="room_only")
    )
    entry = photograph_entry(photographs().get())
    assert entry is not None
    assert not entry.has_picture


# --- interviews ----------------------------------------------------------------------------------


def test_an_interview_gives_passages_with_times_and_speaker() -> None:
    interview = talk("进厂是七五年，七五年的十", "二月，冷得要死。")
    ParticipantFactory.create(interview=interview, person=PersonFactory.create(name="谭大山"))
    entry = entry_of(interview)
    assert entry is not None
    (passage,) = entry.passages
    assert (passage.speaker, passage.start_ms, passage.end_ms) == ("谭大山", 0, 2000)
    assert "七五年的十二月" in passage.text


def test_narrators_and_interviewers_are_fields() -> None:
    interview = talk("一")
    ParticipantFactory.create(interview=interview, person=PersonFactory.create(name="谭大山", generation="2"))
    ParticipantFactory.create(
        interview=interview,
        person=PersonFactory.create(name="谭小禾苗"),
        kind=ParticipantRole.INTERVIEWER,
        voice_label="采访人",
    )
    entry = entry_of(interview)
    assert entry is not None
    assert (entry.fields["narrator"], entry.fields["interviewer"]) == (("谭大山",), ("谭小禾苗",))
    assert entry.generations == (2,)


def test_restricted_words_are_nowhere_in_the_entry() -> None:
    interview = talk("那年", "童冬来借了三千", "后来")
    RestrictionFactory.create(interview=interview)
    edited = TranscriptFactory.create(interview=interview, layer=Layer.EDITED)
    SegmentFactory.create(transcript=edited, start_ms=0, end_ms=3000, text="后来童冬来借了钱。")
    IndexPoint.objects.create(
        interview=interview, title="借款", start_ms=1100, end_ms=1900, keywords=["三千块"], sort_order=0
    )
    words = all_words(entry_of(interview))
    assert not any(secret in words for secret in ("三千", "童冬", "借款"))


def test_keywords_of_a_closed_chapter_are_left_out() -> None:
    interview = talk("一", keywords=["三班倒", "借款"])
    RestrictionFactory.create(interview=interview)
    IndexPoint.objects.create(interview=interview, title="钱", start_ms=1000, end_ms=2000, keywords=["借款"])
    entry = entry_of(interview)
    assert entry is not None
    assert entry.fields["keyword"] == ("三班倒",)


def test_the_edited_layer_is_text_and_not_a_second_passage() -> None:
    interview = talk("我七九年顶替进厂。")
    edited = TranscriptFactory.create(interview=interview, layer=Layer.EDITED)
    SegmentFactory.create(transcript=edited, text="一九七九年我顶替父亲进厂。")
    entry = entry_of(interview)
    assert entry is not None
    assert len(entry.passages) == 1
    assert "顶替父亲" in entry.body


def test_an_anonymous_narrator_is_a_pseudonym_everywhere() -> None:
    interview = talk("我叫童大有，熬碱的。", synopsis="童大有讲大锅")
    ParticipantFactory.create(
        interview=interview, person=PersonFactory.create(anonymous=True), is_anonymous=True, display_label="老工人甲"
    )
    entry = entry_of(interview)
    assert "童大有" not in all_words(entry)
    assert entry is not None
    assert entry.fields["narrator"] == ("老工人甲",)


def test_an_interview_is_known_by_slug_and_number() -> None:
    interview = talk("一", slug="iv-99")
    entry = entry_of(interview)
    assert entry is not None
    assert entry.identifiers == (interview.accession_number, "iv-99")


def test_queries_do_not_grow_with_the_segments() -> None:
    def cost(count: int) -> int:
        interview = talk(*["话"] * count)
        with CaptureQueriesContext(connection) as queries:
            entry_of(interview)
        return len(queries)

    cost(1)  # reads the lexicon
    look_for_a_new_edition = 1  # at most once a second
    assert cost(30) <= cost(3) + look_for_a_new_edition


# --- people and places ---------------------------------------------------------------------------


def test_a_public_person_is_found_by_every_form_of_the_name() -> None:
    person = PersonFactory.create(
        name="谭大山", slug="tan-dashan", biography="十八岁进厂", born_on="1957", died_on="2019"
    )
    PersonNameFactory.create(person=person, text="譚大山")
    Post.objects.create(person=person, place=PlaceFactory.create(name="电解一车间"), role="操作工", started_on="1975")
    entry = person_entry(person)
    assert entry is not None
    assert (entry.title, entry.names, entry.years) == ("谭大山", ("譚大山",), (1957, 2019))
    assert entry.identifiers == ("tan-dashan", "person:tan-dashan")
    assert "电解一车间 操作工" in entry.body


def test_a_person_with_only_a_public_name_gives_nothing_else() -> None:
    person = PersonFactory.create(name="龚小平", public_display=Display.NAME_ONLY, biography="到广东务工")
    PersonNameFactory.create(person=person, text="平伢子")
    words = all_words(person_entry(person))
    assert "龚小平" in words
    assert "广东" not in words
    assert "平伢子" not in words


@pytest.mark.parametrize(
    "rule", [Display.MASKED, Display.ANONYMOUS, Display.PRIVATE, Display.WITHDRAWN, Display.EMBARGOED]
)
def test_whoever_may_not_be_named_is_not_in_the_index(rule: Display) -> None:
    assert person_entry(PersonFactory.create(public_display=rule, public_name="老工人甲")) is None


def test_a_biography_does_not_name_the_living() -> None:
    PersonFactory.create(alive=True, name="洪大卫")
    assert "洪大卫" not in all_words(person_entry(PersonFactory.create(biography="和洪大卫同班。")))


def test_all_names_of_a_place_meet_in_one_entry() -> None:
    place = PlaceFactory.create(name="仪表车间", slug="yibiao", kind=PlaceKind.WORKSHOP)
    PlaceName.objects.create(place=place, text="仪表班")
    entry = place_entry(place)
    assert entry is not None
    assert (entry.names, entry.fields["workshop"]) == (("仪表班",), ("仪表车间",))
    assert "place:yibiao" in entry.identifiers


# --- what has to be looked at again --------------------------------------------------------------


def touched() -> set[str]:
    return {f"{row.model_label}:{row.object_id}" for row in OutboxRow.objects.all()}


def test_hiding_a_person_has_every_record_looked_at_again_at_once() -> None:
    person = PersonFactory.create(name="洪大卫")
    artifact = ArtifactFactory.create(donor=person)
    said = talk("洪大卫也在。")
    OutboxRow.objects.all().delete()
    person.public_display = Display.WITHDRAWN
    person.save()
    urgent = {f"{row.model_label}:{row.object_id}" for row in OutboxRow.objects.filter(urgent=True)}
    assert {f"archive.artifact:{artifact.pk}", f"archive.interview:{said.pk}"} <= urgent


def test_renaming_a_place_has_its_records_looked_at_again() -> None:
    place = PlaceFactory.create()
    artifact = ArtifactFactory.create()
    ArtifactPlace.objects.create(artifact=artifact, place=place)
    OutboxRow.objects.all().delete()
    place.name = "树脂分厂"
    place.save()
    assert f"archive.artifact:{artifact.pk}" in touched()


def test_a_restriction_is_urgent() -> None:
    interview = talk("一", "二")
    OutboxRow.objects.all().delete()
    RestrictionFactory.create(interview=interview)
    assert OutboxRow.objects.filter(object_id=str(interview.pk), urgent=True).exists()


def test_a_new_person_touches_nothing_else() -> None:
    ArtifactFactory.create()
    OutboxRow.objects.all().delete()
    person = PersonFactory.create(name="无人提起")
    assert touched() == {f"archive.person:{person.pk}"}


def test_closing_a_record_is_urgent() -> None:
    artifact: Artifact = ArtifactFactory.create()
    OutboxRow.objects.all().delete()
    artifact.access = Access.WITHDRAWN
    artifact.save()
    assert OutboxRow.objects.filter(urgent=True, object_id=str(artifact.pk)).exists()


def test_an_object_is_of_the_generations_of_its_people_as_far_as_these_may_be_told() -> None:
    artifact = ArtifactFactory.create()
    for person in (
        PersonFactory.create(generation="1"),
        PersonFactory.create(generation="2"),
        PersonFactory.create(generation="3", alive=True),
    ):
        ArtifactPerson.objects.create(artifact=artifact, person=person)
    entry = artifact_entry(artifact)
    assert entry is not None
    assert entry.generations == (1, 2)
