"""Every screen opens, for every kind, and says what it is in Chinese."""

import pytest
from django.test import Client

from archive.models import Artifact, Interview, Person, Photograph, Place
from tests.archive.admin.conftest import address, form_of, saved
from tests.factories.archive import grounded

KINDS = (
    "artifact", "photograph", "album", "interview", "person", "relation", "family", "relationtype", "place",
    "organisation", "event", "term", "vocabulary", "rightsstatement", "collection",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("view", ["list", "add"])
def test_lists_and_empty_forms_open(director: Client, kind: str, view: str) -> None:
    assert director.get(address(kind, view)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "view", ["edit", "inspect", "usage", "history", "delete", "copy", "unpublish", "workflow_history"]
)
def test_screens_of_one_record_open(director: Client, view: str) -> None:
    artifact = Artifact.objects.create(title="搪瓷缸")
    grounded(artifact).save_revision().publish()
    assert director.get(address("artifact", view, artifact.pk)).status_code in (200, 302)


@pytest.mark.django_db
def test_a_new_artifact_needs_only_a_title_and_takes_the_next_number(director: Client) -> None:
    url = address("artifact", "add")
    saved(director, url, form_of(director, url, title="三八红旗手搪瓷缸"))
    artifact = Artifact.objects.get()
    assert (artifact.accession_number, artifact.live) == ("ZH-A-0001", False)


@pytest.mark.django_db
def test_the_form_proposes_the_next_free_number(director: Client) -> None:
    Artifact.objects.create(title="搪瓷缸")
    assert "下一个空号是 ZH-A-0002" in director.get(address("artifact", "add")).content.decode()


@pytest.mark.django_db
def test_a_number_once_used_is_refused_by_name(director: Client) -> None:
    Artifact.objects.create(title="搪瓷缸", accession_number="ZH-A-0007").delete()
    url = address("artifact", "add")
    answer = director.post(
        url, form_of(director, url, title="另一只", accession_number="zh-a-7", **{"action-publish": "1"})
    )
    assert "登录号 ZH-A-0007 已经用过" in answer.content.decode()


@pytest.mark.django_db
def test_a_copy_gets_a_number_and_an_identity_of_its_own(director: Client) -> None:
    first = Artifact.objects.create(title="搪瓷缸")
    saved(director, address("artifact", "add"), form_of(director, address("artifact", "copy", first.pk)))
    numbers = Artifact.objects.values_list("accession_number", "uuid")
    assert len({number for number, _ in numbers}) == len({uuid for _, uuid in numbers}) == 2


@pytest.mark.django_db
def test_a_person_gets_reading_initials_and_a_neutral_address(director: Client) -> None:
    url = address("person", "add")
    saved(director, url, form_of(director, url, name="曾桂香"))
    person = Person.objects.get()
    assert (person.pinyin, person.initials) == ("zēng guì xiāng", "zgx")
    assert person.slug.startswith("p-")


@pytest.mark.django_db
def test_two_places_of_one_name_get_two_addresses(director: Client) -> None:
    url = address("place", "add")
    for _ in range(2):
        saved(director, url, form_of(director, url, name="电解车间"))
    assert sorted(Place.objects.values_list("slug", flat=True)) == ["dian-jie-che-jian", "dian-jie-che-jian-2"]


@pytest.mark.django_db
def test_an_interview_takes_its_address_from_its_number(director: Client) -> None:
    url = address("interview", "add")
    saved(director, url, form_of(director, url, title="谭师傅讲电解"))
    assert Interview.objects.get().slug == Interview.objects.get().accession_number.lower()


@pytest.mark.django_db
def test_a_photograph_is_published_from_the_form(director: Client) -> None:
    url = address("photograph", "add")
    saved(director, url, form_of(director, url, title="厂门口合影", consent_ground="owned", **{"action-publish": "1"}))
    assert Photograph.objects.get().live
