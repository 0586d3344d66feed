"""Lists that stay quick, find Chinese, filter by years, and leave as spreadsheets."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from archive.models import (
    Artifact,
    ArtifactImage,
    Interview,
    Organisation,
    Person,
    Photograph,
    Place,
    Relation,
    RelationType,
    Segment,
    Transcript,
)
from media.models import Picture
from media.services.adding import add_picture
from tests.archive.admin.conftest import address


@pytest.fixture
def picture(db: None, tmp_path: Path) -> Picture:
    Image.new("RGB", (40, 30), "#a33").save(tmp_path / "a.jpg")
    return add_picture(ContentFile((tmp_path / "a.jpg").read_bytes()), filename="a.jpg", title="搪瓷缸")


def artifacts(count: int, picture: Picture) -> None:
    for number in range(count):
        artifact = Artifact.objects.create(title=f"搪瓷缸{number}")
        ArtifactImage.objects.create(artifact=artifact, picture=picture)
        artifact.save_revision()


def photographs(count: int, picture: Picture) -> None:
    for number in range(count):
        Photograph.objects.create(title=f"合影{number}", picture=picture).save_revision()


def interviews(count: int, picture: Picture) -> None:
    for number in range(count):
        interview = Interview.objects.create(title=f"讲述{number}", slug=f"iv-{number}", portrait=picture)
        transcript = Transcript.objects.create(interview=interview)
        Segment.objects.create(
            transcript=transcript, uid=f"iv-{number}-0001", order=0, start_ms=0, end_ms=9, text="那年"
        )


def people(count: int, picture: Picture) -> None:
    for number in range(count):
        Person.objects.create(name=f"谭师傅{number}", slug=f"p-{number}", portrait=picture)


def relations(count: int, picture: Picture) -> None:
    kind = RelationType.objects.create(code="master", name="师徒", a_is="师傅", b_is="徒弟")
    master = Person.objects.create(name="谭师傅", slug="p-master")
    for number in range(count):
        pupil = Person.objects.create(name=f"徒弟{number}", slug=f"p-{number}")
        Relation.objects.create(type=kind, a=master, b=pupil)


def places(count: int, picture: Picture) -> None:
    for number in range(count):
        Place.objects.create(name=f"车间{number}", slug=f"place-{number}", picture=picture)


LISTS = {
    "artifact": artifacts,
    "photograph": photographs,
    "interview": interviews,
    "person": people,
    "relation": relations,
    "place": places,
}


def queries(client: Client, url: str) -> int:
    client.get(url)  # content types, permissions: asked once, then remembered
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_25_asks_no_more_than_a_list_of_5(director: Client, picture: Picture, kind: str) -> None:
    make: Callable[[int, Picture], None] = LISTS[kind]
    make(5, picture)
    few = queries(director, address(kind, "list"))
    type_of = {"artifact": Artifact, "photograph": Photograph, "interview": Interview, "person": Person, "place": Place}
    if kind == "relation":
        Relation.objects.all().delete()
        Person.objects.all().delete()
        RelationType.objects.all().delete()
    else:
        type_of[kind]._default_manager.all().delete()
    make(25, picture)
    assert queries(director, address(kind, "list")) == few
    assert few <= 25


@pytest.mark.django_db
@pytest.mark.usefixtures("admin_search")
@pytest.mark.parametrize("typed", ["瓷", "搪瓷", "搪瓷缸", "搪瓷缸上", "ZH-A-0001", "奖给三八红旗手", "磁缸"])
def test_artifacts_are_found_by_any_part_of_what_is_written(director: Client, typed: str) -> None:
    Artifact.objects.create(title="搪瓷缸上的字", description="奖给三八红旗手", other_names="磁缸")
    Artifact.objects.create(title="安全帽")
    listed = director.get(address("artifact", "list"), {"q": typed}).content.decode()
    assert "搪瓷缸上的字" in listed
    assert "安全帽" not in listed


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["artifact", "photograph", "person", "place", "interview", "term"])
def test_choosers_open_and_search(director: Client, kind: str) -> None:
    url = reverse(f"wagtailsnippetchoosers_archive_{kind}:choose_results")
    assert director.get(url, {"q": "电解"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("admin_search")
def test_a_chooser_finds_a_person_by_one_character_of_another_name(director: Client) -> None:
    person = Person.objects.create(name="曾桂香", slug="p-1")
    person.names.create(text="曾妹子")
    person.save()
    url = reverse("wagtailsnippetchoosers_archive_person:choose_results")
    assert "曾桂香" in director.get(url, {"q": "妹子"}).content.decode()


@pytest.mark.django_db
def test_a_person_made_in_the_dialog_is_a_draft_with_a_history(cataloguer: Client) -> None:
    url = reverse("wagtailsnippetchoosers_archive_person:create")
    answer = cataloguer.post(url, {"name": "曾桂香", "generation": "", "living": "unknown"})
    person = Person.objects.get()
    assert answer.json()["result"]["id"] == str(person.pk)
    assert (person.live, person.initials) == (False, "zgx")
    assert person.latest_revision is not None


@pytest.mark.django_db
def test_a_dialog_without_a_name_says_so(cataloguer: Client) -> None:
    url = reverse("wagtailsnippetchoosers_archive_person:create")
    assert cataloguer.post(url, {"name": ""}).json()["step"] == "reshow_creation_form"
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question",
    [
        {"from_year": "1957", "to_year": "1959"},
        {"from_year": "九"},
        {"from_year": "-1"},
        {"to_year": "99999999999999"},
        {"object_type": "999999999999999999999"},
        {"tag": "x"},
        {"collection": "' OR 1=1"},
        {"p": "99999999999999999999"},
        {"p": "x"},
        {"ordering": "-nonsense"},
        {"q": '"' * 50},
        {"q": "()[]{}*:&|!~" * 20},
        {"updated_at_from": "1999-13-41"},
        {"state": "nonsense"},
        {"export": "xml"},
    ],
)
def test_no_question_breaks_a_list(director: Client, question: dict[str, str]) -> None:
    Artifact.objects.create(title="搪瓷缸", date_made="五十年代末")
    assert director.get(address("artifact", "list"), question).status_code < 500


@pytest.mark.django_db
def test_records_are_filtered_by_the_years_they_may_be_of(director: Client) -> None:
    Artifact.objects.create(title="搪瓷缸", date_made="五十年代末")
    Artifact.objects.create(title="安全帽", date_made="1998年")
    listed = director.get(address("artifact", "list"), {"from_year": "1957", "to_year": "1960"}).content.decode()
    assert "搪瓷缸" in listed
    assert "安全帽" not in listed


def exported(client: Client, kind: str, ending: str) -> bytes:
    answer: Any = client.get(address(kind, "list"), {"export": ending})
    parts: Iterator[bytes] = answer.streaming_content if answer.streaming else iter([answer.content])
    return b"".join(parts)


@pytest.mark.django_db
def test_a_spreadsheet_holds_the_words_and_no_formula(director: Client) -> None:
    Artifact.objects.create(title="=HYPERLINK(1)", date_made="五十年代末")
    sheet = exported(director, "artifact", "csv").decode()
    assert "'=HYPERLINK(1)" in sheet
    assert "五十年代末" in sheet
    assert "1957~/1959~" in sheet


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", ["artifact", "photograph", "album", "interview", "person", "place", "term", "relation"]
)
def test_every_list_leaves_as_a_spreadsheet(director: Client, kind: str) -> None:
    assert exported(director, kind, "xlsx")[:2] == b"PK"


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["0", "abc", "99999999999999999999", "1'", "-1"])
def test_addresses_of_nothing_answer_not_found(director: Client, bad: str) -> None:
    assert director.get(f"/admin/curation/artifacts/edit/{bad}/").status_code == 404


@pytest.mark.django_db
def test_choosing_several_ignores_ids_that_are_none(director: Client) -> None:
    first = Person.objects.create(name="曾桂香", slug="p-1")
    url = reverse("wagtailsnippetchoosers_archive_person:chosen_multiple")
    answer: Any = director.get(url, {"id": [str(first.pk), "x", "9" * 30]})
    assert [row["id"] for row in answer.json()["result"]] == [str(first.pk)]


@pytest.mark.django_db
def test_organisations_have_a_list_too(director: Client) -> None:
    Organisation.objects.create(name="厂工会", slug="gong-hui")
    assert "厂工会" in director.get(address("organisation", "list")).content.decode()
