"""The index follows the lexicon with a real cluster behind it."""

import pytest
from django.contrib.auth.models import Group

from search import installed
from search.curation.spreading import follow, touched_entries
from search.engines.base import EngineUnavailable
from search.entries import Filters
from search.finding import Finder
from search.lexicon import Touched
from search.models import LexiconChange, OutboxRow, TermRow
from search.rebuilding import begin, needed, rebuild

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("cluster")]


def found(text: str) -> set[str]:
    finder = Finder(installed.engine().live(), installed.analyzer())
    return {hit.id for hit in finder.search(text, viewer=frozenset({"public"}), filters=Filters()).hits}


@pytest.fixture
def museum(cluster: None) -> dict[str, str]:
    groups = {name: Group.objects.create(name=name) for name in ("晒盐班", "滩晒班", "食堂", "盐池")}
    rebuild()
    OutboxRow.objects.all().delete()
    return {name: f"group:{group.pk}" for name, group in groups.items()}


def add_word() -> None:
    TermRow(term="晒盐", synonyms=["滩晒"], pinyin="shài yán").save()


def test_only_what_is_touched_is_analysed_again(museum: dict[str, str]) -> None:
    add_word()
    assert needed() == ""
    assert follow().written == 2
    assert found("晒盐") >= {museum["晒盐班"], museum["滩晒班"]}
    assert installed.engine().live().fingerprint == installed.fingerprint()
    assert needed() == ""


def test_removing_a_word_takes_its_synonyms_back(museum: dict[str, str]) -> None:
    add_word()
    follow()
    TermRow.objects.get(term="晒盐").delete()
    assert follow().written == 2
    assert museum["滩晒班"] not in found("晒盐")


def test_a_change_during_a_rebuild_is_in_both_generations(museum: dict[str, str]) -> None:
    begin(resume=False)
    add_word()
    follow()
    rebuild(resume=True)
    assert needed() == ""
    assert found("晒盐") >= {museum["晒盐班"], museum["滩晒班"]}


def test_a_surname_touches_who_bears_it(museum: dict[str, str]) -> None:
    touches = Touched(forms=(), surnames=("滩",))
    assert touched_entries(installed.engine().live(), touches, installed.analyzer()) == {museum["滩晒班"]}


def test_with_the_cluster_away_the_change_waits(museum: dict[str, str], settings: pytest.FixtureRequest) -> None:
    here = settings.ELASTICSEARCH_URL  # type: ignore[attr-defined]  # pytest-django's settings proxy
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]  # type: ignore[attr-defined]  # same
    add_word()
    with pytest.raises(EngineUnavailable):
        follow()
    settings.ELASTICSEARCH_URL = here  # type: ignore[attr-defined]  # same
    assert LexiconChange.objects.get().state == LexiconChange.State.WAITING
    assert follow().written == 2
