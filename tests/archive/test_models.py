"""Records: numbers, dates, drafts, and what a model refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.accession import InvalidAccessionNumber
from archive.models import (
    AccessionNumber,
    AccessionNumberTaken,
    Artifact,
    ArtifactPerson,
    Dimension,
    FaceRegion,
    LocationMove,
    Person,
    PlaceName,
    PlaceParent,
    Relation,
    RelationType,
)
from archive.rights import Viewer
from archive.states import Access, Display, Living
from tests.factories.archive import (
    ArtifactFactory,
    InterviewFactory,
    PersonFactory,
    PersonNameFactory,
    PhotographFactory,
    PlaceFactory,
    grounded,
)

pytestmark = pytest.mark.django_db


# --- accession numbers ---------------------------------------------------------------------------


def test_a_record_without_a_number_takes_the_next_of_its_kind() -> None:
    numbers = [
        ArtifactFactory.create().accession_number,
        PhotographFactory.create().accession_number,
        ArtifactFactory.create().accession_number,
    ]
    assert numbers == ["ZH-A-0001", "ZH-P-0001", "ZH-A-0002"]


def test_the_next_number_follows_the_highest_ever_given() -> None:
    ArtifactFactory.create(accession_number="ZH-A-0050")
    assert AccessionNumber.objects.propose("A") == "ZH-A-0051"
    assert ArtifactFactory.create().accession_number == "ZH-A-0051"


def test_a_deleted_number_is_never_given_again() -> None:
    gone = ArtifactFactory.create()
    gone.delete()
    assert ArtifactFactory.create().accession_number != gone.accession_number


def test_a_number_of_a_deleted_record_cannot_be_typed_again() -> None:
    ArtifactFactory.create().delete()
    with pytest.raises(AccessionNumberTaken, match="ZH-A-0002"):
        ArtifactFactory.create(accession_number="ZH-A-0001")


def test_the_form_says_which_number_is_free() -> None:
    ArtifactFactory.create(accession_number="ZH-A-0001")
    with pytest.raises(ValidationError) as refused:
        Artifact(title="另一个", accession_number="ZH-A-0001").full_clean()
    assert "ZH-A-0002" in str(refused.value.message_dict["accession_number"])


def test_a_number_is_stored_in_its_canonical_form() -> None:
    assert ArtifactFactory.create(accession_number="zh－a－7").accession_number == "ZH-A-0007"


def test_a_text_that_is_no_number_is_refused() -> None:
    with pytest.raises(InvalidAccessionNumber):
        ArtifactFactory.create(accession_number="第七号")


def test_a_record_keeps_its_number_when_saved_again() -> None:
    artifact = ArtifactFactory.create()
    artifact.save()
    assert AccessionNumber.objects.filter(record_uuid=artifact.uuid).count() == 1


def test_proposing_takes_nothing() -> None:
    assert AccessionNumber.objects.propose("A") == AccessionNumber.objects.propose("A")


# --- dates ---------------------------------------------------------------------------------------


def test_words_become_edtf_and_days() -> None:
    artifact = ArtifactFactory.create(date_made="1958年3月")
    assert (artifact.date_made_edtf, artifact.date_made_earliest, artifact.date_made_latest) == (
        "1958-03",
        date(1958, 3, 1),
        date(1958, 3, 31),
    )


def test_the_words_stay_as_they_were_typed() -> None:
    artifact = ArtifactFactory.create(date_made="五十年代末")
    artifact.refresh_from_db()
    assert artifact.date_made == "五十年代末"
    assert artifact.made is not None
    assert artifact.made.years == (1957, 1959)


def test_a_date_that_is_taken_away_leaves_no_days() -> None:
    artifact = ArtifactFactory.create(date_made="1958")
    artifact.date_made = ""
    artifact.save()
    assert (artifact.date_made_edtf, artifact.date_made_earliest, artifact.made) == ("", None, None)


def test_an_unreadable_date_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValidationError) as refused:
        Artifact(title="缸", date_made="很久以前吧").full_clean()
    assert "很久以前吧" in str(refused.value.message_dict["date_made"])


def test_between_finds_ranges_that_touch() -> None:
    hit = ArtifactFactory.create(date_made="1962/1971")
    ArtifactFactory.create(date_made="1980")
    ArtifactFactory.create(date_made="不详")
    assert list(Artifact.objects.between(1970, 1975)) == [hit]


def test_undated_records_come_last() -> None:
    undated, late, early = (
        ArtifactFactory.create(),
        ArtifactFactory.create(date_made="1980"),
        ArtifactFactory.create(date_made="1958"),
    )
    assert list(Artifact.objects.by_date()) == [early, late, undated]


# --- artifacts and photographs -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "value_mm", "value_g"),
    [
        ("9.5", "cm", Decimal("95.00"), None),
        ("1.2", "m", Decimal("1200.0"), None),
        ("0.35", "kg", None, Decimal("350.00")),
    ],
)
def test_measurements_are_kept_in_mm_and_g(
    value: str, unit: str, value_mm: Decimal | None, value_g: Decimal | None
) -> None:
    row = Dimension.objects.create(
        artifact=ArtifactFactory.create(), quantity="height", value=Decimal(value), unit=unit
    )
    assert (row.value_mm, row.value_g) == (value_mm, value_g)


def test_the_newest_move_is_where_it_is() -> None:
    artifact = ArtifactFactory.create()
    LocationMove.objects.create(artifact=artifact, place="库房", since=date(2019, 1, 1))
    LocationMove.objects.create(artifact=artifact, place="甲柜1层", since=date(2020, 1, 1))
    assert artifact.current_location == "甲柜1层"


def test_records_about_a_person() -> None:
    person, artifact = PersonFactory.create(), ArtifactFactory.create()
    ArtifactPerson.objects.create(artifact=artifact, person=person)
    given = ArtifactFactory.create(donor=person)
    ArtifactFactory.create()
    assert set(Artifact.objects.about(person)) == {artifact, given}


def test_a_face_must_lie_inside_the_picture() -> None:
    with pytest.raises(ValidationError):
        FaceRegion(left=Decimal("0.9"), top=Decimal(0), width=Decimal("0.2"), height=Decimal("0.1")).clean()


def test_a_face_may_be_counted_before_it_is_drawn() -> None:
    face = FaceRegion(number=3, position="第二排左起第三")
    face.clean()
    assert not face.is_drawn


def test_an_embargo_needs_its_last_day() -> None:
    with pytest.raises(ValidationError) as refused:
        Artifact(title="信", access=Access.EMBARGOED).full_clean()
    assert "embargo_until" in refused.value.message_dict


# --- drafts --------------------------------------------------------------------------------------


def test_publishing_an_older_draft_does_not_take_a_withdrawal_back() -> None:
    interview = InterviewFactory.create()
    draft = interview.save_revision()
    interview.access = Access.WITHDRAWN
    interview.save()
    draft.publish()
    interview.refresh_from_db()
    assert interview.access == Access.WITHDRAWN


def test_publishing_an_older_draft_does_not_show_a_hidden_person_again() -> None:
    person = PersonFactory.create()
    draft = person.save_revision()
    person.public_display = Display.WITHDRAWN
    person.save()
    draft.publish()
    assert Person.objects.get(pk=person.pk).public_display == Display.WITHDRAWN


def test_a_revision_brings_back_words_and_rows() -> None:
    artifact = ArtifactFactory.create(title="旧题名")
    Dimension.objects.create(artifact=artifact, quantity="height", value=Decimal(9), unit="cm")
    old = Artifact.objects.get(pk=artifact.pk).save_revision()
    artifact.title = "新题名"
    artifact.save()
    grounded(artifact)
    old.publish()
    artifact = Artifact.objects.get(pk=artifact.pk)
    assert (artifact.title, artifact.dimensions.count()) == ("旧题名", 1)


def test_a_preview_uses_the_public_template() -> None:
    artifact = ArtifactFactory.create()
    assert artifact.get_preview_template(None, "") == "museum/views/artifact.html"  # type: ignore[arg-type]  # not looked at


# --- people and places ---------------------------------------------------------------------------


def test_a_person_who_died_counts_as_dead() -> None:
    assert PersonFactory.create(living=Living.UNKNOWN, died_on="2009").living == Living.DEAD


def test_a_pseudonym_is_required_of_the_anonymous() -> None:
    with pytest.raises(ValidationError) as refused:
        Person(slug="k1", name="童大有", public_display=Display.ANONYMOUS).full_clean()
    assert "public_name" in refused.value.message_dict


def test_the_label_is_what_templates_use() -> None:
    person = PersonFactory.create(alive=True, name="洪大卫")
    assert (person.public_label, person.label(Viewer.STAFF)) == ("洪某", "洪大卫")


def test_nobody_is_related_to_himself() -> None:
    kind = RelationType.objects.create(code="apprentice", name="师徒", a_is="师傅", b_is="徒弟")
    person = PersonFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(type=kind, a=person, b=person)


def test_names_belong_to_a_person() -> None:
    form = PersonNameFactory.create(text="老周")
    assert [name.text for name in form.person.names.all()] == ["老周"]


def test_a_place_has_the_name_of_its_time() -> None:
    place = PlaceFactory.create(name="仪表车间")
    PlaceName.objects.create(place=place, text="仪表工段", from_year=1972, to_year=1979)
    PlaceName.objects.create(place=place, text="仪表")
    assert (place.name_in(1975), place.name_in(1990)) == ("仪表工段", "仪表车间")


def test_a_place_belongs_to_something_for_a_time() -> None:
    place, plant = PlaceFactory.create(), PlaceFactory.create()
    PlaceParent.objects.create(place=place, parent=plant, from_year=1992)
    assert (place.parent_in(1980), place.parent_in(2000)) == (None, plant)
