"""这是谁 and 这里有错 with plain forms: handed in with one button, kept once, shown nowhere."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from archive.contribution_states import ContributionKind, ContributionState
from archive.models import Contact, Contribution, Correction, NameProposal, Photograph
from archive.services.access import redact
from archive.services.contributions import contacts
from archive.states import Access
from tests.factories.archive import FaceRegionFactory, PersonFactory, PhotographFactory
from tests.museum.contributing.filling import filled
from tests.museum.telling import tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def photograph() -> Photograph:
    found = PhotographFactory.create(accession_number="ZH-P-0001", title="班组合影", date_taken="1958年")
    FaceRegionFactory.create(photograph=found, number=1, position="前排左起第一")
    return found


WHO = "/photographs/ZH-P-0001/who/"


def name(visitor: Client, **fields: Any) -> Any:
    return visitor.post(WHO, filled(**({"face": "1", "name": "谭德厚"} | fields)))


def test_a_name_is_handed_in_with_one_button_and_shown_nowhere(visitor: Client, photograph: Photograph) -> None:
    assert "前排左起第一" in visitor.get(f"{WHO}?face=1").content.decode()
    fields = {"certainty": "certain", "how": "workmate", "witness": "陈玉兰", "contact": "13800000000"}
    answer = name(visitor, **fields)
    assert answer["Location"].startswith("/receipt/")
    assert name(visitor, **fields)["Location"] == answer["Location"]
    kept = NameProposal.objects.select_related("contribution", "face").get()
    assert f'href="{photograph.get_absolute_url()}"' in visitor.get(answer["Location"]).content.decode()
    assert (kept.name, kept.certainty, kept.how, kept.face and kept.face.number) == ("谭德厚", "certain", "workmate", 1)
    assert kept.contribution.state == ContributionState.RECEIVED
    assert kept.contribution.about == f"photograph:{photograph.pk}"
    assert len(kept.keys) == 2
    assert contacts.opened(Contact.objects.get(party__contribution=kept.contribution)) == "13800000000"
    assert "谭德厚" not in visitor.get("/photographs/ZH-P-0001/").content.decode()
    assert "谭德厚" not in visitor.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "还没有写叫什么"),
        ({"face": ""}, "请先点一下是哪一位"),
        ({"face": "9"}, "不在照片上了"),
        ({"face": "0"}, "请在照片上点一下"),
        ({"face": "0", "x": "2000", "y": "1"}, "请在照片上点一下"),
        ({"contact": "1"}, "不像电话"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    visitor: Client, photograph: Photograph, fields: dict[str, str], sentence: str
) -> None:
    page = name(visitor, words="他教过我", **fields)
    assert (page.status_code, Contribution.objects.count()) == (200, 0)
    assert sentence in page.content.decode()
    assert "他教过我" in page.content.decode()


def test_somebody_without_a_frame_is_pointed_at_or_told_in_words(visitor: Client, photograph: Photograph) -> None:
    name(visitor, face="0", x="250", y="700")
    kept = NameProposal.objects.get()
    assert (kept.face, kept.x_permille, kept.y_permille) == (None, 250, 700)


def test_another_name_after_the_way_back_is_another_contribution(visitor: Client, photograph: Photograph) -> None:
    name(visitor)
    name(visitor, face="0", where="后排右边", name="洪师傅")
    assert set(NameProposal.objects.values_list("name", flat=True)) == {"谭德厚", "洪师傅"}


def test_said_by_voice_it_waits_for_the_recorder(visitor: Client, photograph: Photograph) -> None:
    answer = name(visitor, name="", record="1")
    assert answer["Location"].endswith("/voice/")
    assert Contribution.objects.get().state == ContributionState.DRAFT


def test_nobody_is_offered_who_must_not_be_mentioned(visitor: Client, photograph: Photograph) -> None:
    hidden = PersonFactory.create(withdrawn=True)
    FaceRegionFactory.create(photograph=photograph, number=2, position="后排第二", person=hidden)
    assert "后排第二" not in visitor.get(WHO).content.decode()
    assert "不在照片上了" in name(visitor, face="2").content.decode()


@pytest.mark.parametrize(("access", "status"), [(Access.WITHDRAWN, 410), (Access.RESTRICTED, 403)])
def test_of_what_is_closed_nothing_is_asked(
    visitor: Client, photograph: Photograph, access: Access, status: int
) -> None:
    Photograph.objects.update(access=access)
    for address in (WHO, "/correct/photograph/ZH-P-0001/", "/correct/photograph/ZH-P-0001/?part=title"):
        assert visitor.get(address).status_code == status
    assert name(visitor).status_code == status
    assert not Contribution.objects.exists()


def test_what_a_page_says_is_put_right_side_by_side(visitor: Client, photograph: Photograph) -> None:
    address = "/correct/photograph/ZH-P-0001/"
    assert "?part=date_taken" in visitor.get(address).content.decode()
    page = visitor.get(f"{address}?part=date_taken").content.decode()
    assert page.count("1958年") == 2
    same = visitor.post(address, filled(part="date_taken", proposed="1958年"))
    assert "和现在写的一样" in same.content.decode()
    answer = visitor.post(address, filled(part="date_taken", proposed="1959年秋", reason="那年我进厂"))
    assert answer["Location"].startswith("/receipt/")
    kept = Correction.objects.select_related("contribution").get()
    assert (kept.part, kept.shown, kept.proposed, kept.reason) == ("date_taken", "1958年", "1959年秋", "那年我进厂")
    assert kept.contribution.kind == ContributionKind.CORRECTION
    assert "1959年秋" not in visitor.get("/photographs/ZH-P-0001/").content.decode()


@pytest.mark.parametrize("part", ["", "access", "rights_note", "s-nothing"])
def test_only_what_is_shown_can_be_put_right(visitor: Client, photograph: Photograph, part: str) -> None:
    answer = visitor.post("/correct/photograph/ZH-P-0001/", filled(part=part, proposed="别的"))
    assert answer.status_code == (404 if part else 200)
    assert not Contribution.objects.exists()


def test_a_line_is_found_by_its_time_and_a_cut_one_is_not_there(visitor: Client) -> None:
    told = tell("第一句。", "第二句。", slug="long-talk")
    address = "/correct/interview/long-talk/"
    first, second = told.segments
    page = visitor.get(f"{address}?t=0").content.decode()
    assert f"?part=s-{first.uid}" in page
    assert visitor.post(address, filled(part=f"s-{first.uid}", proposed="第一句，改过。")).status_code == 302
    redact(segment=second)
    assert visitor.get(f"{address}?part=s-{second.uid}").status_code == 404
    assert "第二句" not in visitor.get(f"{address}?t=0").content.decode()


def test_a_flood_is_told_to_wait_with_everything_typed(visitor: Client, photograph: Photograph) -> None:
    visitor.get(WHO)
    answers = [name(visitor, name=f"谭{n}") for n in range(14)]
    assert answers[-1].status_code == 429
    assert "谭13" in answers[-1].content.decode()
