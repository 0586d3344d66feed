"""检索词典 in the admin: who may keep it, what the screens say, and the way of a file."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.models import Place
from search import installed
from search.curation.spreading import follow
from search.models import LexiconChange, OutboxRow, TermRow
from search.rebuilding import rebuild
from search.tasks import tend
from tests.archive.admin.conftest import Browser, form_of, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> Iterator[None]:
    rebuild()
    OutboxRow.objects.all().delete()
    yield
    installed.close_all()


def url(view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_search_termrow:{view}", args=args)


def text_of(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def lye() -> TermRow:
    return TermRow.objects.get(term="烧碱")


def uploaded(client: Client, content: str, encoding: str = "utf-8") -> Any:
    file = SimpleUploadedFile("词典.csv", content.encode(encoding))
    return client.post(reverse("lexicon_import"), {"file": file}, follow=True)


# --- who ------------------------------------------------------------------------------------------------------------

ADDRESSES = ("lexicon_import", "lexicon_export", "lexicon_changes", "lexicon_adopt")


@pytest.mark.parametrize("role", ["馆长", "编目员"])
def test_directors_and_cataloguers_keep_the_lexicon(as_role: Browser, role: str) -> None:
    client = as_role(role)
    assert client.get(url("list")).status_code == 200
    assert client.get(url("edit", lye().pk)).status_code == 200
    assert {client.get(reverse(name)).status_code for name in ADDRESSES} == {200}


@pytest.mark.parametrize("role", ["审核员", "征集员"])
def test_others_do_not(as_role: Browser, role: str) -> None:
    client = as_role(role)
    client.post(url("delete", lye().pk))
    client.post(reverse("lexicon_adopt"), {"form": "苛性碱", "term_pk": lye().pk})
    assert "苛性碱" not in lye().synonyms
    assert {client.get(reverse(name)).status_code for name in ADDRESSES} <= {302, 403}


# --- the list --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["火碱", "shaojian", "sj", "燒鹼", "SHAO JIAN"])
def test_the_list_is_searched_by_form_pinyin_and_initials(cataloguer: Client, typed: str) -> None:
    assert url("edit", lye().pk) in text_of(cataloguer, url("list"), q=typed)


def test_the_list_is_filtered_by_category(cataloguer: Client) -> None:
    assert url("edit", lye().pk) not in text_of(cataloguer, url("list"), q="烧碱", category="铁路")


@pytest.mark.usefixtures("index")
def test_the_list_says_what_a_word_finds_and_its_state(cataloguer: Client) -> None:
    Place.objects.create(name="火碱库", slug="store").save_revision().publish()
    tend()
    row = lye()
    row.synonyms = [*row.synonyms, "苛性碱"]
    row.save()
    page = text_of(cataloguer, url("list"), q="烧碱")
    assert "正在更新" in page
    follow()
    page = text_of(cataloguer, url("list"), q="烧碱")
    assert "正在更新" not in page


@pytest.mark.usefixtures("index")
def test_the_list_costs_the_same_however_long_it_is(
    cataloguer: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    cataloguer.get(url("list"))
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # pytest-django's fixture
        cataloguer.get(url("list"))


# --- the form --------------------------------------------------------------------------------------------------------


def test_saving_is_one_change_with_its_author(cataloguer: Client) -> None:
    address = url("edit", lye().pk)
    answer = saved(cataloguer, address, form_of(cataloguer, address, synonyms="火碱\n苛性碱\n烧碱"))
    assert answer.url == address
    assert lye().synonyms == ["火碱", "苛性碱"]
    change = LexiconChange.objects.get()
    assert change.made_by is not None
    assert change.made_by.username == "user-of-编目员"


def test_an_empty_reading_is_filled_in(cataloguer: Client) -> None:
    saved(cataloguer, url("add"), form_of(cataloguer, url("add"), term="晒盐"))
    assert TermRow.objects.get(term="晒盐").pinyin == "shài yán"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"term": "燒鹼"}, "已经有一条了"),
        ({"term": "晒盐", "pinyin": "shài"}, "2 个字"),
        ({"term": "晒盐", "synonyms": "！！"}, "没有字"),
        ({"term": "晒盐", "category": "姓"}, "姓的读音"),
        ({"term": "晒盐", "entity": "place:99999"}, "没有发布"),
    ],
)
def test_what_is_wrong_is_said(cataloguer: Client, typed: dict[str, str], told: str) -> None:
    answer = cataloguer.post(url("add"), form_of(cataloguer, url("add"), **typed))
    assert told in answer.content.decode()
    assert not TermRow.objects.filter(term="晒盐").exists()


def test_what_is_odd_is_saved_and_said(cataloguer: Client) -> None:
    answer = cataloguer.post(url("add"), form_of(cataloguer, url("add"), term="晒盐", synonyms="火碱"), follow=True)
    assert "两边的词都会找出来" in answer.content.decode()
    assert TermRow.objects.filter(term="晒盐").exists()


@pytest.mark.usefixtures("index")
def test_the_page_says_what_it_finds_and_where_to_look(cataloguer: Client) -> None:
    place = Place.objects.create(name="晒盐场", slug="salt-works")
    place.save_revision().publish()
    tend()
    saved(cataloguer, url("add"), form_of(cataloguer, url("add"), term="晒盐", entity=f"place:{place.pk}"))
    page = text_of(cataloguer, url("edit", TermRow.objects.get(term="晒盐").pk))
    assert "找到 1 条" in page
    assert f"{reverse('search')}?q=%E6%99%92%E7%9B%90" in page
    assert "地点：晒盐场" in page


def test_removing_is_a_change_too(cataloguer: Client) -> None:
    cataloguer.post(url("delete", lye().pk))
    assert LexiconChange.objects.get().rows[0]["after"] is None


# --- what it names ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("index")
def test_the_chooser_offers_what_the_search_finds(cataloguer: Client) -> None:
    Place.objects.create(name="晒盐场", slug="salt-works").save_revision().publish()
    tend()
    page = text_of(cataloguer, reverse("lexicon_entries:choose_results"), q="晒盐")
    assert "晒盐场" in page
    assert "地点" in page


def test_the_chooser_stands_without_an_index(cataloguer: Client) -> None:
    assert cataloguer.get(reverse("lexicon_entries:choose")).status_code == 200


@pytest.mark.parametrize("entry", ["place:999999", "nothing:1", "place:x", "x"])
def test_choosing_what_is_not_there_is_not_found(cataloguer: Client, entry: str) -> None:
    assert cataloguer.get(reverse("lexicon_entries:chosen", args=[entry])).status_code == 404


# --- from what was not found -----------------------------------------------------------------------------------------


def test_a_word_in_the_address_stands_in_the_form(cataloguer: Client) -> None:
    assert 'value="滩晒"' in text_of(cataloguer, url("add"), term="滩晒")


def test_a_form_in_the_address_goes_to_the_term_it_belongs_to(cataloguer: Client) -> None:
    answer = cataloguer.get(url("add"), {"synonym_of": str(lye().pk), "form": "苛性碱"}, follow=True)
    assert "苛性碱" in answer.content.decode()
    assert "苛性碱" not in lye().synonyms


@pytest.mark.parametrize("wanted", ["999999", "x", "-1", "9" * 40])
def test_a_term_that_is_gone_leaves_the_form_for_a_new_one(cataloguer: Client, wanted: str) -> None:
    assert 'value="苛性碱"' in text_of(cataloguer, url("add"), synonym_of=wanted, form="苛性碱")


def test_likely_terms_are_offered(cataloguer: Client) -> None:
    assert f'value="{lye().pk}"' in text_of(cataloguer, reverse("lexicon_adopt"), form="烧简")


@pytest.mark.usefixtures("index")
def test_the_second_click_makes_it_found(cataloguer: Client, client: Client) -> None:
    Place.objects.create(name="火碱库", slug="store").save_revision().publish()
    tend()
    cataloguer.post(reverse("lexicon_adopt"), {"form": "苛性碱", "term_pk": lye().pk})
    assert "苛性碱" in lye().synonyms
    tend()
    assert "火碱库" in client.get(reverse("search"), {"q": "苛性碱"}).content.decode()


@pytest.mark.parametrize("typed", ["！！", "盐" * 60, "", "a；b"])
def test_nonsense_is_not_adopted_and_breaks_nothing(cataloguer: Client, typed: str) -> None:
    before = lye().synonyms
    answer = cataloguer.post(reverse("lexicon_adopt"), {"form": typed, "term_pk": lye().pk}, follow=True)
    assert answer.status_code == 200
    assert len(lye().synonyms) <= len(before) + (len(typed) == 60)


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_goes_in_after_a_rehearsal_and_comes_back_out(cataloguer: Client) -> None:
    before = cataloguer.get(reverse("lexicon_export")).content
    page = uploaded(cataloguer, "词,同义词\n晒盐,滩晒\n烧碱,火碱；苛性碱\n", "gb18030")
    assert "新增 1 行" in page.content.decode()
    assert not TermRow.objects.filter(term="晒盐").exists()
    here = page.redirect_chain[-1][0]
    answer = cataloguer.post(here, {"edition": page.context["plan"].edition})
    assert answer["Location"] == reverse("lexicon_changes")
    assert TermRow.objects.filter(term="晒盐").exists()
    cataloguer.post(reverse("lexicon_take_back", args=[LexiconChange.objects.get().pk]))
    assert cataloguer.get(reverse("lexicon_export")).content == before


def test_a_faulty_file_is_told_line_by_line_and_not_applied(cataloguer: Client) -> None:
    page = uploaded(cataloguer, "词,读音\n晒盐,shài yán\n滩晒,tān\n")
    assert "第 3 行，“读音”那一格" in page.content.decode()
    cataloguer.post(page.redirect_chain[-1][0], {"edition": page.context["plan"].edition})
    assert not TermRow.objects.filter(term="晒盐").exists()


def test_an_unreadable_file_is_refused_with_a_reason(cataloguer: Client) -> None:
    assert "“词”这一列" in uploaded(cataloguer, "名称\n晒盐\n").content.decode()


def test_a_rehearsal_that_is_outdated_is_shown_again(cataloguer: Client) -> None:
    page = uploaded(cataloguer, "词\n晒盐\n")
    TermRow(term="后来的词").save()
    answer = cataloguer.post(page.redirect_chain[-1][0], {"edition": page.context["plan"].edition}, follow=True)
    assert "请再看一遍" in answer.content.decode()
    assert not TermRow.objects.filter(term="晒盐").exists()


def test_somebody_elses_file_is_not_shown(cataloguer: Client, director: Client) -> None:
    here = uploaded(cataloguer, "词\n晒盐\n").redirect_chain[-1][0]
    assert director.get(here)["Location"] == reverse("lexicon_import")


def test_a_change_that_stands_in_the_way_is_named(cataloguer: Client) -> None:
    TermRow(term="晒盐").save()
    first = LexiconChange.objects.get()
    row = TermRow.objects.get(term="晒盐")
    row.gloss = "后来写的"
    row.save()
    answer = cataloguer.post(reverse("lexicon_take_back", args=[first.pk]), follow=True)
    assert "后来又改过" in answer.content.decode()


def test_a_surname_is_kept_with_its_readings(cataloguer: Client) -> None:
    address = reverse("wagtailsnippets_search_surnamerow:add")
    saved(cataloguer, address, form_of(cataloguer, address, surname="查", readings="zhā"))
    assert installed.refresh().lexicon.surname_readings["查"] == ("zha",)
