"""One visitor who types, turns pages and narrows asks one question; staff and machines ask none."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from museum.models import User
from museum.new_questions import is_question
from search import api, query_log
from search.models import LoggedSearch
from tests.factories.archive import ArtifactFactory

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0"
ORDINARY = {"user-agent": PHONE}
RESULTS = "http://testserver/search/?q="


@pytest.fixture(autouse=True)
def nothing_waiting() -> Iterator[None]:
    query_log._waiting = query_log.Waiting()
    yield
    query_log._waiting = query_log.Waiting()


@pytest.fixture
def index(db: None) -> None:
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()


def is_asked(address: str, *, user: AnonymousUser | User | None = None, headers: Mapping[str, str] = ORDINARY) -> bool:
    request = RequestFactory().get(address, headers={**ORDINARY, **headers})
    request.user = user or AnonymousUser()
    return is_question(request)


@pytest.mark.usefixtures("index")
def test_a_question_is_kept(visitor: Client) -> None:
    visitor.get("/search/?q=閥門", headers={"user-agent": PHONE})
    query_log.flush()
    assert LoggedSearch.objects.get().query == "阀门"


@pytest.mark.parametrize("choice", ["page=2", "kind=artifact", "decade=1950", "sort=date", "sound=1", "page=1"])
def test_pages_and_choices_are_no_questions(choice: str) -> None:
    assert not is_asked(f"/search/?q=阀门&{choice}")


def test_empty_choices_of_a_form_are_no_choices() -> None:
    assert is_asked("/search/?q=阀门&sort=")


@pytest.mark.usefixtures("index")
def test_typing_is_not_asking(visitor: Client) -> None:
    visitor.get("/search/suggestions/?q=阀门", headers={"user-agent": PHONE})
    assert not query_log._waiting.searches


@pytest.mark.parametrize("before", ["阀门", "閥門", "阀门&kind=artifact", " 阀门 "])
def test_coming_back_to_the_same_question_is_not_asking_again(before: str) -> None:
    assert not is_asked("/search/?q=阀门", headers={"referer": RESULTS + before})


@pytest.mark.parametrize(
    "before", [RESULTS + "手轮", "http://testserver/", "https://example.org/search/?q=阀门", "http://[", ""]
)
def test_coming_from_elsewhere_is(before: str) -> None:
    assert is_asked("/search/?q=阀门", headers={"referer": before})


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "Baiduspider/2.0", "curl/8.0", ""])
def test_machines_ask_nothing(agent: str) -> None:
    assert not is_asked("/search/?q=阀门", headers={"user-agent": agent})


def test_what_a_browser_fetches_ahead_was_not_asked() -> None:
    assert not is_asked("/search/?q=阀门", headers={"sec-purpose": "prefetch;prerender"})


def test_staff_ask_nothing(curator: User) -> None:
    assert not is_asked("/search/?q=阀门", user=curator)


def ping_of(browser: Client, **headers: str) -> str:
    html = browser.get("/search/?q=阀门", headers={"user-agent": PHONE} | headers).content.decode()
    return html.split(' ping="')[1].split('"')[0].replace("&amp;", "&") if " ping=" in html else ""


def opened_kind() -> str:
    query_log.flush()
    return LoggedSearch.objects.get().opened_kind


@pytest.mark.usefixtures("index")
def test_a_browser_tells_that_a_result_was_opened(visitor: Client) -> None:
    address = ping_of(visitor)
    answer = Client(enforce_csrf_checks=True).post(address, data="PING", content_type="text/ping")
    assert (answer.status_code, answer.content) == (204, b"")
    assert opened_kind() == "artifact"


@pytest.mark.usefixtures("index")
def test_the_addresses_of_results_stay_clean(visitor: Client) -> None:
    html = visitor.get("/search/?q=阀门", headers={"user-agent": PHONE}).content.decode()
    query_log.flush()
    key = LoggedSearch.objects.get().key
    assert [part for part in html.split("href=") if key in part.split(">")[0].split(" ping=")[0]] == []


@pytest.mark.usefixtures("index")
def test_what_is_not_counted_cannot_be_opened(visitor: Client) -> None:
    assert ping_of(visitor, referer=RESULTS + "阀门") == ""


@pytest.mark.parametrize(
    "tail", ["?key=x&kind=artifact", "", "?key=" + "k" * 12 + "&kind=artifact", "?key=%00&kind=%00"]
)
def test_whatever_is_told_the_answer_is_the_same(visitor: Client, tail: str) -> None:
    assert visitor.post(f"/search/opened/{tail}").status_code == 204


@pytest.mark.usefixtures("index")
def test_unknown_kinds_are_not_written(visitor: Client) -> None:
    visitor.post(ping_of(visitor).replace("kind=artifact", "kind=<script>"))
    assert opened_kind() == ""


@pytest.mark.usefixtures("index")
def test_reading_the_address_tells_nothing(visitor: Client) -> None:
    address = ping_of(visitor)
    assert visitor.get(address).status_code == 405
    assert opened_kind() == ""


@pytest.mark.usefixtures("index")
def test_a_search_is_answered_although_the_log_cannot_be_kept(visitor: Client, monkeypatch: Any) -> None:
    """The page asks the database for nothing of the log: the table may even be gone."""
    monkeypatch.setattr(LoggedSearch._meta, "db_table", "no_such_table")
    answer = visitor.get("/search/?q=阀门", headers={"user-agent": PHONE})
    assert "阀门手轮" in answer.content.decode().replace("<mark>", "").replace("</mark>", "")
