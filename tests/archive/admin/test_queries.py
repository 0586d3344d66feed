"""问过没找到: from the list a curator adds a word in two clicks and sees the query find."""

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from search import api
from search.models import DismissedQuery, LoggedSearch, TermRow
from tests.archive.admin.conftest import Browser
from tests.factories.archive import ArtifactFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/curation/queries/"


def asked(query: str, total: int = 0) -> None:
    key = f"{LoggedSearch.objects.count():012d}"
    LoggedSearch.objects.create(
        key=key, query=query, asked_at=timezone.now(), total=total, reason="exact" * bool(total)
    )


def words(browser: Client, address: str = LIST) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def acid(db: None) -> None:
    """An object that is found by its word, and the word in the lexicon."""
    ArtifactFactory.create(title="砂浆泵房门牌")
    TermRow(term="砂浆泵房").save()
    api.reindex()


@pytest.mark.parametrize(("role", "status"), [("馆长", 200), ("编目员", 200), ("审核员", 403), ("征集员", 403)])
def test_who_may_read_the_list(as_role: Browser, role: str, status: int) -> None:
    browser = as_role(role)
    for address in (LIST, f"{LIST}export.csv"):
        answer = browser.get(address)
        assert (answer.status_code == 200) == (status == 200), address


def test_the_menu_leads_to_it_for_those_who_may(as_role: Browser) -> None:
    assert LIST in words(as_role("编目员"), "/admin/")
    assert LIST not in words(as_role("审核员"), "/admin/")


@pytest.mark.usefixtures("acid")
def test_two_clicks_make_a_query_find(director: Client) -> None:
    asked("傻泵间")
    html = words(director)
    assert "还是没有" in html
    address = html.split('class="button button-small" href="')[1].split('"')[0]
    assert "傻泵间" in words(director, address)
    row = TermRow.objects.get(term="砂浆泵房")
    director.post(address, {"form": "傻泵间", "term_pk": row.pk})
    assert "找得到，1 条" in words(director)


def test_a_query_is_put_aside_and_back(director: Client) -> None:
    asked("asdf")
    director.post(f"{LIST}aside/", {"query": "asdf"})
    assert "asdf</th>" not in words(director)
    assert "asdf</th>" in words(director, f"{LIST}?aside=1")
    director.post(f"{LIST}aside/", {"query": "asdf", "undo": "1"})
    assert not DismissedQuery.objects.exists()


def test_putting_aside_is_no_link(director: Client) -> None:
    assert director.get(f"{LIST}aside/?query=x").status_code == 405


def test_the_spreadsheet_opens_whole_and_runs_nothing(director: Client) -> None:
    asked("=cmd|' /c calc'!a1")
    asked("砂眼泵")
    answer = director.get(f"{LIST}export.csv?days=7")
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    first, *found = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert first[0] == "问的什么"
    assert {row[0] for row in found} == {"'=cmd|' /c calc'!a1", "砂眼泵"}


@pytest.mark.parametrize("tail", ["?days=x", "?days=-1&p=zz", "?p=999999", "?aside=7"])
def test_nonsense_gets_a_page(director: Client, tail: str) -> None:
    asked("砂眼泵")
    assert director.get(LIST + tail, follow=True).status_code == 200


def test_what_was_typed_is_escaped(director: Client) -> None:
    asked("<script>alert(1)</script>")
    assert "<script>alert(1)" not in words(director)


def test_the_start_page_counts_what_waits(director: Client, reviewer: Client) -> None:
    asked("砂眼泵")
    asked("阀门", total=1)
    html = words(director, "/admin/")
    assert "句话，访客问过没找到" in html
    assert "访客问过没找到" not in words(reviewer, "/admin/")
