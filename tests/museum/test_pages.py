"""Every template of the public side: what it may contain, what it is sent with, and the pages for bad moments."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings

from museum.views import errors
from tests.museum.telling import Told

TEMPLATES = sorted((Path(settings.PROJECT_DIR) / "museum" / "templates").rglob("*.html"))
STATIC = Path(settings.PROJECT_DIR) / "museum" / "static" / "museum"
ADDRESSES = [
    "/", "/exhibits/", "/stories/", "/about/", "/consent/", "/search/", "/artifacts/", "/photographs/", "/interviews/",
    "/people/", "/places/", "/collections/", "/trails/",
]  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_style_script_or_handler(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_no_other_host(template: Path) -> None:
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", template.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_style_sheets_are_flat_and_understood_by_old_browsers(sheet: Path) -> None:
    """Chromium 107 and Safari 15.4 know neither nesting, nor color-mix(), nor the vi unit, nor container queries."""
    source = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    assert "&" not in source
    assert not re.search(r"color-mix|@container|\d(?:vi|vb|dvh)\b", source)
    assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_answer_with_a_strict_policy(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_say_what_they_are(visitor: Client, address: str) -> None:
    html = visitor.get(address).content.decode()
    assert html.count("<h1") == 1
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in html
    assert 'id="main"' in html


@pytest.mark.django_db
def test_demo_records_say_so(visitor: Client, told: Told) -> None:
    assert "演示数据" not in visitor.get(told.url).content.decode()
    told.interview.is_demo = True
    told.interview.save()
    assert "演示数据" in visitor.get(told.url).content.decode()


@pytest.mark.django_db
@override_settings(DEMO_MODE=True)
def test_in_demo_mode_every_page_says_so(visitor: Client) -> None:
    assert all("演示数据" in visitor.get(address).content.decode() for address in ADDRESSES)


@pytest.mark.django_db
def test_a_page_that_is_not_there_shows_a_way_out(visitor: Client) -> None:
    answer = visitor.get("/no-such-page/")
    assert answer.status_code == 404
    assert "搜一下" in answer.content.decode()


@pytest.mark.django_db
def test_something_taken_back_is_gone_for_good(rf: RequestFactory) -> None:
    request: HttpRequest = rf.get("/")
    assert errors.gone(request).status_code == 410


def test_the_page_for_a_broken_machine_asks_nothing_of_it(rf: RequestFactory) -> None:
    """Without the db mark any query fails the test: the database may be what is broken."""
    answer = errors.broken(rf.get("/"))
    assert answer.status_code == 500
    assert "机器停了" in answer.content.decode()


@override_settings(
    STORAGES={
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "museum.frame_sheet.StaticFiles"},
    }
)
def test_the_page_for_a_broken_machine_stands_without_style_sheets(rf: RequestFactory) -> None:
    assert errors.broken(rf.get("/")).status_code == 500


@pytest.mark.django_db
def test_robots_know_where_the_sitemap_is(visitor: Client) -> None:
    assert "Sitemap: http" in visitor.get("/robots.txt").content.decode()


@pytest.mark.django_db
def test_the_sitemap_lists_what_is_public(visitor: Client, told: Told) -> None:
    assert "sitemap-interviews.xml" in visitor.get("/sitemap.xml").content.decode()
    assert told.url in visitor.get("/sitemap-interviews.xml").content.decode()
