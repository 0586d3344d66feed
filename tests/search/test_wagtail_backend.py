"""Wagtail's own search finds Chinese, whichever database the suite runs on."""

import pytest
from modelsearch.query import Not, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search.wagtail_backend import NOWHERE, WORD, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_search")]


@pytest.fixture
def pages() -> list[Page]:
    root = Page.get_first_root_node()
    titles = ["进株化那年", "化工株式会社", "氯鹼車間的夜班", "ZH-A-0042 搪瓷缸", "他说“加料”，七点"]
    return [root.add_child(instance=Page(title=title, slug=f"page-{number}")) for number, title in enumerate(titles)]


def titles(results: object) -> set[str]:
    """Of the pages above: the home page that every museum begins with may be found too."""
    return {page.title for page in results if page.slug.startswith("page-")}  # type: ignore[attr-defined]  # untyped results


def autocompleted(text: str) -> set[str]:
    return titles(get_search_backend().autocomplete(text, Page.objects.all()))


def searched(text: object, **options: object) -> set[str]:
    return titles(get_search_backend().search(text, Page.objects.all(), **options))


def test_words_separates_han_characters_and_drops_punctuation() -> None:
    assert words("“株化”ZH-A-0042，7点") == "株 化 zh a 0042 7 点"


def test_words_brings_both_scripts_to_one_form() -> None:
    assert words("氯鹼車間") == words("氯碱车间")


def test_what_stands_for_nothing_is_no_word() -> None:
    assert not WORD.findall(NOWHERE)


@pytest.mark.parametrize("text", ["株化", "那年", "化那", "进株化那年", "株化 那年"])
def test_words_inside_a_title_are_found(pages: list[Page], text: str) -> None:
    assert searched(text) == autocompleted(text) == {"进株化那年"}


def test_characters_must_stand_together(pages: list[Page]) -> None:
    assert "化工株式会社" not in searched("株化")


def test_single_character_finds_every_title_that_holds_it(pages: list[Page]) -> None:
    assert searched("化") == {"进株化那年", "化工株式会社"}


def test_simplified_finds_traditional(pages: list[Page]) -> None:
    assert searched("氯碱车间") == autocompleted("氯碱") == {"氯鹼車間的夜班"}


@pytest.mark.parametrize("text", ["ZH-A-0042", "zh-a-00", "搪瓷", "ZH-A-0042 搪瓷缸"])
def test_accession_number_is_completed(pages: list[Page], text: str) -> None:
    assert autocompleted(text) == {"ZH-A-0042 搪瓷缸"}


def test_phrase_reads_across_punctuation(pages: list[Page]) -> None:
    assert searched(Phrase("加料七点")) == {"他说“加料”，七点"}


def test_any_of_several_words(pages: list[Page]) -> None:
    assert searched(PlainText("那年 夜班", operator="or")) == {"进株化那年", "氯鹼車間的夜班"}


def test_negation(pages: list[Page]) -> None:
    found = searched(PlainText("化") & Not(PlainText("株式")))
    assert found == {"进株化那年"}


@pytest.mark.parametrize("text", ['"', "“", "'; --", "-", "%s", "(*)", "\\", "、。"])
def test_punctuation_alone_finds_nothing_and_breaks_nothing(pages: list[Page], text: str) -> None:
    assert searched(text) == autocompleted(text) == set()


def test_named_field_finds_chinese(pages: list[Page]) -> None:
    assert searched("株化", fields=["title"]) == {"进株化那年"}


def test_order_by_relevance_can_be_sliced(pages: list[Page]) -> None:
    assert len(get_search_backend().search("化", Page.objects.all())[:1]) == 1


def test_changed_title_is_found_at_once(pages: list[Page]) -> None:
    pages[0].title = "离开株化那年"
    pages[0].save()
    assert searched("离开株化") == {"离开株化那年"}
