"""What a stranger with a browser tries: to read what was cut, to name who is masked, to break a page."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from archive.models import Family, IndexPoint, MomentMention
from archive.states import TranscriptStatus
from museum.frame import frame
from tests.factories.archive import (
    ArtifactFactory,
    FaceRegionFactory,
    PersonFactory,
    PhotographFactory,
    PlaceFactory,
    RestrictionFactory,
    SegmentFactory,
    TranscriptFactory,
)
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


def page(visitor: Client, url: str) -> str:
    answer = visitor.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def cut(told: Told) -> None:
    """Takes the second sentence back."""
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=2000)


def test_the_index_does_not_name_what_was_cut(visitor: Client, told: Told) -> None:
    IndexPoint.objects.create(interview=told.interview, start_ms=1000, end_ms=2000, title="邻居的病", keywords=["肺"])
    assert "邻居的病" in page(visitor, told.url)
    cut(told)
    assert "邻居的病" not in page(visitor, told.url)


def test_what_is_spoken_of_where_words_are_cut_is_not_listed(visitor: Client, told: Told) -> None:
    medicine = ArtifactFactory.create(title="药瓶")
    MomentMention.objects.create(interview=told.interview, artifact=medicine, start_ms=1000, end_ms=2000)
    assert "药瓶" in page(visitor, told.url)
    cut(told)
    assert "药瓶" not in page(visitor, told.url)


def test_a_segment_of_an_unfinished_layer_has_no_address(visitor: Client, told: Told) -> None:
    layer = TranscriptFactory.create(interview=told.interview, layer="edited", status=TranscriptStatus.DRAFT)
    segment = SegmentFactory.create(transcript=layer)
    assert visitor.get(f"{told.url}s/{segment.uid}/").status_code == 404


def test_where_a_face_is_does_not_name_a_masked_person(visitor: Client) -> None:
    PersonFactory.create(name="洪卫国", alive=True)
    face = FaceRegionFactory.create(position="洪卫国左边")
    assert "洪某左边" in page(visitor, face.photograph.get_absolute_url())


@pytest.mark.parametrize("url", ["/families/one/", "/people/"])
def test_the_name_of_a_family_does_not_name_a_masked_person(visitor: Client, url: str) -> None:
    PersonFactory.create(name="洪卫国", alive=True)
    Family.objects.create(name="洪卫国一家", slug="one", live=True)
    html = page(visitor, url)
    assert "洪某一家" in html
    assert "洪卫国" not in html


def test_a_place_in_draft_is_not_named_on_the_records_from_it(visitor: Client) -> None:
    place = PlaceFactory.create(name="没定的地名", live=False)
    photograph = PhotographFactory.create(place=place)
    assert "没定的地名" not in page(visitor, photograph.get_absolute_url())


def test_a_page_behind_a_password_is_not_in_the_footer() -> None:
    home = Page.objects.get(slug="home", depth=2)
    hidden = home.add_child(instance=Page(title="内部通知", slug="inside", show_in_menus=True))
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
    frame_titles = {link.title for link in frame().links}
    assert "内部通知" not in frame_titles


ADDRESSES = [
    "/search/?q={0}&page={0}&kind={0}&decade={0}&tag={0}&sort={0}",
    "/search/?q={0}&format={0}&from={0}&to={0}&generation={0}&workshop={0}&person={0}",
    "/search/suggestions/?q={0}",
    "/search/opened/?key={0}&kind={0}",
    "/api/v1/search?q={0}&page={0}&per_page={0}",
    "/api/v1/suggest?q={0}&limit={0}",
    "/api/v1/interviews/{0}/within?q={0}",
    "/artifacts/?type={0}&decade={0}&page={0}",
    "/people/?generation={0}&page={0}",
    "/artifacts/{0}/",
    "/people/{0}/",
    "/{0}/",
    "/sitemap-artifacts.xml?p={0}",
    "/files/00000000-0000-0000-0000-000000000000/tiles/1/{0}",
]
NASTY = ["%00", "a%00b", "%ff%fe", "%ed%a0%80", "%0d%0aX:1", "-1", "9" * 5000, "1e999", "²", "%D9%A3", "%22(((*", "%5C"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_address_breaks_a_page(visitor: Client, address: str, nasty: str) -> None:
    status = visitor.get(address.format(nasty)).status_code
    assert status < 500 or (status == 503 and address.startswith("/api/")), (
        "there is no index here, and the API says so"
    )


@pytest.mark.parametrize("rest", ["", "?t=%00&within=%00&hit=%00&layer=%00", "captions.vtt?layer=%00", "s/%00/"])
def test_no_address_breaks_an_interview(visitor: Client, told: Told, rest: str) -> None:
    assert visitor.get(told.url + rest).status_code in {200, 404}


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "reading"])
def test_no_cookie_breaks_a_page(visitor: Client, name: str) -> None:
    answer = visitor.get("/artifacts/", headers={"cookie": f'{name}="\\000\\001aaaaaaaaaaaa"'})
    assert answer.status_code == 200


def test_the_reading_switch_leads_to_no_other_site(visitor: Client) -> None:
    for path in ("//evil.example/", "/%2F%2Fevil.example/", "/%5C%5Cevil.example/"):
        where = visitor.get(f"{path}?reading=large")["Location"]
        assert where.startswith("/")
        assert not where.startswith(("//", "/\\"))
