"""What a curator sees after saving."""

import pytest
from django.contrib.auth.models import Group

from search import installed
from search.curation import spreading
from search.curation.reach import following, following_rows, records_found
from search.indexing import Generations
from search.models import LexiconChange, TermRow
from search.rebuilding import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
PUBLIC = frozenset({"public"})


def test_words_find_through_their_synonyms() -> None:
    Group.objects.create(name="火碱包装班")
    rebuild()
    assert records_found(["烧碱", "没有的词"], PUBLIC) == {"烧碱": 1, "没有的词": 0}


def test_what_may_not_be_read_is_not_counted() -> None:
    Group.objects.create(name="火碱包装班")
    rebuild()
    assert records_found(["烧碱"], frozenset({"nobody"})) == {"烧碱": 0}


def test_without_an_index_nothing_is_told() -> None:
    installed.engine().destroy()
    assert records_found(["烧碱"], PUBLIC) == {}


def test_how_far_a_change_is() -> None:
    Group.objects.create(name="晒盐班")
    rebuild()
    row = TermRow(term="晒盐")
    row.save()
    change = LexiconChange.objects.get()
    assert following([change])[change.pk].total == 0
    spreading._spread(change, Generations(installed.engine().live(), None))
    told = following_rows([row])[row.pk]
    assert (told.done, told.total) == (0, 1)
    spreading.follow()
    assert following_rows([row]) == {}
