"""Where somebody stands in a group photograph, in the words people use: 后排左起第三."""

from collections.abc import Sequence

from museum.demo.prints import Head

NUMERALS = "一二三四五六七八九十"


def position_of(number: int, heads: Sequence[Head]) -> str:
    """Of the head with this number, counted from 1; nothing for somebody who is not drawn, or stands alone."""
    if number > len(heads) or len(heads) == 1:
        return ""
    rows = rows_of(heads)
    head = heads[number - 1]
    from_back = next(index for index, row in enumerate(rows) if head in row)
    place = "左起第" + NUMERALS[sorted(rows[from_back], key=lambda each: each.left).index(head)]
    return row_name(len(rows) - from_back, len(rows)) + place


def rows_of(heads: Sequence[Head]) -> list[list[Head]]:
    """Rows from the back: a head that lies more than half a head below the row above begins a new one."""
    rows: list[list[Head]] = []
    for head in sorted(heads, key=lambda each: each.top):
        if rows and head.top - rows[-1][0].top < head.height / 2:
            rows[-1].append(head)
        else:
            rows.append([head])
    return rows


def row_name(from_front: int, count: int) -> str:
    """前排 and 后排 of two; of more the front row is the first."""
    if count == 1:
        return ""
    if count == 2:
        return "前排" if from_front == 1 else "后排"
    return f"第{NUMERALS[from_front - 1]}排"
