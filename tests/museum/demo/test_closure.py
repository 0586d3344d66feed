"""The consent table of the demo world: what somebody asked to keep in is in no output of records."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from archive.models import Person
from archive.rights import Viewer
from museum.demo import source
from search.api import PUBLIC, search
from search.registry import registered
from tests.museum.demo.conftest import Demo

TRUE_NAMES = [row["name"] for row in source.people() if row["public_display"] not in {"public", "name_only"}]
CLOSED_WORDS = [
    row["text"] for row in source.rows("queries.jsonl") if row["kind"] == "zero" and "没有" not in row["why"]
]


def public_entries() -> Iterator[str]:
    """Every entry the public index is given, as text."""
    for registration in registered():
        for instance in registration.queryset():
            entry = registration.to_entry(instance)
            if entry is not None and entry.visibility == "public":
                yield repr(entry)


@pytest.fixture(scope="module")
def text_of_entries(loaded_demo: Demo, django_db_blocker: DjangoDbBlocker) -> str:
    """Made once, which takes more than a second: what a test changes of the loaded demo is rolled back."""
    with django_db_blocker.unblock(), override_settings(DEMO_MODE=True):
        return "\n".join(public_entries())


@pytest.fixture
def indexed_text(demo: Demo, text_of_entries: str) -> str:
    return text_of_entries


def test_the_public_entries_are_those_of_the_demo(indexed_text: str) -> None:
    assert "抗洪保盐" in indexed_text
    assert "敲两下釜壁" in indexed_text


@pytest.mark.parametrize("words", TRUE_NAMES + CLOSED_WORDS)
def test_closed_names_and_words_are_in_no_public_entry(indexed_text: str, words: str) -> None:
    assert words not in indexed_text


@pytest.mark.parametrize("words", CLOSED_WORDS)
def test_closed_words_find_nothing(demo: Demo, words: str) -> None:
    hits = search(words, viewer=PUBLIC).hits
    assert [hit for hit in hits if hit.reason in {"exact", "variant", "number", "synonym"}] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/interviews/iv-01/", 200), ("/interviews/iv-08/", 200), ("/interviews/iv-13/", 200),
        ("/interviews/iv-14/", 410), ("/interviews/iv-15/", 404),
        ("/people/tan-tieshan/", 200), ("/people/person-m1/", 200),
        ("/people/person-k1/", 404), ("/people/person-k2/", 410), ("/people/person-k3/", 404),
    ],
)  # fmt: skip
def test_pages_answer_as_the_consent_table_says(demo: Demo, client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


@pytest.mark.parametrize("slug", ["iv-08", "iv-10", "iv-13"])
def test_no_page_of_a_partly_closed_interview_says_a_closed_word(demo: Demo, client: Client, slug: str) -> None:
    for address in (f"/interviews/{slug}/", f"/interviews/{slug}/captions.vtt"):
        page = client.get(address).content.decode()
        assert [words for words in TRUE_NAMES + CLOSED_WORDS if words in page] == []


def test_a_masked_person_is_called_by_the_surname(demo: Demo) -> None:
    assert Person.objects.get(slug="person-m1").label(Viewer.PUBLIC) == "洪某"


def test_the_public_front_pages_name_nobody_who_is_closed(demo: Demo, client: Client) -> None:
    for address in ("/", "/exhibits/ex-notes/", "/people/", "/photographs/ZH-P-0022/", "/families/hong-family/"):
        page = client.get(address).content.decode()
        assert [words for words in TRUE_NAMES if words in page] == [], address
