"""适老 mode: switched by a link, kept in a cookie, written by the server."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from museum.reading import ReadingMiddleware

pytestmark = pytest.mark.django_db


def test_the_link_sets_a_cookie_and_returns_to_the_same_page(visitor: Client) -> None:
    answer = visitor.get("/search/?q=阀门&reading=large")
    assert answer.status_code == 303
    assert answer["Location"] == "/search/?q=%E9%98%80%E9%97%A8"
    assert answer.cookies["reading"].value == "large"


def test_the_page_is_written_large(visitor: Client) -> None:
    visitor.cookies["reading"] = "large"
    assert re.search(r'<html [^>]*data-reading="large"', visitor.get("/about/").content.decode())


def test_the_other_link_takes_it_back(visitor: Client) -> None:
    visitor.cookies["reading"] = "large"
    assert visitor.get("/about/?reading=standard").cookies["reading"].value == ""


@pytest.mark.parametrize("value", ["huge", "", '"><script>'])
def test_other_values_mean_standard(visitor: Client, value: str) -> None:
    visitor.cookies["reading"] = value
    assert "data-reading" not in visitor.get("/about/").content.decode()


def test_nobody_is_sent_to_another_host(rf: RequestFactory) -> None:
    request = rf.get("/?reading=large")
    request.path = "//evil.example/"
    answer = ReadingMiddleware(lambda _request: HttpResponse())(request)
    assert answer["Location"] == "/evil.example/"


def test_caches_keep_the_two_apart(visitor: Client) -> None:
    assert "Cookie" in visitor.get("/about/")["Vary"]
