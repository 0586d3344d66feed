"""Phones are counted one by one, addresses widely; counters of one do not lock out another."""

from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from museum.contributing.limits import COOKIE, Limit, address_of, is_over, is_reached, remember

LIMIT = Limit("test", device=3, address=5, seconds=3600)


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def phone(address: str = "10.0.0.1") -> Any:
    """A request of a phone that has its cookie."""
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    response = remember(request, HttpResponse())
    request.COOKIES[COOKIE] = response.cookies[COOKIE].value
    return request


def test_one_phone_that_hurries_leaves_room_for_the_next() -> None:
    one, other = phone(), phone()
    assert [is_over(one, LIMIT) for _ in range(4)] == [False, False, False, True]
    assert not is_over(other, LIMIT)


def test_many_phones_at_one_address_come_to_its_limit() -> None:
    assert [is_over(phone(), LIMIT) for _ in range(6)] == [False] * 5 + [True]
    assert not is_over(phone("10.0.0.2"), LIMIT)


def test_one_phone_that_hammers_does_not_use_up_its_address() -> None:
    one = phone()
    assert [is_over(one, LIMIT) for _ in range(50)] == [False] * 3 + [True] * 47
    assert [is_over(phone(), LIMIT) for _ in range(3)] == [False, False, True]


def test_whoever_keeps_no_cookie_shares_one() -> None:
    bare = [RequestFactory().get("/", REMOTE_ADDR="10.0.0.9") for _ in range(4)]
    assert [is_over(request, LIMIT) for request in bare] == [False, False, False, True]


def test_a_made_up_cookie_is_none() -> None:
    for number in range(4):
        request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.8")
        request.COOKIES[COOKIE] = f"phone-{number}:forged"
        over = is_over(request, LIMIT)
    assert over


def test_looking_counts_nothing() -> None:
    one = phone()
    assert not any(is_reached(one, LIMIT) for _ in range(9))


@pytest.mark.parametrize(
    ("behind_proxy", "meta", "address"),
    [
        (False, {"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "1.1.1.1"}, "10.1.2.3"),
        (True, {"REMOTE_ADDR": "10.1.2.3", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 1.1.1.1"}, "1.1.1.1"),
        (False, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::/64"),
        (False, {"REMOTE_ADDR": ""}, "unknown"),
    ],
)
def test_knows_who_asks(settings: Any, behind_proxy: bool, meta: dict[str, str], address: str) -> None:
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/")
    request.META.update(meta)
    assert address_of(request) == address
