"""Changes of the lexicon: written down whole, and undone."""

import pytest
from django.db import IntegrityError, transaction

from museum.models import User
from search.curation.changes import NotUndoable, changing, undo
from search.models import LexiconChange, SurnameRow, TermRow

pytestmark = pytest.mark.django_db


def latest() -> LexiconChange:
    return LexiconChange.objects.order_by("-id")[0]


def test_a_new_synonym_touches_that_form_alone() -> None:
    row = TermRow.objects.get(term="烧碱")
    row.synonyms = [*row.synonyms, "苛性碱"]
    row.save()
    assert latest().forms == ["苛性碱"]


def test_another_word_for_the_group_touches_all_its_forms() -> None:
    row = TermRow.objects.create(term="晒盐", variants=["曬鹽法"], synonyms=["滩晒"])
    row.term = "日晒盐"
    row.save()
    assert set(latest().forms) == {"晒盐", "日晒盐", "晒盐法", "滩晒"}


@pytest.mark.parametrize("column", ["gloss", "entity", "category"])
def test_what_no_document_knows_touches_none(column: str) -> None:
    row = TermRow.objects.get(term="烧碱")
    setattr(row, column, "产品二")
    row.save()
    change = latest()
    assert (change.state, change.forms) == (LexiconChange.State.DONE, [])
    assert change.fingerprint_before == change.fingerprint_after


def test_another_surname_reading_touches_that_surname() -> None:
    row = SurnameRow.objects.get(surname="单")
    row.readings = ["shàn", "chán"]
    row.save()
    assert (latest().forms, latest().surnames) == ([], ["单"])


def test_saving_what_is_there_is_no_change() -> None:
    TermRow.objects.get(term="烧碱").save()
    assert not LexiconChange.objects.exists()


def test_an_error_inside_leaves_nothing() -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), changing():
        TermRow.objects.bulk_create([TermRow(term="晒盐", key="晒盐"), TermRow(term="曬鹽", key="晒盐")])
    assert not LexiconChange.objects.exists()
    assert not TermRow.objects.filter(term="晒盐").exists()


def test_changes_form_a_chain() -> None:
    TermRow(term="晒盐").save()
    TermRow(term="滩晒").save()
    second, first = LexiconChange.objects.order_by("-id")
    assert first.fingerprint_after == second.fingerprint_before


def test_who_made_it_is_kept(curator: User) -> None:
    with changing(by=curator):
        TermRow(term="晒盐").save()
    assert latest().made_by == curator


def test_undoing_an_edit_brings_the_former_words_back() -> None:
    row = TermRow.objects.get(term="烧碱")
    former = row.values()
    row.synonyms, row.gloss = [], ""
    row.save()
    undo(latest())
    row.refresh_from_db()
    assert row.values() == former
    assert latest().origin == LexiconChange.Origin.UNDO


def test_undoing_a_removal_brings_the_same_row_back() -> None:
    row = TermRow.objects.get(term="烧碱")
    pk, former = row.pk, row.values()
    row.delete()
    undo(latest())
    assert TermRow.objects.get(pk=pk).values() == former


def test_undoing_an_addition_removes_it() -> None:
    TermRow(term="晒盐").save()
    undo(latest())
    assert not TermRow.objects.filter(term="晒盐").exists()


def test_a_word_changed_since_is_not_overwritten() -> None:
    TermRow(term="晒盐").save()
    first = latest()
    row = TermRow.objects.get(term="晒盐")
    row.gloss = "后来写的"
    row.save()
    with pytest.raises(NotUndoable, match="晒盐"):
        undo(first)
    assert TermRow.objects.get(term="晒盐").gloss == "后来写的"


def test_a_change_is_undone_once() -> None:
    TermRow(term="晒盐").save()
    first = latest()
    undo(first)
    with pytest.raises(NotUndoable):
        undo(first)


def test_an_undone_change_can_be_made_again() -> None:
    TermRow(term="晒盐").save()
    undo(latest())
    undo(latest())
    assert TermRow.objects.filter(term="晒盐").exists()


def test_undoing_says_so_when_the_word_is_used_elsewhere_now() -> None:
    row = TermRow.objects.get(term="烧碱")
    row.delete()
    removal = latest()
    TermRow(term="燒鹼").save()
    with pytest.raises(NotUndoable):
        undo(removal)
