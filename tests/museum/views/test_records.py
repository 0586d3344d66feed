"""Objects, photographs, albums: shown, refused, listed."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from factory.django import DjangoModelFactory

from archive.models import ArtifactImage, ArtifactPerson, ArtifactPlace, ArtifactRelated, FaceRegion, MomentMention
from archive.states import Access, PictureUse
from museum.models import User
from tests.factories.archive import (
    ArtifactFactory,
    FaceRegionFactory,
    NameClaimFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
    PlaceFactory,
    RestrictionFactory,
    RightsStatementFactory,
    TermFactory,
)
from tests.museum.conftest import MODEL_BACKEND
from tests.museum.looking import picture
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


def page(visitor: Client, url: str) -> str:
    answer = visitor.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_object_shows_its_label_and_its_sheet(visitor: Client) -> None:
    artifact = ArtifactFactory.create(title="搪瓷缸", story_label="周家用它喝了三十年水。", date_made="1970年")
    html = page(visitor, artifact.get_absolute_url())
    assert "周家用它喝了三十年水。" in html
    assert "1970年" in html
    assert artifact.accession_number in html


@pytest.mark.parametrize("factory", [ArtifactFactory, PhotographFactory])
@pytest.mark.parametrize(
    ("access", "status"),
    [(Access.STAFF, 403), (Access.RESTRICTED, 403), (Access.EMBARGOED, 404), (Access.WITHDRAWN, 410)],
)
def test_a_closed_record_is_refused(
    visitor: Client, factory: type[DjangoModelFactory[Any]], access: Access, status: int
) -> None:
    record = factory.create(access=access, title="不给看的东西")
    answer = visitor.get(record.get_absolute_url())
    assert answer.status_code == status
    assert "不给看的东西" not in answer.content.decode()


def test_staff_who_may_not_know_are_told_why(client: Client) -> None:
    clerk = User.objects.create_user("clerk", password="a-long-password")
    clerk.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(clerk, backend=MODEL_BACKEND)
    answer = client.get(ArtifactFactory.create(access=Access.RESTRICTED).get_absolute_url())
    assert answer.status_code == 403
    assert "来问" in answer.content.decode()


def test_an_unknown_number_is_not_found(visitor: Client, db: None) -> None:
    answer = visitor.get("/artifacts/ZH-A-9999/")
    assert answer.status_code == 404
    assert "这一页不在这里" in answer.content.decode().replace("<wbr>", "")


def test_the_list_leaves_out_what_is_closed(visitor: Client) -> None:
    open_one, closed = ArtifactFactory.create(), ArtifactFactory.create(access=Access.STAFF)
    html = page(visitor, "/artifacts/")
    assert open_one.get_absolute_url() in html
    assert closed.get_absolute_url() not in html


def test_the_list_narrows_by_type_and_decade(visitor: Client) -> None:
    mug = ArtifactFactory.create(object_type=TermFactory.create(name="餐具"), date_made="1962年")
    lamp = ArtifactFactory.create(object_type=TermFactory.create(name="灯具"), date_made="1985年")
    assert lamp.get_absolute_url() not in page(visitor, "/artifacts/?type=餐具")
    by_decade = page(visitor, "/artifacts/?decade=1960")
    assert mug.get_absolute_url() in by_decade
    assert lamp.get_absolute_url() not in by_decade


@pytest.mark.parametrize("query", ["page=0", "page=999", "page=x", "decade=19", "decade=9999", "type=", "decade=-1"])
def test_strange_questions_to_a_list_are_answered(visitor: Client, query: str) -> None:
    ArtifactFactory.create()
    assert visitor.get(f"/artifacts/?{query}").status_code == 200


def test_a_living_person_in_a_label_is_masked(visitor: Client) -> None:
    PersonFactory.create(name="洪卫国", alive=True)
    artifact = ArtifactFactory.create(story_label="洪卫国捐的。", title="洪卫国的缸")
    html = page(visitor, artifact.get_absolute_url())
    assert "洪某捐的。" in html
    assert "洪卫国" not in html


def test_a_closed_picture_is_not_in_the_page(visitor: Client) -> None:
    artifact = ArtifactFactory.create()
    kept_back = PictureFactory.create()
    ArtifactImage.objects.create(artifact=artifact, picture=kept_back, caption="内页", is_closed=True)
    html = page(visitor, artifact.get_absolute_url())
    assert "内页" not in html
    assert str(kept_back.asset.uuid) not in html


def test_people_are_named_and_linked(visitor: Client) -> None:
    person = PersonFactory.create(name="周桂生")
    artifact = ArtifactFactory.create()
    ArtifactPerson.objects.create(artifact=artifact, person=person, role="用过")
    html = page(visitor, artifact.get_absolute_url())
    assert f'<a href="{person.get_absolute_url()}">周桂生</a>（用过）' in html


def test_moments_that_speak_of_it_can_be_played(visitor: Client, told: Told) -> None:
    artifact = ArtifactFactory.create()
    MomentMention.objects.create(interview=told.interview, artifact=artifact, start_ms=1000, end_ms=2000)
    html = page(visitor, artifact.get_absolute_url())
    assert "师傅在后头打手电。" in html
    assert f"{told.url}?t=1,2#s-{told.segments[1].uid}" in html


def test_a_moment_that_was_cut_is_not_told(visitor: Client, told: Told) -> None:
    artifact = ArtifactFactory.create()
    MomentMention.objects.create(interview=told.interview, artifact=artifact, start_ms=1000, end_ms=2000)
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=1500)
    assert "打手电" not in page(visitor, artifact.get_absolute_url())


def test_closed_neighbours_are_left_out(visitor: Client) -> None:
    artifact, near, closed = (
        ArtifactFactory.create(),
        ArtifactFactory.create(),
        ArtifactFactory.create(access=Access.STAFF),
    )
    for other in (near, closed):
        ArtifactRelated.objects.create(owner=artifact, artifact=other)
    html = page(visitor, artifact.get_absolute_url())
    assert near.get_absolute_url() in html
    assert closed.get_absolute_url() not in html


def test_witnesses_who_disagree_stand_side_by_side(visitor: Client) -> None:
    photograph = PhotographFactory.create()
    face: FaceRegion = FaceRegionFactory.create(photograph=photograph, position="二排左三")
    for name in ("谭德厚", "覃有德"):
        NameClaimFactory.create(face=face, person=PersonFactory.create(name=name))
    html = page(visitor, photograph.get_absolute_url())
    assert "谭德厚" in html
    assert "覃有德" in html


def test_a_name_in_words_alone_waits_for_a_curator(visitor: Client) -> None:
    photograph = PhotographFactory.create()
    NameClaimFactory.create(face=FaceRegionFactory.create(photograph=photograph), name="王小明")
    assert "王小明" not in page(visitor, photograph.get_absolute_url())


def test_a_photograph_that_stays_in_the_room_is_not_online(visitor: Client) -> None:
    at_home = PictureFactory.create()
    photograph = PhotographFactory.create(picture=at_home, is_picture_closed=True)
    html = page(visitor, photograph.get_absolute_url())
    assert str(at_home.asset.uuid) not in html
    assert "不上网" in html


def test_a_picture_can_be_looked_at_closely_where_its_rights_allow(visitor: Client) -> None:
    shown = picture()
    photograph = PhotographFactory.create(picture=shown, rights=RightsStatementFactory.create())
    html = page(visitor, photograph.get_absolute_url())
    assert f'data-zoom="/iiif/image/{shown.asset.uuid}/info.json"' in html
    assert f'href="{shown.largest_url}"' in html
    assert "openseadragon.min.js" in html
    assert '<script src="/static/museum/vendor' not in html


def test_where_only_a_small_one_may_go_out_there_is_nothing_to_magnify(visitor: Client) -> None:
    photograph = PhotographFactory.create(
        picture=picture(), rights=RightsStatementFactory.create(picture_use=PictureUse.SMALL)
    )
    html = page(visitor, photograph.get_absolute_url())
    assert "data-zoom" not in html
    assert "640.jpg" not in html
    assert "只放小图" in html


def test_several_views_have_their_small_ones(visitor: Client) -> None:
    artifact = ArtifactFactory.create(rights=RightsStatementFactory.create())
    for caption in ("正面", "缸底"):
        ArtifactImage.objects.create(artifact=artifact, picture=picture(), caption=caption)
    html = page(visitor, artifact.get_absolute_url())
    assert 'href="#view-2"' in html
    assert 'id="view-2"' in html


def test_a_back_with_words_is_a_view_of_its_own(visitor: Client) -> None:
    photograph = PhotographFactory.create(
        picture=picture(), verso_picture=picture(), verso_text="一九六二年摄", rights=RightsStatementFactory.create()
    )
    html = page(visitor, photograph.get_absolute_url())
    assert html.count("data-zoom=") == 2
    assert "一九六二年摄" in html


def test_every_frame_over_the_picture_has_its_place_in_the_list(visitor: Client) -> None:
    photograph = PhotographFactory.create(picture=picture(), rights=RightsStatementFactory.create())
    sides = {name: Decimal("0.2") for name in ("left", "top", "width", "height")}
    FaceRegionFactory.create(photograph=photograph, number=1, person=PersonFactory.create(name="谭德厚"), **sides)
    FaceRegionFactory.create(photograph=photograph, number=2)
    html = page(visitor, photograph.get_absolute_url())
    assert 'href="#face-1" id="frame-1"' in html
    assert 'id="face-1"' in html
    assert 'id="face-2"' in html
    assert "frame-2" not in html
    assert "还不知道是谁" in html


def test_the_neighbours_on_the_shelf_are_those_this_visitor_may_see(visitor: Client) -> None:
    numbers = ["ZH-A-0101", "ZH-A-0102", "ZH-A-0103", "ZH-A-0104"]
    first, closed, third, last = (ArtifactFactory.create(accession_number=number) for number in numbers)
    closed.access = Access.STAFF
    closed.save()
    html = page(visitor, third.get_absolute_url())
    assert f'<a rel="prev" href="{first.get_absolute_url()}">' in html
    assert f'href="{last.get_absolute_url()}"' in html
    assert closed.get_absolute_url() not in html


@pytest.mark.parametrize(
    ("use", "words"), [("full", "图可以放大看"), ("small", "网上只放小图"), ("room_only", "图不上网")]
)
def test_rights_are_told_in_plain_words(visitor: Client, use: str, words: str) -> None:
    rights = RightsStatementFactory.create(picture_use=use, allows_download=False)
    artifact = ArtifactFactory.create(rights=rights)
    ArtifactImage.objects.create(artifact=artifact, picture=picture())
    html = page(visitor, artifact.get_absolute_url())
    assert words in html
    assert "要存、要印，先问我们" in html


def test_where_no_curator_chose_the_place_does(visitor: Client) -> None:
    shop = PlaceFactory.create()
    artifact = ArtifactFactory.create()
    ArtifactPlace.objects.create(artifact=artifact, place=shop)
    photograph = PhotographFactory.create(place=shop, title="三车间合影")
    closed = PhotographFactory.create(place=shop, access=Access.STAFF)
    html = page(visitor, artifact.get_absolute_url())
    assert "同一个地方的老照片" in html
    assert closed.get_absolute_url() not in html
    assert artifact.get_absolute_url() in page(visitor, photograph.get_absolute_url())
    ArtifactRelated.objects.create(owner=artifact, artifact=ArtifactFactory.create())
    assert "同一个地方的老照片" not in page(visitor, artifact.get_absolute_url())
