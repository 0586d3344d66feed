"""Versions of what people agree to: only added to, looked at first, by the one role that may."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from archive.consent import Decision, Use
from archive.contribution_states import PartyRole
from archive.models import ConsentParty, ConsentText
from archive.services.consent import Act, decide
from archive.services.consent_texts import NewerVersion, write_version
from archive.services.contributions.consenting import text_in_force
from archive.states import ConsentForm
from museum.models import User
from tests.factories.archive import PhotographFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/curation/consent/texts/"
NEW = f"{LIST}telling/new/"


def newest() -> ConsentText:
    found = text_in_force(PartyRole.TELLER)
    assert found is not None
    return found


def typed(**other: Any) -> dict[str, Any]:
    text = newest()
    return {"title": text.title, "body": f"{text.body}\n<b>我们</b>记着您的话。", "after": text.version, **other}


def test_a_version_is_looked_at_and_then_in_force(director: Client) -> None:
    before = newest()
    looked = director.post(NEW, typed(look="1"))
    assert "&lt;b&gt;我们&lt;/b&gt;记着您的话。" in looked.content.decode()
    assert newest() == before
    assert director.post(NEW, typed(write="1"))["Location"] == reverse("archive_consent_texts")
    after = newest()
    assert (after.version, after.lines[-1]) == (before.version + 1, "<b>我们</b>记着您的话。")
    assert ConsentText.objects.get(pk=before.pk).body == before.body
    assert ModelLogEntry.objects.get(action="archive.write_consent_text").data["version"] == after.version


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda body: body.replace("写出姓名：", "姓名："), "少了“写出姓名”这一问"),
        (lambda body: f"{body}\n公开展示：再问一遍。", "问了两遍"),
        (lambda body: "\n".join("让人下载：" if line.startswith("让人下载") else line for line in body.split("\n")),
         "后面还没有写问什么"),
        (lambda body: body, "一字不差"),
        (lambda body: "一" * 9000, "8000"),
        (lambda body: "\n \n", "error-message"),
    ],
)  # fmt: skip
def test_what_would_close_everything_is_refused_with_a_sentence(director: Client, change: Any, complaint: str) -> None:
    before = newest()
    answer = director.post(NEW, typed(body=change(before.body), write="1"))
    assert complaint in answer.content.decode()
    assert newest() == before


def test_two_who_write_at_once_are_told(director: Client) -> None:
    slow = typed(write="1")
    director.post(NEW, typed(write="1"))
    answer = director.post(NEW, {**slow, "body": f"{slow['body']}\n另外一句。"}).content.decode()
    assert "刚才有人先写了新的一版" in answer
    assert "另外一句。" in answer
    assert not ConsentText.objects.filter(body__contains="另外一句").exists()


def test_only_whoever_may_writes_one(director: Client, cataloguer: Client, reviewer: Client, client: Client) -> None:
    for browser in (cataloguer, reviewer):
        assert browser.get(LIST).status_code == 200
        assert NEW not in browser.get(LIST).content.decode()
        assert browser.post(NEW, typed(write="1")).status_code in {302, 403}
    assert client.get(LIST).status_code == 302
    assert newest().version == 2
    assert NEW in director.get(LIST).content.decode()
    with pytest.raises(PermissionDenied):
        write_version(key="telling", after=2, title="一", body="二", by=AnonymousUser())


def test_a_version_nobody_knows_is_not_there(director: Client) -> None:
    for url in (f"{LIST}telling/99/", f"{LIST}none/new/", f"{LIST}none/1/"):
        assert director.get(url).status_code == 404
    with pytest.raises(NewerVersion):
        write_version(key="telling", after=1, title="一", body="二", by=User.objects.get(username="user-of-馆长"))


def agree(name: str) -> None:
    act = Act(giver=ConsentParty.objects.create(name=name), form=ConsentForm.PAPER, text=newest())
    decide(about=PhotographFactory.create(), decisions={Use.SHOW: Decision.GRANTED}, act=act)


def test_who_agreed_to_which_is_shown(
    director: Client, reviewer: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    for name in ("陈玉兰", "<script>周桂生"):
        agree(name)
    page = director.get(f"{LIST}telling/2/").content.decode()
    assert "陈玉兰" in page
    assert "<script>周" not in page
    assert "还没有人照这一版答过" in director.get(f"{LIST}telling/1/").content.decode()
    told = reviewer.get(f"{LIST}telling/2/").content.decode()
    assert "一共答过 2 次" in told
    assert "陈玉兰" not in told
    assert "2 次" in director.get(LIST).content.decode()
    with django_assert_max_num_queries(40) as few:
        director.get(f"{LIST}telling/2/")
    for number in range(5):
        agree(f"第{number}位")
    with django_assert_num_queries(len(few)):
        director.get(f"{LIST}telling/2/")
