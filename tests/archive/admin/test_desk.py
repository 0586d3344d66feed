"""The curators' desk: the queue and its filters, one contribution, two at once, four roles."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.contribution_states import ContributionState, NotUsedReason
from archive.models import Artifact, Contribution, Interview, Message, Photograph
from archive.services.contributions import contacts
from archive.services.contributions.files import receive
from archive.services.contributions.holding import version_of
from media.models import Asset
from media.services.conversion import convert
from museum.models import User
from tests.archive.admin.conftest import Browser, address
from tests.factories.contributions import (
    CallFactory,
    ContributionFactory,
    GridFactory,
    ItemFactory,
    PartyFactory,
)
from tests.media import samples

pytestmark = pytest.mark.django_db
QUEUE = "/admin/curation/contributions/"


def read(browser: Client, url: str = QUEUE) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def desk_of(contribution: Contribution) -> str:
    return address("contribution", "edit", contribution.pk)


def press(browser: Client, contribution: Contribution, do: str, **typed: Any) -> Any:
    """Sends a form as the page would, for the contribution as it is now."""
    version = version_of(Contribution.objects.get(pk=contribution.pk))
    return browser.post(desk_of(contribution), {"version": version, "do": do, **typed})


@pytest.mark.parametrize("role", ["馆长", "编目员", "审核员", "征集员"])
def test_every_role_sees_what_waits_longest_first(as_role: Browser, role: str) -> None:
    for days, story in ((1, "昨天的"), (30, "上个月的")):
        ContributionFactory.create(story=story, received_at=timezone.now() - timedelta(days=days))
    ContributionFactory.create(story="没交完的", draft=True)
    page = read(as_role(role))
    assert page.index("上个月的") < page.index("昨天的")
    assert "没交完的" not in page
    assert "30 天了" in page


def test_a_full_page_costs_what_a_page_of_one_costs(cataloguer: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            read(cataloguer)
        return len(caught)

    def one_more() -> None:
        contribution = ContributionFactory.create(call=CallFactory.create(), grid=GridFactory.create())
        PartyFactory.create(contribution=contribution)
        ItemFactory.create(contribution=contribution)

    one_more()
    read(cataloguer)
    alone = cost()
    for _ in range(40):
        one_more()
    assert cost() == alone
    assert alone <= 22


def test_filters(cataloguer: Client) -> None:
    call, grid = CallFactory.create(), GridFactory.create()
    ContributionFactory.create(story="甲", call=call, kind="voice")
    ContributionFactory.create(story="乙", grid=grid, not_used=True)
    mine = ContributionFactory.create(story="丙", assigned_to=User.objects.get(username="user-of-编目员"))
    PartyFactory.create(contribution=mine, name="易春生")
    found = {
        "": "甲丙",
        f"call={call.pk}": "甲",
        f"state=all&grid={grid.pk}": "乙",
        "state=not_used": "乙",
        "kind=voice": "甲",
        "whose=me": "丙",
        "whose=nobody": "甲",
        "q=易春生": "丙",
        "q=没有的": "",
        "state=rubbish&call=x&grid=²": "甲丙",
    }
    for query, shown in found.items():
        page = read(cataloguer, f"{QUEUE}?{query}")
        assert {each for each in "甲乙丙" if f"<strong>{each}</strong>" in page} == set(shown), query


def test_says_what_was_agreed_to_before_anything_is_made_of_it(cataloguer: Client) -> None:
    contribution = ContributionFactory.create(consent_answers={"teller": {"show": True, "name": False}})
    page = read(cataloguer, desk_of(contribution))
    assert "讲的人答应的" in page
    assert cataloguer.get(desk_of(contribution)).context["answers"] == [("讲的人", ["公开展示"], ["写出姓名"])]
    assert "看联系方式" not in page


def test_accepting_fills_the_form_and_makes_a_draft(cataloguer: Client) -> None:
    contribution = ContributionFactory.create(kind="thing", what="搪瓷缸", when="五八年前后", story="评上先进发的。")
    PartyFactory.create(contribution=contribution)
    item = ItemFactory.create(contribution=contribution)
    form = cataloguer.get(desk_of(contribution)).context["accept"]
    assert (form["title"].value(), form["date"].value(), form["credit"].value()) == (
        "搪瓷缸", "五八年前后", "一位讲述人",
    )  # fmt: skip
    typed = {
        "as": "artifact", "accept-title": "搪瓷缸", "accept-date": "五八年前后", "accept-story": "评上先进发的。",
        "accept-credit": "一位讲述人", "accept-items": [item.pk], "accept-key": form["key"].value(),
    }  # fmt: skip
    for _ in range(2):
        assert press(cataloguer, contribution, "accept", **typed).status_code == 302
    artifact = Artifact.objects.get()
    assert (artifact.live, artifact.story_label, artifact.images.count()) == (False, "评上先进发的。", 1)
    page = read(cataloguer, address("artifact", "edit", artifact.pk))
    assert "评上先进发的。" in page
    assert desk_of(contribution) in page
    assert address("artifact", "edit", artifact.pk) in read(cataloguer, desk_of(contribution))


@pytest.mark.parametrize("words", ["说不清哪年", ""])
def test_words_that_are_no_date_stay_words(cataloguer: Client, words: str) -> None:
    contribution = ContributionFactory.create(kind="thing", when=words)
    answer = cataloguer.get(desk_of(contribution))
    assert answer.context["accept"]["date"].value() == ""
    assert words in answer.content.decode()


def test_a_name_without_a_yes_is_refused_beside_the_field(cataloguer: Client) -> None:
    contribution = ContributionFactory.create(kind="thing")
    PartyFactory.create(contribution=contribution, name="陈玉兰")
    key = cataloguer.get(desk_of(contribution)).context["accept"]["key"].value()
    answer = press(
        cataloguer, contribution, "accept",
        **{"as": "artifact", "accept-title": "缸", "accept-credit": "陈玉兰", "accept-key": key},
    )  # fmt: skip
    assert "没有答应写名字" in answer.content.decode()
    assert not Artifact.objects.exists()


def test_joined_with_a_record_by_its_number(cataloguer: Client) -> None:
    photograph = Photograph.objects.create(title="厂门", live=False)
    contribution = ContributionFactory.create(
        kind="photographs", consent_answers={"teller": {"uses": {"show": True}, "version": "1"}}
    )
    PartyFactory.create(contribution=contribution)
    item = ItemFactory.create(contribution=contribution)
    key = cataloguer.get(desk_of(contribution)).context["accept"]["key"].value()
    typed = {"as": "photograph", "accept-items": [item.pk], "accept-key": key}
    wrong = press(cataloguer, contribution, "accept", **{**typed, "accept-record": "ZH-P-9999"})
    assert "没有找到登录号" in wrong.content.decode()
    press(cataloguer, contribution, "accept", **{**typed, "accept-record": photograph.accession_number.lower()})
    assert "并进去了" in read(cataloguer, desk_of(contribution))
    assert contribution.outcomes.get().record == photograph


def test_two_curators_at_one(as_role: Browser) -> None:
    first, second = as_role("编目员"), as_role("馆长")
    contribution = ContributionFactory.create()
    read(first, desk_of(contribution))
    assert "user-of-编目员 从" in read(second, desk_of(contribution))
    stale = press(second, contribution, "ask", **{"ask-text": "哪一年？"}).content.decode()
    assert "正在看这一份，没有动它" in stale
    assert "哪一年？" in stale
    press(second, contribution, "take_over")
    press(second, contribution, "ask", **{"ask-text": "哪一年？"})
    lost = press(
        first, contribution, "refuse", **{"refuse-reason": "other", "refuse-note": "写了半天"}
    ).content.decode()
    assert "写了半天" in lost
    assert Contribution.objects.get().state == ContributionState.QUESTION


def test_an_old_page_saves_nothing_and_loses_nothing(cataloguer: Client) -> None:
    contribution = ContributionFactory.create()
    answer = cataloguer.post(desk_of(contribution), {"do": "ask", "version": "1", "ask-text": "哪个门？"})
    assert "有了新的动静" in answer.content.decode()
    assert "哪个门？" in answer.content.decode()
    assert not Message.objects.exists()


def test_refusing_sends_the_ready_sentence_or_one_s_own(cataloguer: Client) -> None:
    ready, own = ContributionFactory.create(), ContributionFactory.create()
    press(cataloguer, ready, "refuse", **{"refuse-reason": NotUsedReason.OUTSIDE})
    press(cataloguer, own, "refuse", **{"refuse-reason": NotUsedReason.OTHER, "refuse-note": "下回再来"})
    notes = list(Contribution.objects.order_by("pk").values_list("not_used_note", flat=True))
    assert "馆里只收株化和清水塘的事" in notes[0]
    assert notes[1] == "下回再来"
    press(cataloguer, own, "look_again")
    assert Contribution.objects.get(pk=own.pk).state == ContributionState.LOOKING


def test_begin_assign_and_thank(cataloguer: Client, director: Client) -> None:
    contribution = ContributionFactory.create()
    press(cataloguer, contribution, "begin")
    contribution.refresh_from_db()
    assert (contribution.state, str(contribution.assigned_to)) == (ContributionState.LOOKING, "user-of-编目员")
    to = User.objects.get(username="user-of-馆长")
    press(cataloguer, contribution, "assign", **{"assign-to": to.pk})
    press(cataloguer, contribution, "thank", **{"thank-text": "谢谢您"})
    contribution.refresh_from_db()
    assert (contribution.assigned_to, contribution.messages.get().text) == (to, "谢谢您")
    assert "份投稿等您看" in read(director, "/admin/")


def test_a_reviewer_looks_and_does_nothing(reviewer: Client) -> None:
    contribution = ContributionFactory.create()
    assert "您可以看，不能办" in read(reviewer, desk_of(contribution))
    answer = press(reviewer, contribution, "begin")
    assert answer.status_code in (302, 403)
    assert Contribution.objects.get().state == ContributionState.RECEIVED


def test_a_collector_is_offered_what_a_collector_may_make(collector: Client) -> None:
    contribution = ContributionFactory.create(kind="voice")
    answer = collector.get(desk_of(contribution))
    assert set(answer.context["ways"]) == {"photograph", "name"}
    press(collector, contribution, "accept", **{"as": "interview", "accept-title": "声音"})
    assert not Interview.objects.exists()


def test_contacts_are_shown_to_one_role_on_request(as_role: Browser) -> None:
    party = PartyFactory.create()
    contacts.keep(party, "138 0000 1958")
    for role in ("馆长", "编目员"):
        browser = as_role(role)
        assert "138 0000 1958" not in read(browser, desk_of(party.contribution))
        answer = press(browser, party.contribution, "contact")
        assert ("138 0000 1958" in answer.content.decode()) == (role == "馆长")


def test_what_was_taken_back_is_not_touched(cataloguer: Client) -> None:
    contribution = ContributionFactory.create(withdrawn=True)
    assert "本人收回了" in read(cataloguer, desk_of(contribution))
    for do, typed in {"ask": {"ask-text": "？"}, "thank": {"thank-text": "！"}, "begin": {}, "look_again": {}}.items():
        press(cataloguer, contribution, do, **typed)
    assert not Message.objects.exists()
    assert Contribution.objects.get().state == ContributionState.WITHDRAWN


@pytest.mark.parametrize("pk", ["0", "99999999999999999999", "x", "²"])
def test_there_is_no_other(cataloguer: Client, pk: str) -> None:
    assert cataloguer.get(f"{QUEUE}edit/{pk}/").status_code == 404


def test_a_draft_is_nobody_s_business(cataloguer: Client) -> None:
    contribution = ContributionFactory.create(draft=True)
    assert cataloguer.get(desk_of(contribution)).status_code == 404


def test_the_pages_of_a_pdf_are_looked_at_as_pictures(cataloguer: Client, client: Client) -> None:
    contribution = ContributionFactory.create(story="")
    item = receive(contribution, BytesIO(samples.pdf(6)), filename="家信.pdf")
    assert item.asset is not None
    for row in item.asset.derivatives.filter(recipe="pages"):
        convert(row.pk)
    page = read(cataloguer, desk_of(contribution))
    urls = [file.url for file in Asset.objects.get(pk=item.asset.pk).served_files("pages")]
    assert [url in page for url in urls] == [True] * 4 + [False] * 2
    assert "一共 6 页" in page
    assert '<input type="hidden" name="as" value="artifact">' in page, "papers alone are no photograph"
    assert cataloguer.get(urls[0])["Content-Type"] == "image/webp"
    original = cataloguer.get(item.asset.original_url)
    assert original["Content-Disposition"].startswith("attachment")
    assert original["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {client.get(url).status_code for url in (item.asset.original_url, *urls)} == {404}
    press(cataloguer, contribution, "accept", **{"as": "artifact", "accept-title": "家信", "accept-items": [item.pk],
          "accept-key": str(uuid4())})  # fmt: skip
    thing = Artifact.objects.get()
    assert item.asset.original_url in read(cataloguer, address("artifact", "edit", thing.pk))
