"""All the ways in, with how much is behind them as this visitor may see it."""

import pytest
from django.test import Client

from archive.models import ArtifactPlace, ArtifactTag, Collection, RecordTag
from archive.states import Access
from tests.factories.archive import ArtifactFactory, PersonFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def door(html: str, label: str) -> str:
    """What stands after a label up to the end of its link."""
    return html.split(f"<span>{label}</span>")[1].split("</a>")[0]


def test_doors_count_what_is_open(visitor: Client) -> None:
    place, tag = PlaceFactory.create(name="聚合车间"), RecordTag.objects.create(name="汽笛", slug="siren")
    for access in (Access.PUBLIC, Access.RESTRICTED):
        artifact = ArtifactFactory.create(access=access, date_made="1958年")
        ArtifactPlace.objects.create(artifact=artifact, place=place)
        ArtifactTag.objects.create(content_object=artifact, tag=tag)
    PersonFactory.create(generation="1")
    PersonFactory.create(generation="1", alive=True)
    html = visitor.get("/browse/").content.decode()
    for label in ("藏品", "聚合车间", "汽笛", "1950 年代", "人物"):
        assert '<span class="count">1</span>' in door(html, label), label
    assert '第一代</span><span class="count">1</span>' in html


def test_tags_of_closed_records_are_not_named(visitor: Client) -> None:
    artifact = ArtifactFactory.create(access=Access.RESTRICTED)
    ArtifactTag.objects.create(content_object=artifact, tag=RecordTag.objects.create(name="机密词", slug="secret"))
    assert "机密词" not in visitor.get("/browse/").content.decode()


def test_the_fonds_stand_as_a_tree(visitor: Client) -> None:
    fonds = Collection.objects.create(slug="zh", reference_code="ZH", name="株化记忆")
    part = Collection.objects.create(slug="zh-a", reference_code="ZH-A", name="藏品部分", parent=fonds)
    for address in ("/browse/", "/collections/"):
        html = visitor.get(address).content.decode()
        assert html.index(fonds.get_absolute_url()) < html.index(part.get_absolute_url())
    assert "株化记忆" in visitor.get(part.get_absolute_url()).content.decode()
