"""Chapters: where they begin, what comes before and after."""

from dataclasses import dataclass, field
from typing import Any

from museum.scenes import chapters_of


@dataclass
class Block:
    block_type: str
    value: dict[str, Any] = field(default_factory=dict)


def test_chapters_know_their_neighbours() -> None:
    body = [
        Block("text"),
        Block("chapter", {"title": "一"}),
        Block("map"),
        Block("chapter", {"title": "二"}),
        Block("text"),
    ]
    opening, first, second = chapters_of(body)
    assert (opening.number, opening.title, opening.before, opening.after) == (0, "", None, None)
    assert (first.anchor, first.title, first.after) == ("chapter-1", "一", second)
    assert (second.before, second.after) == (first, None)
    assert [scene.wide.block_type for scene in first.scenes if scene.wide] == ["map"]


def test_without_chapters_everything_is_one_part() -> None:
    assert [each.number for each in chapters_of([Block("text"), Block("clip")])] == [0]
    assert chapters_of([]) == []
