"""Handing in for twenty families: one page that says what came of each, and no name typed twice."""

import pytest
from django.core.cache import cache
from django.test import Client

from archive import receipts
from archive.contribution_states import PartyRole
from archive.models import Contribution, HelperBook
from archive.services.contributions import helping
from tests.factories.contributions import ContributionFactory, GridFactory, PartyFactory
from tests.museum.contributing.filling import filled, stamp

pytestmark = pytest.mark.django_db
TOKEN = "first-of-twenty"
ADDRESS = f"/receipt/{receipts.code_of(TOKEN)}/"


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def first() -> Contribution:
    contribution = ContributionFactory.create(token=TOKEN, grid=GridFactory.create())
    PartyFactory.create(contribution=contribution, name="陈玉兰")
    PartyFactory.create(contribution=contribution, role=PartyRole.HELPER, name="网格员小周")
    return contribution


def test_a_book_begins_with_a_receipt_and_goes_on(visitor: Client, first: Contribution) -> None:
    assert "开一个代传本" in visitor.get(ADDRESS).content.decode()
    book = visitor.post(f"{ADDRESS}book/")["Location"]
    page = visitor.get(book).content.decode()
    assert "陈玉兰" in page
    assert "收到了" in page
    token = book.split("/")[3]
    begun = visitor.post("/contribute/story/", filled(story="又一家的事", book=token, stamp=stamp(key="second")))
    assert begun["Location"].endswith(f"/who/?book={token}")
    who = visitor.get(begun["Location"]).content.decode()
    assert "网格员小周" in who
    second = Contribution.objects.exclude(pk=first.pk).get()
    assert (second.book, second.grid) == (HelperBook.objects.get(), first.grid)
    assert visitor.get(book).content.decode().count("book__state") == 2


def test_a_book_opens_each_of_its_receipts_and_drafts(visitor: Client, first: Contribution) -> None:
    book = visitor.post(f"{ADDRESS}book/")["Location"]
    token = book.split("/")[3]
    back = f"{ADDRESS.removesuffix('/')}/?book={token}"
    assert f'href="{back}"' in visitor.get(book).content.decode()
    assert "回到代传本" in visitor.get(back).content.decode()
    assert "回到代传本" not in visitor.get(ADDRESS).content.decode()
    begun = visitor.post("/contribute/story/", filled(story="又一家的事", book=token, stamp=stamp(key="second")))
    draft = begun["Location"].replace("who/", "")
    assert f'href="{draft}"' in visitor.get(book).content.decode()
    handed_in = visitor.post(begun["Location"].replace("who/", "hand-in/"), filled())["Location"]
    page = visitor.get(book).content.decode()
    assert f'href="{handed_in}"' in page
    assert "回到代传本" in visitor.get(handed_in).content.decode()


def test_the_database_opens_no_receipt_of_a_book(visitor: Client, first: Contribution) -> None:
    visitor.post(f"{ADDRESS}book/")
    first.refresh_from_db()
    code = receipts.code_of(TOKEN)
    assert first.sealed_secret
    assert code not in first.sealed_secret
    assert helping.secret_of(first, "another-book") == ""


def test_another_book_leads_nowhere(visitor: Client, first: Contribution) -> None:
    other = HelperBook.objects.create(token_hash=receipts.hash_of("other"), name="别人")
    visitor.post(f"{ADDRESS}book/")
    assert other.pk
    assert "回到代传本" not in visitor.get(f"{ADDRESS}?book=other").content.decode()


def test_a_second_book_of_the_same_receipt_is_none(visitor: Client, first: Contribution) -> None:
    visitor.post(f"{ADDRESS}book/")
    assert visitor.post(f"{ADDRESS}book/")["Location"] == ADDRESS
    assert HelperBook.objects.count() == 1


def test_who_tells_alone_gets_none(visitor: Client, first: Contribution) -> None:
    first.parties.filter(role=PartyRole.HELPER).delete()
    visitor.post(f"{ADDRESS}book/")
    assert not HelperBook.objects.exists()


def test_a_made_up_book_is_not_found(visitor: Client) -> None:
    assert visitor.get("/contribute/book/nobody/").status_code == 404
