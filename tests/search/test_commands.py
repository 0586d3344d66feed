"""The commands of the search: what they print, and the exit codes that scripts rely on."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from search import installed
from search.indexing import drain
from search.models import OutboxRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_groups")]


def run(*arguments: str) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def failing(*arguments: str) -> tuple[int, str, str]:
    """Exit code, what was printed, and the sentence on stderr."""
    output = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command(*arguments, stdout=output)
    return caught.value.returncode, output.getvalue(), str(caught.value)


def test_reindex_builds_the_index() -> None:
    Group.objects.create(name="四十二车间")
    told = json.loads(run("reindex", "--json"))
    assert (told["entries"], told["refused"]) == (1, 0)
    assert installed.engine().live().generation == told["generation"]


def test_reindex_says_when_records_could_not_be_read() -> None:
    Group.objects.create(name="坏记录")
    code, printed, sentence = failing("reindex")
    assert code == 1
    assert "is live: 0 entries" in printed
    assert sentence.startswith("1 records could not be read")


@pytest.mark.usefixtures("index")
def test_search_status_in_words() -> None:
    assert "embedded, answers" in run("search_status")


@pytest.mark.usefixtures("index")
def test_search_status_as_json() -> None:
    told = json.loads(run("search_status", "--json", "--compare"))
    assert (told["entries"], told["outbox_depth"], told["missing"], told["surplus"]) == (0, 0, [], [])


def test_search_status_without_an_index_fails() -> None:
    code, printed, sentence = failing("search_status", "--json")
    assert code == 1
    assert json.loads(printed)["trouble"] == sentence


@pytest.mark.usefixtures("index")
def test_search_status_fails_when_index_and_database_differ() -> None:
    Group.objects.create(name="四十二车间")
    OutboxRow.objects.all().delete()
    code, printed, _ = failing("search_status", "--compare")
    assert code == 1
    assert "missing     group:" in printed


@pytest.mark.usefixtures("index")
def test_search_finds_as_a_visitor_would() -> None:
    group = Group.objects.create(name="四十二车间")
    drain()
    told = json.loads(run("search", "車間", "--json"))
    assert told["total"] == 1
    assert told["hits"][0]["id"] == f"group:{group.pk}"
    assert told["hits"][0]["title"] == "四十二【车间】"


@pytest.mark.usefixtures("index")
def test_search_in_words() -> None:
    Group.objects.create(name="四十二车间")
    drain()
    assert "四十二【车间】" in run("search", "车间")


@pytest.mark.usefixtures("index")
def test_search_that_finds_nothing_says_so() -> None:
    code, printed, _ = failing("search", "火星", "--json")
    assert code == 1
    assert json.loads(printed)["total"] == 0


def test_search_without_an_index_says_what_to_do() -> None:
    code, _, sentence = failing("search", "车间")
    assert code == 2
    assert "manage.py reindex" in sentence
