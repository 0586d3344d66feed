"""这是谁: names of the dead, masks for the living, silence about those who want none, and no majority."""

from decimal import Decimal
from typing import Any

import pytest

from archive.models import FaceRegion, Photograph
from archive.rights import Viewer
from archive.states import ClaimStatus, FaceStatus
from museum.faces import Face, Frame, faces_of
from museum.reader import Reader
from tests.factories.archive import FaceRegionFactory, NameClaimFactory, PersonFactory, PhotographFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def photograph() -> Photograph:
    return PhotographFactory.create()


def face(photograph: Photograph, **fields: Any) -> FaceRegion:
    return FaceRegionFactory.create(photograph=photograph, **fields)


def shown(photograph: Photograph, viewer: Viewer = Viewer.PUBLIC) -> list[Face]:
    return faces_of(Photograph.objects.get(pk=photograph.pk), Reader(viewer))


def texts(found: Face) -> list[str]:
    return [name.text for name in found.names]


def test_a_confirmed_face_of_somebody_dead_is_named(photograph: Photograph) -> None:
    face(photograph, number=1, position="前排左起第一", person=PersonFactory.create(name="谭德厚"), status="confirmed")
    (found,) = shown(photograph)
    assert (texts(found), found.word) == (["谭德厚"], "已确认")
    assert found.label == "前排左起第一：谭德厚"


def test_a_living_person_without_a_yes_is_masked_in_every_word(photograph: Photograph) -> None:
    person = PersonFactory.create(name="洪卫国", alive=True)
    region = face(photograph, position="洪卫国左边", person=person)
    NameClaimFactory.create(face=region, person=person, witness=person, how_known="洪卫国自己说的")
    (found,) = shown(photograph)
    assert texts(found) == ["洪某"]
    assert "洪卫国" not in repr(found)
    assert texts(shown(photograph, Viewer.STAFF)[0]) == ["洪卫国"]


def test_a_face_of_somebody_who_must_not_be_mentioned_is_left_out_whole(photograph: Photograph) -> None:
    person = PersonFactory.create(withdrawn=True)
    face(photograph, number=1, person=person, status=FaceStatus.CONFIRMED)
    NameClaimFactory.create(face=face(photograph, number=2), person=person)
    assert shown(photograph) == []


def test_several_who_know_it_are_counted(photograph: Photograph) -> None:
    person, region = PersonFactory.create(name="谭德厚"), face(photograph)
    for _ in range(3):
        NameClaimFactory.create(face=region, person=person, witness=PersonFactory.create())
    (found,) = shown(photograph)
    assert (texts(found), found.word, len(found.testimonies)) == (["谭德厚"], "3 位都认得", 3)


def test_those_who_disagree_stand_side_by_side(photograph: Photograph) -> None:
    region = face(photograph)
    for name in ("谭德厚", "覃有德", "谭德厚"):
        NameClaimFactory.create(face=region, person=PersonFactory.create(name=name))
    (found,) = shown(photograph)
    assert (texts(found), found.word) == (["谭德厚", "覃有德"], "说法不一，都写着")


def test_what_was_ruled_out_is_not_told(photograph: Photograph) -> None:
    claim = NameClaimFactory.create(face=face(photograph), person=PersonFactory.create(name="谭德厚"))
    claim.status = ClaimStatus.REJECTED
    claim.save()
    (found,) = shown(photograph)
    assert (texts(found), found.word) == ([], "还没有人认出来")


def test_one_word_waits_for_another(photograph: Photograph) -> None:
    NameClaimFactory.create(face=face(photograph), person=PersonFactory.create(name="谭德厚"))
    assert shown(photograph)[0].word == "一个人说的，等旁证"


def test_a_name_in_words_is_told_when_a_curator_let_it_through(photograph: Photograph) -> None:
    claim = NameClaimFactory.create(face=face(photograph), name="父亲的老乡", is_public=False)
    assert (texts(shown(photograph)[0]), shown(photograph)[0].word) == ([], "有人说过，还在核对")
    claim.is_public = True
    claim.save()
    assert texts(shown(photograph)[0]) == ["父亲的老乡"]


def test_a_witness_without_an_entry_is_named_in_words(photograph: Photograph) -> None:
    NameClaimFactory.create(face=face(photograph), person=PersonFactory.create(), witness_name="门卫老何")
    (testimony,) = shown(photograph)[0].testimonies
    assert testimony.witness is not None
    assert testimony.witness.text == "门卫老何"


def test_faces_come_by_number_and_only_drawn_ones_have_a_frame(photograph: Photograph) -> None:
    face(photograph, number=2)
    sides = {"left": "0.1", "top": "0.25", "width": "0.05", "height": "0.125"}
    face(photograph, number=1, **{name: Decimal(side) for name, side in sides.items()})
    first, second = shown(photograph)
    assert (first.number, first.frame) == (1, Frame(100, 250, 50, 125))
    assert (second.number, second.frame) == (2, None)
    assert second.is_unknown
