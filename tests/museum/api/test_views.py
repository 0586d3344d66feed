"""The API: the answers of the page as JSON, exactly as openapi.json describes them; mistakes are told in a sentence."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from archive.states import Access
from museum.results.asked import read
from search import api
from tests.factories.archive import ArtifactFactory, RestrictionFactory
from tests.museum.api.description import PARAMETERS, allowed, check
from tests.museum.telling import Told, tell

pytestmark = pytest.mark.django_db

CLOSED = [(Access.STAFF, 403), (Access.RESTRICTED, 403), (Access.EMBARGOED, 404), (Access.WITHDRAWN, 410)]


def ask(visitor: Client, address: str, status: int = 200, **headers: str) -> Any:
    """The body of an answer, held to the description."""
    answer = visitor.get(f"/api/v1/{address}", headers=headers)
    assert answer.status_code == status, answer.content.decode()
    check(address, answer)
    return answer.json()


@pytest.fixture
def museum(told: Told) -> Told:
    """An interview and an object, findable."""
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    return told


def test_the_description_is_one(visitor: Client) -> None:
    validate(visitor.get("/api/v1/openapi.json").json(), cls=OpenAPIV31SpecValidator)


def test_every_parameter_that_is_described_is_read(visitor: Client) -> None:
    values = {"kind": "artifact", "decade": "1950", "about": "person:1", "from": "1958", "to": "1966", "sort": "date"}
    for name in PARAMETERS["/search"] - {"per_page"}:
        query = QueryDict(mutable=True)
        query[name] = values.get(name, "2" if name == "page" else "1")
        assert name in dict(read(query).pairs()), name


def test_the_page_and_the_api_give_the_same_answer(visitor: Client, museum: Told) -> None:
    found = ask(visitor, "search?q=阀门")
    html = visitor.get("/search/?q=阀门").content.decode()
    assert found["total"] == 2
    assert f"{found['total']} 条。" in html
    for hit in found["hits"]:
        assert hit["url"].partition("/interviews/")[2] in html


def test_a_passage_knows_segment_and_second(visitor: Client, museum: Told) -> None:
    (hit,) = ask(visitor, "search?q=师傅&kind=interview")["hits"]
    (passage,) = hit["passages"]
    assert (passage["segment_id"], passage["start_ms"]) == (museum.segments[1].uid, 1000)
    assert {"text": "师傅", "match": True} in passage["parts"]
    assert passage["url"].endswith(f"?within=%E5%B8%88%E5%82%85&t=1#s-{museum.segments[1].uid}")


def test_facets_say_what_the_parameters_take(visitor: Client, museum: Told) -> None:
    facets = ask(visitor, "search?q=阀门")["facets"]
    kinds = {each["value"]: (each["label"], each["count"]) for each in facets["kind"]}
    assert kinds == {"interview": ("讲述", 1), "artifact": ("藏品", 1)}
    assert ask(visitor, "search?q=阀门&kind=artifact")["total"] == 1


def test_pages_are_linked(visitor: Client, museum: Told) -> None:
    answer = visitor.get("/api/v1/search?q=阀门&per_page=1")
    assert 'page=2&per_page=1>; rel="next"' in answer["Link"]
    assert 'rel="prev"' not in answer["Link"]
    first = ask(visitor, "search?q=阀门&per_page=1")["hits"]
    last = ask(visitor, "search?q=阀门&per_page=1&page=1000000000")
    assert last["page"] == last["pages"] == 2
    assert {hit["id"] for hit in [*first, *last["hits"]]} == {
        hit["id"] for hit in ask(visitor, "search?q=阀门")["hits"]
    }


@pytest.mark.parametrize(
    ("address", "parameter"),
    [("search", "q"), ("search?q=x&page=-1", "page"), ("search?q=x&page=one", "page"),
     ("search?q=x&kind=secret", "kind"), ("search?q=x&generation=9", "generation"),
     ("search?q=x&decade=abc", "decade"), ("search?q=x&from=58", "from"),
     ("search?q=x&to=20000", "to"), ("search?q=x&sort=up", "sort"), ("search?q=x&per_page=0", "per_page"),
     ("suggest?q=x&limit=-4", "limit")],
)  # fmt: skip
def test_a_mistake_is_named(visitor: Client, address: str, parameter: str) -> None:
    problem = ask(visitor, address, 400)
    assert problem["parameter"] == parameter
    assert problem["detail"].endswith("。")


@pytest.mark.parametrize("address", ["search?q=阀门", "suggest?q=阀", "interviews/{slug}/within?q=阀门"])
def test_without_an_index_it_says_when_to_come_back(visitor: Client, told: Told, address: str) -> None:
    answer = visitor.get(f"/api/v1/{address.format(slug=told.interview.slug)}")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    check(address, answer)


def test_what_is_unchanged_is_not_sent_again(visitor: Client, museum: Told) -> None:
    answer = visitor.get("/api/v1/search?q=阀门")
    assert answer["Cache-Control"] == "no-cache"
    again = visitor.get("/api/v1/search?q=阀门", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_anybody_may_call_from_anywhere(visitor: Client, museum: Told) -> None:
    assert visitor.get("/api/v1/search?q=阀门")["Access-Control-Allow-Origin"] == "*"
    asked = visitor.options("/api/v1/search", headers={"Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_nothing_can_be_written() -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/v1/search", {"q": "x"})
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


@pytest.mark.parametrize(("access", "status"), CLOSED)
def test_what_is_closed_is_in_no_answer(visitor: Client, access: Access, status: int) -> None:
    told = tell("谁也不该听到的啄木鸟。", title="啄木鸟的事", access=access)
    api.reindex()
    assert ask(visitor, "search?q=啄木鸟")["total"] == 0
    assert ask(visitor, "suggest?q=啄木")["suggestions"] == []
    ask(visitor, f"interviews/{told.interview.slug}/within?q=啄木鸟", status)


def test_staff_find_what_staff_may_find(curator_browser: Client) -> None:
    ArtifactFactory.create(title="馆内的啄木鸟", access=Access.STAFF)
    api.reindex()
    assert ask(curator_browser, "search?q=啄木鸟")["total"] == 1


def test_suggestions_say_what_they_are(visitor: Client, museum: Told) -> None:
    (first, *_rest) = (
        ask(visitor, "suggest?q=famensl")["suggestions"] or ask(visitor, "suggest?q=阀门手")["suggestions"]
    )
    assert (first["text"], first["kind"], first["label"], first["count"]) == ("阀门手轮", "artifact", "藏品", 1)


def test_within_tells_every_place_with_its_range(visitor: Client, museum: Told) -> None:
    found = ask(visitor, f"interviews/{museum.interview.slug}/within?q=关了")
    assert [(match["start_ms"], match["end_ms"]) for match in found["matches"]] == [(2000, 3000)]
    assert found["interview"]["title"] == museum.interview.title


def test_within_leaves_out_what_was_cut_a_moment_ago(visitor: Client, museum: Told) -> None:
    RestrictionFactory.create(interview=museum.interview, start_ms=1000, end_ms=2000)
    assert ask(visitor, f"interviews/{museum.interview.slug}/within?q=师傅")["count"] == 0


def test_an_interview_that_is_not_there(visitor: Client, db: None) -> None:
    ask(visitor, "interviews/nobody/within?q=x", 404)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["/search", "/suggest", "/interviews/{slug}/within"]),
    st.dictionaries(st.sampled_from(sorted(PARAMETERS["/search"] | {"limit"})), st.text(max_size=40), max_size=5),
)
def test_whatever_is_asked_the_answer_is_as_described(visitor: Client, path: str, asked: dict[str, str]) -> None:
    answer = visitor.get(f"/api/v1{path.format(slug='nobody')}", asked)
    assert answer.status_code in allowed(path)
    check(path, answer)
