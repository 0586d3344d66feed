"""收回来 with the code of a receipt: one choice, in plain words, without script, telling nobody's secrets."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from archive import receipts
from archive.consent import Use
from archive.contribution_states import ContributionState, PartyRole
from archive.models import ConsentEntry, ConsentParty, ConsentText, Contribution, Interview, Outcome, Withdrawal
from archive.services.consent import hand_on, is_allowed
from archive.services.contributions.consenting import TEXTS, grant_answers
from archive.services.erasure import settle_case
from archive.states import WithdrawalOutcome
from media.models import Asset, Visibility
from tests.factories.archive import FaceRegionFactory, PersonFactory, PhotographFactory, PictureFactory
from tests.factories.contributions import ContributionFactory
from tests.museum.contributing.filling import filled
from tests.museum.telling import tell

pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-the-tests"
CODE = receipts.code_of(TOKEN)
ADDRESS = f"/receipt/{CODE}/withdraw/"


@pytest.fixture(autouse=True)
def fresh(tmp_path: Any, settings: Any) -> None:
    settings.WITHDRAWAL_TOMBSTONES = tmp_path / "tombstones.jsonl"
    cache.clear()


@pytest.fixture
def contribution() -> Contribution:
    """Handed in by 李小满 for 陈玉兰, and made into an interview that is online."""
    made: Contribution = ContributionFactory.create(token=TOKEN, state=ContributionState.ONLINE, story="夜班")
    made.parties.all().delete()
    made.parties.create(role=PartyRole.TELLER, name="陈玉兰")
    made.parties.create(role=PartyRole.HELPER, name="李小满", relation="外孙女")
    shown = {role: ConsentText.objects.get(key=key, version=2).pk for role, key in TEXTS.items()}
    made.consent_answers = {"teller": {"voice": True, "machines": False}, "helper": {"name": False}, "texts": shown}
    made.save()
    interview = tell("夜班开始了。", "那是秘密。", title="化验室的一百只瓶子").interview
    Outcome.objects.create(contribution=made, record=interview)
    return made


def test_the_code_brought_by_the_qr_leads_to_the_choice(visitor: Client, contribution: Contribution) -> None:
    page = visitor.get(f"/withdraw/?code={CODE}")
    assert (page.status_code, CODE in page.content.decode()) == (200, True)
    assert visitor.post("/withdraw/", {"code": receipts.spaced(CODE)})["Location"] == ADDRESS
    assert visitor.post("/withdraw/", {"code": "1"}).status_code == 404


def test_the_choice_names_nobody(visitor: Client, contribution: Contribution) -> None:
    page = visitor.get(ADDRESS).content.decode()
    assert all(word in page for word in ("都收回来", "只收其中一段", "只收我的名字", "只收我的声音", "只收我的样子"))
    assert not any(name in page for name in ("陈玉兰", "李小满", "外孙女"))


def test_what_goes_with_a_face_is_said_before_it_is_chosen(visitor: Client, contribution: Contribution) -> None:
    assert "还没有认出您的照片和录像" in visitor.get(ADDRESS).content.decode()
    person = PersonFactory.create(name="陈玉兰")
    ConsentParty.objects.create(contribution_uuid=contribution.uuid, name="陈玉兰", person=person)
    for _number in range(2):
        FaceRegionFactory.create(photograph=PhotographFactory.create(picture=PictureFactory.create()), person=person)
    page = visitor.get(ADDRESS).content.decode()
    assert "一张里的别人也跟着看不到" in page
    assert "收起来的是 2 个文件" in page
    visitor.post(ADDRESS, filled(scope="face"))
    assert Asset.objects.filter(visibility=Visibility.SEALED).count() == 2


def test_everything_is_taken_back_and_put_back(visitor: Client, contribution: Contribution) -> None:
    url = Interview.objects.get().get_absolute_url()
    assert visitor.post(ADDRESS, filled(scope="everything")).status_code == 302
    assert visitor.get(url).status_code == 410
    assert Contribution.objects.get().state == ContributionState.WITHDRAWN
    assert "已经办过了" in visitor.post(ADDRESS, filled(scope="everything")).content.decode()
    visitor.post(ADDRESS, filled(undo="1"))
    assert visitor.get(url).status_code == 200
    assert Contribution.objects.get().state == ContributionState.ONLINE


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"scope": "soul"}, "请选一样"),
        ({"scope": "passage"}, "从几分几秒到几分几秒"),
        ({"scope": "passage", "start_ms": "x", "end_ms": "0:02"}, "不是时间"),
        ({"scope": "passage", "start_ms": "0:02", "end_ms": "0:01"}, "从几分几秒到几分几秒"),
        ({"scope": "face"}, "没有找到照片"),
    ],
)
def test_what_cannot_be_done_is_said(
    visitor: Client, contribution: Contribution, sent: dict[str, str], sentence: str
) -> None:
    page = visitor.post(ADDRESS, filled(**sent))
    assert (page.status_code, sentence in page.content.decode()) == (200, True)
    assert not Withdrawal.objects.exists()


def test_a_passage_is_taken_back_and_put_back(visitor: Client, contribution: Contribution) -> None:
    url = Interview.objects.get().get_absolute_url()
    visitor.post(ADDRESS, filled(scope="passage", start_ms="0:01", end_ms="0:02"))
    page = visitor.get(url).content.decode()
    assert ("夜班开始了" in page, "那是秘密" in page) == (True, False)
    assert "已经收起来的" in visitor.get(ADDRESS).content.decode()
    visitor.post(ADDRESS, filled(undo="1"))
    assert "那是秘密" in visitor.get(url).content.decode()


def test_erasing_reaches_what_was_handed_in(visitor: Client, contribution: Contribution) -> None:
    visitor.post(ADDRESS, filled(scope="everything"))
    settle_case(withdrawal=Withdrawal.objects.get(), outcome=WithdrawalOutcome.ERASE, by="guanzhang")
    kept = Contribution.objects.get()
    assert (kept.state, kept.story, kept.parties.count()) == (ContributionState.ERASED, "", 0)
    assert not Interview.objects.exists()


def test_what_was_ticked_is_in_the_ledger_with_proxy_and_text(contribution: Contribution) -> None:
    grant_answers(contribution)
    interview = Interview.objects.get()
    hand_on(source=contribution, target=interview)
    assert is_allowed(interview, Use.VOICE)
    assert not is_allowed(interview, Use.MACHINES)
    voice = ConsentEntry.objects.filter(use="voice", material_kind="contribution").get()
    assert voice.giver is not None
    assert voice.proxy is not None
    assert voice.text is not None
    assert (voice.giver.name, voice.proxy.name, voice.form, voice.text.key) == (
        "陈玉兰",
        "李小满",
        "tapped",
        "telling",
    )


def test_the_page_about_consent_shows_the_words_that_are_agreed_to(visitor: Client) -> None:
    page = visitor.get("/consent/").content.decode()
    assert all(word in page for word in ("您讲的、您交来的，还是您的", "第 2 版", "以前的第 1 版", 'href="/withdraw/"'))


def test_the_old_address_of_the_words_about_consent_leads_there(visitor: Client) -> None:
    answer = visitor.get("/rights/")
    assert (answer.status_code, answer["Location"]) == (301, "/consent/")
    assert "授权与撤回" not in visitor.get("/").content.decode()
