"""JSON-LD: what a machine reads about a record, and that it cannot break out of its element."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from archive.models import Artifact, ArtifactImage, ArtifactMaker, Family, FamilyMember, Photograph
from museum.sharing import the_museums_own
from tests.factories.archive import (
    ArtifactFactory,
    PersonFactory,
    PhotographFactory,
    PlaceFactory,
    RightsStatementFactory,
    TermFactory,
)
from tests.museum.looking import picture

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data(visitor: Client, record: Artifact | Family | Photograph) -> dict[str, Any]:
    html = visitor.get(record.get_absolute_url()).content.decode()
    (block,) = BLOCK.findall(html)
    found: dict[str, Any] = json.loads(block)
    return found


def test_a_family_names_its_people_as_the_page_does(visitor: Client) -> None:
    family = Family.objects.create(name="洪家", slug="hong")
    for person in (
        PersonFactory.create(name="洪兆南", generation="1"),
        PersonFactory.create(name="洪卫国", alive=True),
    ):
        FamilyMember.objects.create(family=family, person=person)
    found = data(visitor, family)
    assert found["mainEntity"]["numberOfItems"] == 2
    assert [each["name"] for each in found["mainEntity"]["itemListElement"]] == ["洪兆南", "洪某"]
    assert "洪卫国" not in json.dumps(found, ensure_ascii=False)


def test_an_object_says_what_it_is(visitor: Client) -> None:
    rights = RightsStatementFactory.create(uri="https://creativecommons.org/licenses/by-nc/4.0/")
    artifact = ArtifactFactory.create(title="搪瓷缸", date_made="1970年", story_label="三十年水。", rights=rights)
    artifact.materials.set([TermFactory.create(name="搪瓷")])
    artifact.save()
    ArtifactMaker.objects.create(artifact=artifact, person=PersonFactory.create(name="周桂生"))
    found = data(visitor, artifact)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "ArchiveComponent")
    assert found["@id"].endswith(artifact.get_absolute_url())
    assert (found["name"], found["identifier"]) == ("搪瓷缸", artifact.accession_number)
    assert (found["dateCreated"], found["material"]) == ("1970", ["搪瓷"])
    assert found["license"] == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert found["creator"][0]["name"] == "周桂生"


def test_a_photograph_says_where_and_what(visitor: Client) -> None:
    rights = RightsStatementFactory.create()
    photograph = PhotographFactory.create(picture=picture(), place=PlaceFactory.create(name="三车间"), rights=rights)
    found = data(visitor, photograph)
    assert found["@type"] == "Photograph"
    assert found["contentLocation"]["name"] == "三车间"
    assert found["image"]["contentUrl"].endswith("640.jpg")


def test_what_nobody_knows_is_not_told(visitor: Client) -> None:
    found = data(visitor, ArtifactFactory.create())
    assert not {"image", "license", "creator", "dateCreated", "isPartOf"} & found.keys()


def test_a_title_cannot_leave_its_element(visitor: Client) -> None:
    title = '</script><script>alert(1)</script><!-- & "缸"'
    artifact = ArtifactFactory.create(title=title)
    assert data(visitor, artifact)["name"] == title
    assert "<script>alert" not in visitor.get(artifact.get_absolute_url()).content.decode()


def test_living_people_are_masked_for_machines_too(visitor: Client) -> None:
    person = PersonFactory.create(name="洪卫国", alive=True)
    artifact = ArtifactFactory.create(title="洪卫国的缸", story_label="洪卫国捐的。", credit_line="洪卫国捐赠")
    ArtifactMaker.objects.create(artifact=artifact, person=person)
    assert "洪卫国" not in json.dumps(data(visitor, artifact), ensure_ascii=False)


def test_a_closed_picture_is_in_no_tag_for_chats(visitor: Client) -> None:
    artifact = ArtifactFactory.create(rights=RightsStatementFactory.create())
    closed = picture(visibility="staff")
    ArtifactImage.objects.create(artifact=artifact, picture=closed, is_closed=True)
    html = visitor.get(artifact.get_absolute_url()).content.decode()
    assert str(closed.asset.uuid) not in html
    assert re.findall(r'<meta property="og:image" content="([^"]+)">', html) == [the_museums_own().url]


def test_chats_find_title_words_and_picture(visitor: Client) -> None:
    artifact = ArtifactFactory.create(title='"缸"', story_label="三十年水。", rights=RightsStatementFactory.create())
    ArtifactImage.objects.create(artifact=artifact, picture=picture())
    html = visitor.get(artifact.get_absolute_url()).content.decode()
    assert '<meta property="og:title" content="&quot;缸&quot;">' in html
    assert '<meta property="og:description" content="三十年水。">' in html
    assert re.search(r'<meta property="og:image" content="https?://[^"]+/640\.jpg">', html)
    assert '<meta property="og:image:width" content="640">' in html
