"""认人与指错 in the admin: the original beside what was proposed; who may not open the record learns nothing of it."""

from typing import Any

import pytest
from django.test import Client

from archive import corrections
from archive.models import Contribution, NameClaim, Photograph
from archive.services.contributions.holding import version_of
from archive.states import Access
from tests.factories.archive import FaceRegionFactory, PersonFactory, PhotographFactory
from tests.factories.contributions import CorrectionFactory, NameProposalFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/curation/proposals/"


@pytest.fixture
def photograph() -> Photograph:
    return PhotographFactory.create(title="班组合影")


@pytest.fixture
def named(photograph: Photograph) -> Any:
    face = FaceRegionFactory.create(photograph=photograph)
    about = corrections.about(photograph)
    return NameProposalFactory.create(face=face, name="谭德厚", contribution__about=about, words="教过我")


@pytest.fixture
def wrong(photograph: Photograph) -> Any:
    return CorrectionFactory.create(contribution__about=corrections.about(photograph), proposed="检修班合影")


def page_of(row: Any) -> str:
    return f"{LIST}{row.contribution.uuid}/"


def test_a_name_is_taken_in_with_the_person_it_is(cataloguer: Client, photograph: Photograph, named: Any) -> None:
    person = PersonFactory.create(name="谭德厚")
    assert "谭德厚" in cataloguer.get(LIST).content.decode()
    assert page_of(named) in cataloguer.get(f"/admin/curation/photographs/edit/{photograph.pk}/").content.decode()
    assert "教过我" in cataloguer.get(page_of(named)).content.decode()
    answer = cataloguer.post(page_of(named), {"accept": "1", "name": "谭德厚", "person": person.pk})
    assert answer.status_code == 302
    assert NameClaim.objects.get().person == person
    assert Contribution.objects.get().state == "accepted"
    again = cataloguer.post(page_of(named), {"accept": "1", "name": "谭德厚"})
    assert "别人先办了" in again.content.decode()
    assert NameClaim.objects.count() == 1


def test_a_correction_shows_both_wordings_and_is_written(
    cataloguer: Client, photograph: Photograph, wrong: Any
) -> None:
    page = cataloguer.get(page_of(wrong)).content.decode()
    assert "<del>班组</del>" in page
    assert "<ins>检修班</ins>" in page
    cataloguer.post(page_of(wrong), {"accept": "1", "value": "检修班合影"})
    photograph.refresh_from_db()
    assert photograph.title == "检修班合影"


def test_what_was_changed_since_is_not_written_over_unseen(cataloguer: Client, wrong: Any) -> None:
    Photograph.objects.update(title="一九五八年合影")
    page = cataloguer.get(page_of(wrong)).content.decode()
    assert "请看" in page
    assert ">\n一九五八年合影</textarea>" in page


def test_no_is_said_with_a_reason(cataloguer: Client, wrong: Any) -> None:
    cataloguer.post(page_of(wrong), {"refuse": "1", "reason": "other", "note": "问过了，谢谢您"})
    assert Contribution.objects.get().not_used_note == "问过了，谢谢您"


def test_no_without_a_word_sends_the_ready_sentence(cataloguer: Client, wrong: Any) -> None:
    assert "没有用上，不是您讲得不好" in cataloguer.get(page_of(wrong)).content.decode()
    cataloguer.post(page_of(wrong), {"refuse": "1", "reason": "other"})
    assert "不是您讲得不好" in Contribution.objects.get().not_used_note


@pytest.mark.parametrize("do", ["accept", "refuse"])
def test_the_desk_leads_here_and_decides_nothing(cataloguer: Client, named: Any, wrong: Any, do: str) -> None:
    for row in (named, wrong):
        desk = f"/admin/curation/contributions/edit/{row.contribution.pk}/"
        page = cataloguer.get(desk).content.decode()
        assert page_of(row) in page
        assert 'value="refuse"' not in page
        version = version_of(Contribution.objects.get(pk=row.contribution.pk))
        typed = {"refuse-reason": "other", "as": "name", "accept-title": "谭德厚"}
        answer = cataloguer.post(desk, {"do": do, "version": version, **typed})
        assert answer["Location"] == page_of(row)
    assert set(Contribution.objects.values_list("state", flat=True)) == {"received"}
    assert not NameClaim.objects.exists()


def test_who_may_not_open_the_record_learns_nothing(
    cataloguer: Client, reviewer: Client, photograph: Photograph, named: Any, wrong: Any
) -> None:
    assert reviewer.get(LIST).status_code == 302
    Photograph.objects.update(access=Access.RESTRICTED)
    told = cataloguer.get(LIST).content.decode()
    assert "班组合影" not in told
    assert "谭德厚" not in told
    for row in (named, wrong):
        answer = cataloguer.post(page_of(row), {"accept": "1", "name": "谭德厚", "value": "检修班合影"}, follow=True)
        assert "检修班合影" not in answer.content.decode()
    assert not NameClaim.objects.exists()
