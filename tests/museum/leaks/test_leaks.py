"""No output knows what is closed: not a word of it, not a way to it, not that there is one more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from archive.services.access import change_access, withdraw
from archive.services.embargoes import open_embargoes
from archive.states import Access
from search import api
from search.entries import Filters
from tests.museum.leaks.conftest import index_all, let_the_worker_catch_up
from tests.museum.leaks.outputs import CASES, ELSEWHERE, FILES, WORDS, leaks, public_names, told_by, walk
from tests.museum.leaks.planting import ASKED, KINDS, Museum, Planted, plant

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = timezone.localdate()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)

CLOSED: dict[str, tuple[dict[str, Any], int]] = {
    "staff": ({"access": Access.STAFF}, 403),
    "restricted": ({"access": Access.RESTRICTED}, 403),
    "embargoed": ({"access": Access.EMBARGOED, "embargo_until": TOMORROW}, 404),
    "draft": ({"live": False}, 404),
    "expired": ({"live": False, "expired": True}, 404),
    "withdrawn": ({"access": Access.WITHDRAWN}, 410),
}
"""How a record may be closed, and what its page then answers (docs/adr/0010)."""

REFUSED = frozenset({303, 404, 410})
"""What the addresses of files answer; the first leads to a description that is refused."""

HIDDEN_FROM_STAFF = ("restricted", "embargoed", "withdrawn")


def planted_closed(museum: Museum) -> dict[str, list[Planted]]:
    return {
        state: [plant(kind, f"zq{state}{kind.__name__}".lower(), museum, **fields) for kind in KINDS]
        for state, (fields, _) in CLOSED.items()
    }


def flat(groups: dict[str, list[Planted]]) -> list[Planted]:
    return [each for group in groups.values() for each in group]


def told(viewer: frozenset[str]) -> object:
    """All that the search says in numbers and proposals."""
    results = [
        api.search(ASKED, viewer=viewer, filters=filters, sort=sort)
        for filters in (Filters(), Filters(kinds=("artifact",)), Filters(has_picture=True))
        for sort in ("relevance", "date", "newest")
    ]
    counts = [(each.total, each.facets, sorted(hit.id for hit in each.hits)) for each in results]
    proposed = [api.suggest(typed, viewer=viewer) for typed in (ASKED, "zq", "xmf")]
    return counts, proposed


def test_every_public_address_is_walked() -> None:
    """A new view needs a case in `outputs.CASES`, or a reason in `outputs.ELSEWHERE`."""
    names = {name for name in public_names() if not name.startswith(("unnamed: files/", "unnamed: iiif/"))}
    assert names - set(CASES) - set(ELSEWHERE) - WAGTAIL_S_OWN == set()
    assert set(CASES) <= public_names()


WAGTAIL_S_OWN = frozenset({"wagtailcore_login", "wagtailcore_authenticate_with_password"})
"""A form for a password and one for an account: they show nothing of a page."""


def test_what_is_closed_is_in_no_output(visitor: Client, museum: Museum) -> None:
    index_all()
    before = told(api.PUBLIC)
    closed = planted_closed(museum)
    let_the_worker_catch_up()
    assert leaks(walk(visitor, museum, flat(closed), WORDS), flat(closed)) == []
    assert told(api.PUBLIC) == before
    for state, (_, status) in CLOSED.items():
        assert {visitor.get(each.url).status_code for each in closed[state]} == {status}, state
    assert {answer.status for answer in walk(visitor, museum, flat(closed), FILES)} <= REFUSED


def test_staff_are_not_told_what_is_for_keepers(staff_browser: Client, museum: Museum) -> None:
    closed = planted_closed(museum)
    index_all()
    hidden = [each for state in HIDDEN_FROM_STAFF for each in closed[state]]
    assert leaks(walk(staff_browser, museum, hidden, WORDS), hidden) == []
    assert {answer.status for answer in walk(staff_browser, museum, hidden, FILES)} <= REFUSED
    assert api.search(ASKED, viewer=api.STAFF).total > api.search(ASKED, viewer=api.PUBLIC).total


def expire(record: Any) -> None:
    record.expire_at = timezone.now() - timedelta(minutes=1)
    record.save()
    call_command("publish_scheduled", verbosity=0)


CLOSING: dict[str, Callable[[Any], object]] = {
    "withdraw": lambda record: withdraw(record=record),
    "restrict": lambda record: change_access(record=record, access=Access.RESTRICTED),
    "embargo": lambda record: change_access(record=record, access=Access.EMBARGOED, embargo_until=TOMORROW),
    "staff": lambda record: change_access(record=record, access=Access.STAFF),
    "unpublish": lambda record: record.unpublish(),
    "expire": expire,
}


def test_closing_takes_effect_at_once_and_lasts(engine: str, visitor: Client, museum: Museum) -> None:
    """With the worker stopped first: the index still holds every word, and none of it comes out."""
    index_all()
    before = told(api.PUBLIC)
    opened = {way: [plant(kind, f"zq{way}{kind.__name__}".lower(), museum) for kind in KINDS] for way in CLOSING}
    let_the_worker_catch_up()
    everything = flat(opened)
    names = told_by(engine)
    told_while_open = {each.split(":")[0] for each in leaks(walk(visitor, museum, everything, names), everything)}
    assert f"/search/?q={ASKED}" in told_while_open
    assert names != WORDS or told_while_open > {"/", "/artifacts/", "/sitemap-interviews.xml"}
    for way, close in CLOSING.items():
        for each in opened[way]:
            close(each.record)
    for _ in ("the worker is stopped", "the worker has caught up"):
        assert leaks(walk(visitor, museum, everything, names), everything) == []
        assert told(api.PUBLIC) == before
        assert not any(api.search(each.mark, viewer=api.PUBLIC).total for each in everything)
        let_the_worker_catch_up()


def test_a_deleted_record_is_gone_at_once(engine: str, visitor: Client, museum: Museum) -> None:
    gone = plant(KINDS[0], "zqdeleted", museum)
    index_all()
    assert leaks(walk(visitor, museum, [gone], ["search", "suggestions"]), [gone])
    url = gone.url
    gone.record.delete()
    answers = walk(visitor, museum, [], told_by(engine))
    assert not [answer.path for answer in answers if "zqdeleted" in answer.text.lower() or url in answer.text]


def test_an_embargo_opens_when_its_day_is_over(visitor: Client, museum: Museum) -> None:
    index_all()
    sealed = [
        plant(kind, f"zqopens{kind.__name__}".lower(), museum, access=Access.EMBARGOED, embargo_until=TODAY)
        for kind in KINDS
    ]
    let_the_worker_catch_up()
    assert leaks(walk(visitor, museum, sealed, WORDS), sealed) == []
    open_embargoes(today=TOMORROW)
    let_the_worker_catch_up()
    open_now = leaks(walk(visitor, museum, sealed, ["search", "artifacts", "interviews", "captions"]), sealed)
    assert all(any(each.mark in leak for leak in open_now) for each in sealed if each.record.KIND != "album")
