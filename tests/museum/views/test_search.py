"""The page of results: what is asked is in the address, what is found is marked, and silence is explained."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.states import Access
from search import api
from tests.factories.archive import ArtifactFactory
from tests.museum.telling import Told, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_search")]


def page(visitor: Client, url: str, status: int = 200) -> str:
    answer = visitor.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_without_a_question_there_is_a_box(visitor: Client) -> None:
    assert '<input id="q" type="search" name="q"' in page(visitor, "/search/")


def test_two_characters_lead_to_the_second_they_are_spoken_in(visitor: Client, told: Told) -> None:
    api.reindex()
    html = page(visitor, "/search/?q=师傅")
    assert "<mark>师傅</mark>" in html
    assert f"{told.url}?within=师傅&amp;t=1#s-{told.segments[1].uid}" in html


def test_traditional_characters_find_simplified_words(visitor: Client, told: Told) -> None:
    api.reindex()
    assert told.url in page(visitor, "/search/?q=閥門")


def test_an_object_is_found_by_its_number(visitor: Client) -> None:
    artifact = ArtifactFactory.create()
    api.reindex()
    assert artifact.get_absolute_url() in page(visitor, f"/search/?q={artifact.accession_number}")


def test_what_is_closed_is_not_found(visitor: Client) -> None:
    told = tell("谁也不该听到的话。", access=Access.RESTRICTED)
    api.reindex()
    assert told.url not in page(visitor, "/search/?q=谁也不该听到")


def test_what_is_for_staff_is_found_by_staff_alone(visitor: Client, curator_browser: Client) -> None:
    artifact = ArtifactFactory.create(title="仅供馆内的阀门", access=Access.STAFF)
    api.reindex()
    assert artifact.get_absolute_url() not in page(visitor, "/search/?q=阀门")
    assert artifact.get_absolute_url() in page(curator_browser, "/search/?q=阀门")


def test_kinds_are_links_that_keep_the_question(visitor: Client, told: Told) -> None:
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    html = page(visitor, "/search/?q=阀门")
    assert 'href="/search/?q=阀门&amp;kind=artifact"' in html


def test_nothing_found_is_never_an_empty_page(visitor: Client) -> None:
    api.reindex()
    assert "没找到“砂眼泵”" in page(visitor, "/search/?q=砂眼泵")


def test_without_an_index_the_page_says_so_and_stands(visitor: Client) -> None:
    artifact = ArtifactFactory.create(title="阀门手轮")
    html = page(visitor, "/search/?q=阀门")
    assert "搜索这会儿没有答应" in html
    assert artifact.get_absolute_url() in html


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "长" * 5000,
        "q=" + "a" * 1_000_000,
        "q=" + "+OR+".join(f"词{n}" for n in range(5000)),
        "q=" + "“" * 300,
        "q=" + "-(" * 300,
        "q=../../etc/passwd",
        "q=x&page=1000000000",
        "q=x&workshop=不存在&person=谁&tag=" + "t" * 100_000,
        "q=x&" + "&".join(f"tag={n}" for n in range(500)),
        "q=x&from=abc&to=-5&sound=%00&exact=yes&sort=up",
        "q=%E2%80%AE%EF%BF%BF%F3%A0%81%81",
        "q=%00",
        "q=%22",
        "q=-",
        "q=AND+OR+%28",
        "q=x&page=-1",
        "q=x&generation=9&decade=abc",
        "q=%F0%9F%98%80",
    ],
)
def test_hostile_questions_are_answered(visitor: Client, query: str) -> None:
    api.reindex()
    assert visitor.get(f"/search/?{query}").status_code == 200


def test_what_is_typed_is_escaped(visitor: Client) -> None:
    api.reindex()
    assert "<script>alert" not in page(visitor, "/search/?q=<script>alert(1)</script>")


def test_only_reading_is_allowed(visitor: Client) -> None:
    assert visitor.post("/search/", {"q": "阀门"}).status_code == 405


def test_suggestions_are_words(visitor: Client) -> None:
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    found = visitor.get("/search/suggestions/?q=阀门").json()["suggestions"]
    assert any("阀门" in each["text"] for each in found)


def test_suggestions_are_silent_when_the_engine_is(visitor: Client) -> None:
    assert visitor.get("/search/suggestions/?q=阀").json() == {"suggestions": []}


def test_more_parameters_than_anybody_needs_are_a_bad_request(visitor: Client) -> None:
    assert visitor.get("/search/?" + "&".join(f"p{n}=1" for n in range(10_001))).status_code == 400


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=250))
def test_any_text_is_answered(visitor: Client, text: str) -> None:
    assert visitor.get("/search/", {"q": text, "tag": text, "page": text}).status_code == 200


def test_the_page_has_one_address_and_is_not_for_machines(visitor: Client, told: Told) -> None:
    api.reindex()
    html = page(visitor, "/search/?sort=relevance&page=1&tag=&q=阀门&from=")
    assert '<meta name="robots" content="noindex">' in html
    assert '/search/?q=%E9%98%80%E9%97%A8">' in html.partition('<link rel="canonical"')[2].partition("\n")[0]


def test_pages_are_turned_by_links(visitor: Client) -> None:
    for _number in range(45):
        ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    html = page(visitor, "/search/?q=阀门&page=2")
    assert '<link rel="prev" href="/search/?q=阀门">' in html
    assert '<link rel="next" href="/search/?q=阀门&amp;page=3">' in html
    assert 'aria-current="page"' in html
    assert page(visitor, "/search/?q=阀门&page=999").count('<article class="hit">') == 5


def test_what_is_chosen_can_be_taken_away(visitor: Client, told: Told) -> None:
    api.reindex()
    html = page(visitor, "/search/?q=阀门&generation=1&sound=1")
    assert (
        '<a class="chip" rel="nofollow" href="/search/?q=阀门&amp;sound=1"><span class="vh">去掉 </span>第一代' in html
    )
    assert 'href="/search/?q=阀门">全部去掉</a>' in html


def test_narrowing_to_nothing_tells_what_there_is_without(visitor: Client, told: Told) -> None:
    api.reindex()
    html = page(visitor, "/search/?q=阀门&kind=person")
    assert "不缩小范围，有 1 条" in html


def test_a_word_that_only_sounds_alike_is_told_and_can_be_left_out(visitor: Client) -> None:
    tell("那时候叫氯碱车间。")
    api.reindex()
    html = page(visitor, "/search/?q=绿碱")
    assert "“氯碱”听起来像“绿碱”" in html
    assert "也找了" in html
    assert 'href="/search/?q=绿碱&amp;exact=1">只要原词</a>' in html
    assert "没找到“绿碱”" in page(visitor, "/search/?q=绿碱&exact=1")


def test_a_slip_is_corrected_by_a_link_that_leads_somewhere(visitor: Client) -> None:
    ArtifactFactory.create(title="单福生")
    api.reindex()
    html = page(visitor, "/search/?q=单福牛")
    link = html.partition("馆里有这些")[2].partition('href="')[2].partition('"')[0]
    assert link == "/search/?q=单福生"
    assert "单福生" in page(visitor, link).partition('id="found"')[2]


def test_a_word_leads_to_words_of_the_same_matter(visitor: Client) -> None:
    ArtifactFactory.create(title="火碱桶")
    ArtifactFactory.create(title="烧碱的账本")
    api.reindex()
    html = page(visitor, "/search/?q=烧碱")
    assert "也可以搜搜" in html
    assert 'href="/search/?q=火碱"' in html
    assert "也可以搜搜" not in page(visitor, "/search/?q=账本")


def test_words_that_are_not_together_are_found_apart_and_it_is_said(visitor: Client, told: Told) -> None:
    ArtifactFactory.create(title="搪瓷缸")
    api.reindex()
    assert "没有同时包含这些词的内容，下面是部分匹配。" in page(visitor, "/search/?q=阀门 搪瓷缸")


def test_where_it_is_spoken_is_drawn(visitor: Client) -> None:
    tell("那天夜班，阀门是我关的。", duration_ms=10_000)
    api.reindex()
    assert page(visitor, "/search/?q=阀门").count('<rect class="n"') == 1


def test_no_style_and_no_script_stands_in_the_page(visitor: Client, told: Told) -> None:
    api.reindex()
    html = page(visitor, "/search/?q=阀门")
    assert " style=" not in html
    assert "<style" not in html
    assert " on" + "click=" not in html


def test_a_word_that_was_not_found_is_noted_and_it_is_said(visitor: Client) -> None:
    api.reindex()
    phone = {"user-agent": "Mozilla/5.0 (Linux; Android 13) Mobile"}
    assert "馆里会看见有人找过它" in visitor.get("/search/?q=砂眼泵", headers=phone).content.decode()
    assert "馆里会看见有人找过它" not in visitor.get("/search/?q=砂眼泵&sort=date", headers=phone).content.decode()


def test_the_script_of_suggestions_is_small() -> None:
    script = Path(finders.find("museum/js/suggest.js") or "")
    assert script.stat().st_size < 4480
