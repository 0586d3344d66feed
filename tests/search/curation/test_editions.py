"""Which lexicon a process works with."""

import threading

import pytest
from django.db import connection

from search.curation import editions, starting
from search.curation.changes import changing
from search.lexicon import starting_lexicon
from search.models import LexiconEdition, SurnameRow, TermRow

pytestmark = pytest.mark.django_db


def rename_behind_the_back(term: str, to: str) -> None:
    """What another process would do: this one is told nothing."""
    TermRow.objects.filter(term=term).update(term=to)
    LexiconEdition.objects.update(token=LexiconEdition.new_token())


def test_a_new_museum_has_the_shipped_words() -> None:
    assert editions.analyzer().fingerprint == type(editions.analyzer())(starting_lexicon()).fingerprint
    assert TermRow.objects.count() == len(starting_lexicon().terms)
    assert SurnameRow.objects.get(surname="单").readings == ["shàn"]


def test_starting_again_changes_nothing() -> None:
    TermRow.objects.get(term="烧碱").delete()
    starting.start()
    assert not TermRow.objects.filter(term="烧碱").exists()


def test_a_second_look_within_the_second_costs_no_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    first = editions.analyzer()
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        assert editions.analyzer() is first


def test_a_look_after_the_second_costs_one_query(
    django_assert_num_queries: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = editions.analyzer()
    monkeypatch.setattr(editions, "FRESH_SECONDS", 0.0)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        assert editions.analyzer() is first


def test_a_change_by_another_process_is_seen_after_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    editions.analyzer()
    rename_behind_the_back("烧碱", "苛性碱")
    assert "苛性碱" not in editions.analyzer().lexicon.groups
    monkeypatch.setattr(editions, "FRESH_SECONDS", 0.0)
    assert "苛性碱" in editions.analyzer().lexicon.groups


def test_whoever_is_about_to_write_sees_it_at_once() -> None:
    editions.analyzer()
    rename_behind_the_back("烧碱", "苛性碱")
    assert "苛性碱" in editions.refresh().lexicon.groups


def test_a_change_by_this_process_is_seen_at_once() -> None:
    editions.analyzer()
    TermRow(term="晒盐", synonyms=["滩晒"]).save()
    assert editions.analyzer().lexicon.groups["滩晒"] == ("晒盐",)


def test_several_changes_in_one_are_one_edition() -> None:
    before = LexiconEdition.objects.get().token
    with changing():
        TermRow(term="晒盐").save()
        between = LexiconEdition.objects.get().token
        TermRow(term="滩晒").save()
    assert between == before != LexiconEdition.objects.get().token


def test_without_tables_the_shipped_words_are_used() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_lexiconedition RENAME TO put_away")
    assert editions.analyzer().lexicon.fingerprint == starting_lexicon().fingerprint


@pytest.mark.django_db(transaction=True)
def test_threads_share_an_edition() -> None:
    found: list[int] = []
    editions.analyzer()

    def look() -> None:
        found.append(id(editions.analyzer()))
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {id(editions.analyzer())}
