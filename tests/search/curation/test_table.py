"""The lexicon as a table: written for spreadsheets, read from whatever they save."""

import pytest

from search.curation.table import COLUMNS, Unreadable, read, written
from search.lexicon import LexiconTerm

LYE = LexiconTerm(term="烧碱", pinyin="shāo jiǎn", variants=("燒鹼",), synonyms=("火碱", "片碱"), gloss="强碱，第二句")
HEADER = ",".join(COLUMNS.values())


def lines(text: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    return [dict(line.cells) for line in read(text.encode(encoding))]


def test_what_is_written_is_read() -> None:
    (line, surname) = read(written([LYE], {"单": ("shàn", "chán")}))
    assert line.cells["term"] == "烧碱"
    assert line.words("synonyms") == ("火碱", "片碱")
    assert line.cells["gloss"] == "强碱，第二句"
    assert (surname.cells["category"], surname.words("pinyin")) == ("姓", ("shàn", "chán"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_that_spreadsheets_save(encoding: str) -> None:
    assert lines("词,同义词\r\n𠮷田,火碱\r\n", encoding) == [{"term": "𠮷田", "synonyms": "火碱"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_that_spreadsheets_save(delimiter: str) -> None:
    assert lines(f"词{delimiter}解释\n烧碱{delimiter}强碱\n") == [{"term": "烧碱", "gloss": "强碱"}]


def test_columns_may_stand_in_any_order_and_be_unknown() -> None:
    assert lines("备注,解释,词\nx,强碱,烧碱\n") == [{"gloss": "强碱", "term": "烧碱"}]


def test_lines_are_counted_as_an_editor_counts() -> None:
    found = read('词,解释\n烧碱,"两\n行"\n\n盐酸,\n'.encode())
    assert [line.number for line in found] == [2, 5]


def test_no_cell_is_a_formula() -> None:
    data = written([LexiconTerm(term="烧碱", gloss="=HYPERLINK(1)")], {})
    assert b",'=HYPERLINK" in data
    assert read(data)[0].cells["gloss"] == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空的"),
        (b"PK\x03\x04", "另存为"),
        ("名称,解释\n烧碱,强碱\n".encode(), "“词”这一列"),
        ("词,词\n烧碱,火碱\n".encode(), "两列都叫"),
        (b"\xff\xfe\x00", "编码"),
        (("词\n" + '"' + "啊" * 200_000).encode(), "引号"),
    ],
    ids=["empty", "workbook", "no word", "twice", "encoding", "quote"],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read(data)


def test_a_line_with_too_many_cells_is_told() -> None:
    assert read("词,解释\n烧碱,强碱,多出来\n".encode())[0].fault


def test_the_header_names_every_column() -> None:
    assert written([], {}).decode("utf-8-sig").strip() == HEADER
