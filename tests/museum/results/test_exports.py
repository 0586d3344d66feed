"""Lists to take away: whole, harmless in a spreadsheet, honest about where they end."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from museum.results import exports
from search import api, installed
from tests.factories.archive import ArtifactFactory
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


def chunks_of(answer: Any) -> Iterator[bytes]:
    return iter(answer.streaming_content)


def taken(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(chunks_of(answer)).decode()


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_table_has_a_row_for_each_place(visitor: Client, told: Told) -> None:
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    header, *found = rows(taken(visitor, "/search/?q=阀门&format=csv"))
    assert header[:2] == ["种类", "标题"]
    by_kind = {row[0]: dict(zip(header, row, strict=True)) for row in found}
    assert by_kind["讲述"]["什么时候讲"] == "00:00:00"
    assert by_kind["讲述"]["原话"].startswith("那天夜班，阀门是我关的。")
    assert by_kind["讲述"]["链接"].startswith("http")
    assert by_kind["藏品"]["标题"] == "阀门手轮"


@pytest.mark.parametrize("title", ["=HYPERLINK(阀门)", "+阀门", "-阀门", "@阀门", " =阀门", "\t=阀门", "＝阀门"])
def test_no_cell_is_a_formula(visitor: Client, title: str) -> None:
    ArtifactFactory.create(title=title)
    api.reindex()
    _header, row = rows(taken(visitor, "/search/?q=阀门&format=csv"))
    assert row[1].startswith("'")


def test_json_holds_the_hits_of_every_page(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    for _number in range(5):
        ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    found = json.loads(taken(visitor, "/search/?q=阀门&format=json"))
    assert len({hit["id"] for hit in found["hits"]}) == found["total"] == 5
    assert found["is_whole"]


def test_a_list_that_breaks_off_says_so(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    for _number in range(2):
        ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    chunks = chunks_of(visitor.get("/search/?q=阀门&format=csv"))
    begun = next(chunks) + next(chunks)
    installed.engine().destroy()
    text = (begun + b"".join(chunks)).decode()
    assert "断了" in rows(text)[-1][0]


def test_a_file_has_a_name_people_can_read(visitor: Client, told: Told) -> None:
    api.reindex()
    answer = visitor.get("/search/?q=师傅&format=csv")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("address", ["/search/?q=x&format=exe", "/search/?format=csv"])
def test_what_cannot_be_written_is_a_bad_request(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 400


def test_without_an_index_the_page_says_so(visitor: Client, db: None) -> None:
    answer = visitor.get("/search/?q=阀门&format=csv")
    assert answer.status_code == 503
    assert "搜索这会儿没有答应" in answer.content.decode()
