"""Handing in with plain forms: no script, no account, nothing typed is lost, and nothing is kept twice."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from archive import receipts
from archive.consent import Use
from archive.contribution_states import ContributionState
from archive.models import ConsentEntry, ConsentText, Contribution, ContributionItem
from archive.services.contributions import contacts
from media.models import Visibility
from museum.contributing.limits import BEGIN, COOKIE, remember
from tests.factories.contributions import CallFactory, CallPromptFactory, ContributionFactory, GridFactory
from tests.media.samples import picture
from tests.museum.contributing.filling import filled, stamp

pytestmark = pytest.mark.django_db
STORY = "头一天进厂，是我师傅在门口接的我。"


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def begun(visitor: Client, way: str = "story", **fields: Any) -> str:
    """Start a draft; its token."""
    response = visitor.post(f"/contribute/{way}/", filled(story=STORY, **fields))
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"]).split("/")[3]


def at(visitor: Client, token: str, step: str, **fields: Any) -> Any:
    return visitor.post(f"/contribute/continue/{token}/{step}/", filled(**fields))


def test_the_way_in_shows_what_is_asked(visitor: Client) -> None:
    CallFactory.create(title="厂里的一个声音")
    CallFactory.create(title="还没放出来的", is_live=False)
    page = visitor.get("/contribute/").content.decode()
    assert "厂里的一个声音" in page.replace("<wbr>", "")
    assert "还没放出来的" not in page


def test_a_call_asks_one_question_at_a_time(visitor: Client) -> None:
    call = CallFactory.create()
    for number, text in enumerate(("哪个声音？", "几点钟？"), start=1):
        CallPromptFactory.create(call=call, text=text, sort_order=number)
    first, second = (visitor.get(f"{call.get_absolute_url()}?q={n}").content.decode() for n in (1, 2))
    assert "哪个声音" in first
    assert "几点钟" not in first
    assert "几点钟" in second
    assert visitor.get(f"{call.get_absolute_url()}?q=99").status_code == 200


def test_four_steps_without_a_script(visitor: Client) -> None:
    token = begun(visitor, when="五八年")
    assert at(visitor, token, "who", whose="self", name="陈玉兰")["Location"].endswith("/let/")
    assert at(visitor, token, "let", teller_show="on", shown="2")["Location"].endswith("/hand-in/")
    handed_in = at(visitor, token, "hand-in")
    assert handed_in["Location"] == f"/receipt/{receipts.code_of(token)}/"
    kept = Contribution.objects.get()
    assert (kept.state, kept.story, kept.when) == (ContributionState.RECEIVED, STORY, "五八年")
    assert kept.teller is not None
    assert kept.teller.name == "陈玉兰"
    assert kept.consent_answers["teller"] == {
        "show": True, "name": False, "download": False, "machines": False, "after_death": False,
    }  # fmt: skip
    assert set(ConsentEntry.objects.filter(decision="granted").values_list("use", flat=True)) == {"show"}
    assert {str(row.text) for row in ConsentEntry.objects.all()} == {"讲述和交东西的授权书（第 2 版）"}
    assert receipts.spaced(receipts.code_of(token)) in visitor.get(handed_in["Location"]).content.decode()
    assert visitor.get(f"/contribute/continue/{token}/")["Location"] == handed_in["Location"]


def test_what_is_ticked_are_the_words_of_the_text_in_force(visitor: Client) -> None:
    """A page that was open while the words changed is shown again; the ledger keeps the words that were read."""
    token = begun(visitor)
    at(visitor, token, "who", whose="self", name="陈玉兰")
    page = visitor.get(f"/contribute/continue/{token}/let/").content.decode()
    newest = ConsentText.objects.get(key="telling", version=2)
    asked = [newest.questions[use] for use in (Use.SHOW, Use.NAME, Use.DOWNLOAD, Use.MACHINES, Use.AFTER_DEATH)]
    assert all(each.words in page and each.more in page for each in asked)
    changed = "公开展示：挂在展馆门口。不答应，就收着。"
    ConsentText.objects.create(key="telling", version=3, title=newest.title, body=changed)
    again = at(visitor, token, "let", teller_show="on", shown="2").content.decode()
    assert "换了新的一版" in again
    assert "挂在展馆门口" in again
    at(visitor, token, "let", teller_show="on", shown="3")
    assert "挂在展馆门口" in visitor.get(f"/contribute/continue/{token}/hand-in/").content.decode()
    at(visitor, token, "hand-in")
    assert [(row.use, row.text.body) for row in ConsentEntry.objects.all() if row.text] == [("show", changed)]


def test_the_same_form_twice_is_one_contribution(visitor: Client) -> None:
    assert begun(visitor) == begun(visitor)
    assert Contribution.objects.count() == 1


def test_carries_call_grid_and_question(visitor: Client) -> None:
    call, grid = CallFactory.create(), GridFactory.create()
    CallPromptFactory.create(call=call, text="哪个声音？")
    page = visitor.get(f"/contribute/story/?call={call.slug}&grid={grid.code}&q=1").content.decode()
    assert "哪个声音？" in page
    begun(visitor, call=call.slug, grid=grid.code, q="1")
    kept = Contribution.objects.get()
    assert (kept.call, kept.grid, kept.prompt) == (call, grid, "哪个声音？")


def test_goes_on_tomorrow_where_it_was(visitor: Client) -> None:
    token = begun(visitor, later="1")
    another_phone = Client()
    assert "存好了" in another_phone.get(f"/contribute/continue/{token}/").content.decode()
    page = another_phone.get(f"/contribute/continue/{token}/tell/")
    assert STORY in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_whoever_hands_in_tomorrow_is_asked_what_was_not_asked(visitor: Client) -> None:
    token = begun(visitor, later="1")
    here = f"/contribute/continue/{token}/"
    assert f'href="{here}who/"' in visitor.get(here).content.decode()
    visitor.post(f"{here}who/", filled(whose="self"))
    assert f'href="{here}let/"' in visitor.get(here).content.decode()


def test_a_helper_is_not_the_one_who_tells(visitor: Client) -> None:
    token = begun(visitor)
    refused = at(visitor, token, "who", whose="other", name="陈玉兰", helper_name="李小满")
    page = refused.content.decode()
    assert "请先问一声讲的人" in page
    assert "陈玉兰" in page
    assert "李小满" in page
    asked = {"whose": "other", "name": "陈玉兰", "helper_name": "李小满", "told": "on", "contact": "13800001958"}
    at(visitor, token, "who", **asked)
    kept = Contribution.objects.get()
    assert kept.teller is not None
    assert kept.helper is not None
    assert (kept.teller.name, kept.helper.name) == ("陈玉兰", "李小满")
    assert contacts.opened(kept.helper.contact) == "13800001958"
    assert "13800001958" not in visitor.get(f"/contribute/continue/{token}/who/").content.decode()
    assert "李小满自己，答应这些" in visitor.get(f"/contribute/continue/{token}/let/").content.decode()


def test_keeps_good_files_and_names_bad_ones(visitor: Client, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    good = SimpleUploadedFile("班组.jpg", picture())
    bad = SimpleUploadedFile("程序.jpg", b"MZ" + b"\0" * 200)
    response = visitor.post("/contribute/photographs/", filled(what="合影", files=[bad, good]))
    page = response.content.decode()
    assert response.status_code == 200
    assert "程序.jpg：" in page
    assert "班组.jpg" in page
    item = ContributionItem.objects.get()
    assert item.asset is not None
    assert item.asset.visibility == Visibility.STAFF
    assert visitor.get(item.asset.original_url).status_code == 404


def test_says_how_many_files_one_may_send(visitor: Client, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT, settings.CONTRIBUTION_MAX_FILES = tmp_path, 1
    files = [SimpleUploadedFile(f"{n}.jpg", picture(width=60 + n)) for n in range(2)]
    page = visitor.post("/contribute/photographs/", filled(files=files)).content.decode()
    assert "一次最多交 1 个" in page
    assert ContributionItem.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"stamp": stamp(3 * 24 * 3600)}, "开得太久"),
        ({"stamp": "x"}, "没有交成"),
        ({"website": "spam"}, "本来该空着"),
    ],
)
def test_what_looks_like_a_program_keeps_its_words_and_stores_nothing(
    visitor: Client, changed: dict[str, str], sentence: str
) -> None:
    page = visitor.post("/contribute/story/", filled(story=STORY) | changed).content.decode()
    assert sentence in page
    assert STORY in page
    assert not Contribution.objects.exists()


def test_hands_in_nothing_that_says_nothing(visitor: Client) -> None:
    token = str(visitor.post("/contribute/story/", filled(story=" "))["Location"]).split("/")[3]
    assert "还什么都没有讲" in at(visitor, token, "hand-in").content.decode()


def test_what_was_handed_in_is_not_written_over(visitor: Client) -> None:
    token = receipts.new_token()
    kept = ContributionFactory.create(token=token)
    assert at(visitor, token, "tell", story="另一回事")["Location"] == f"/receipt/{receipts.code_of(token)}/"
    assert Contribution.objects.get().story == kept.story


@pytest.mark.parametrize("address", ["/contribute/nothing/", "/contribute/continue/nobody/", "/contribute/calls/no/"])
def test_unknown_addresses_are_not_found(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def cookie() -> str:
    request = RequestFactory().get("/")
    return remember(request, HttpResponse()).cookies[COOKIE].value


@pytest.mark.slow
def test_five_hundred_from_one_address_in_a_minute() -> None:
    """A day-care room gets through; what is too much reads a sentence and keeps its words; nothing breaks."""
    answers = []
    for number in range(500):
        phone = Client()
        phone.cookies[COOKIE] = cookie()
        answers.append(phone.post("/contribute/story/", filled(story=STORY, stamp=stamp(key=f"form-{number}"))))
    taken = [answer for answer in answers if answer.status_code == 302]
    refused = [answer for answer in answers if answer.status_code != 302]
    assert all(answer.status_code == 302 for answer in answers[: BEGIN.address])
    assert {answer.status_code for answer in refused} == {429}
    assert Contribution.objects.count() == len(taken)
    for answer in refused[:: len(refused) // 5]:
        page = answer.content.decode()
        assert "过一分钟再按一次" in page
        assert STORY in page
