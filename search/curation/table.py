"""The lexicon as a table that spreadsheets open: a term a line, several words in one cell set apart by ；.

Written as UTF-8 with the mark that Excel needs; read in whatever Excel, WPS and editors save. Surnames stand in the
same table under the category 姓, their readings in place of the pinyin.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.lexicon import LexiconTerm

COLUMNS: Mapping[str, str] = {
    "term": "词",
    "pinyin": "读音",
    "traditional": "繁体",
    "variants": "别的写法",
    "synonyms": "同义词",
    "gloss": "解释",
    "category": "类别",
    "entity": "记录",
}
LISTS = ("variants", "synonyms")
SURNAME = "姓"
SEPARATOR = "；"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_LINES = 20_000
LONGEST_CELL = 5_000


class Unreadable(ValueError):
    """The file is no table of words; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: `number` as an editor counts, `cells` by column. A column the file lacks is not in it.
    `fault` says what is wrong with the line as such."""

    number: int
    cells: Mapping[str, str]
    fault: str = ""

    def words(self, column: str) -> tuple[str, ...]:
        found = (word.strip() for word in re.split(r"[；;\n]", self.cells[column]))
        return tuple(dict.fromkeys(word for word in found if word))


def written(terms: Iterable[LexiconTerm], surnames: Mapping[str, tuple[str, ...]]) -> bytes:
    """The file, in the order given."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS.values())
    for term in terms:
        writer.writerow(_cell(getattr(term, column)) for column in COLUMNS)
    for surname, readings in surnames.items():
        cells = {"term": surname, "pinyin": SEPARATOR.join(readings), "category": SURNAME}
        writer.writerow(_cell(cells.get(column, "")) for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: str | tuple[str, ...]) -> str:
    """A cell no spreadsheet takes for a formula."""
    text = value if isinstance(value, str) else SEPARATOR.join(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def read(data: bytes) -> list[Line]:
    """The lines of a file. Raises Unreadable."""
    text = _decoded(data)
    rows = list(_rows(text))
    if not rows:
        raise Unreadable("这个文件是空的。")
    header = _columns(rows[0][1])
    lines = [_line(number, row, header) for number, row in rows[1:]]
    if len(lines) > MOST_LINES:
        raise Unreadable(f"这个文件有 {len(lines)} 行，一次最多 {MOST_LINES} 行。请分几次导入。")
    return lines


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK"):
        raise Unreadable("这是 Excel 工作簿，不是 CSV。请在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    raise Unreadable("认不出这个文件的编码。请另存为“CSV UTF-8”再传。")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line at which it begins, cells) of every row that is not empty."""
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"第 {begins} 行读不了，可能有一个引号没有配对。") from error


def _columns(header: list[str]) -> list[str]:
    """The column each place of the file stands for; "" where it is none of ours."""
    known = {label: column for column, label in COLUMNS.items()} | {column: column for column in COLUMNS}
    found = [known.get(cell.strip().lower(), "") for cell in header]
    if "term" not in found:
        labels = "、".join(COLUMNS.values())
        raise Unreadable(f"第 1 行应当是各列的名字，其中要有“词”这一列。认得的列是：{labels}。")
    named = [column for column in found if column]
    if twice := next((column for column in named if named.count(column) > 1), None):
        raise Unreadable(f"第 1 行里有两列都叫“{COLUMNS[twice]}”，请留一列。")
    return found


def _line(number: int, row: list[str], header: list[str]) -> Line:
    cells = {column: _unescaped(cell) for column, cell in zip(header, row, strict=False) if column}
    fault = ""
    if any(cell.strip() for cell in row[len(header) :]):
        fault = "这一行比第 1 行多出几格，可能是格子里有逗号却没有加引号。"
    elif any(len(cell) > LONGEST_CELL for cell in row):
        fault = f"有一格超过 {LONGEST_CELL} 个字，可能是引号没有配对。"
    return Line(number, cells, fault)


def _unescaped(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
