"""How an exhibit is laid out: pictures beside the words that belong to them, sides alternating, loud things full width.

A curator only puts blocks in order. A scene is a run of pictures and words; it ends where the next picture begins after
words have been said, at a new chapter, and at everything that needs the whole width.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Self

LOOKED_AT = frozenset({"artifact", "photograph", "picture"})
READ = frozenset({"text", "clip"})


@dataclass(slots=True)
class Scene:
    """Either pictures and words beside each other, or one block over the whole width. `number` counts chapters from 1
    and is 0 inside a chapter."""

    heading: Any = None
    number: int = 0
    pictures: list[Any] = field(default_factory=list)
    words: list[Any] = field(default_factory=list)
    wide: Any = None
    is_flipped: bool = False


@dataclass(slots=True)
class Chapter:
    """What is read between two headings. Chapter 0 is what stands before the first of them and has no heading."""

    number: int
    scenes: list[Scene]
    before: Self | None = None
    after: Self | None = None

    @property
    def anchor(self) -> str:
        return f"chapter-{self.number}"

    @property
    def title(self) -> str:
        """As the curator wrote it; the heading's block may still be empty in a preview."""
        heading = self.scenes[0].heading
        return str(heading.value.get("title") or "") if heading else ""


def chapters_of(blocks: Iterable[Any]) -> list[Chapter]:
    """The chapters of a body, each knowing the one before and the one after."""
    chapters: list[Chapter] = []
    for scene in scenes_of(blocks):
        if scene.number or not chapters:
            chapters.append(Chapter(scene.number, []))
        chapters[-1].scenes.append(scene)
    for before, after in pairwise([each for each in chapters if each.number]):
        before.after, after.before = after, before
    return chapters


def scenes_of(blocks: Iterable[Any]) -> list[Scene]:
    """The scenes of a body, in order."""
    scenes: list[Scene] = []
    chapters = sides = 0
    for block in blocks:
        kind = block.block_type
        open_scene = scenes[-1] if scenes and scenes[-1].wide is None else None
        if kind == "chapter":
            chapters += 1
            scenes.append(Scene(heading=block, number=chapters))
        elif kind in LOOKED_AT and not _is_wide(block):
            if open_scene is None or open_scene.words:
                open_scene = Scene()
                scenes.append(open_scene)
            if not open_scene.pictures:
                open_scene.is_flipped = bool(sides % 2)
                sides += 1
            open_scene.pictures.append(block)
        elif kind in READ:
            if open_scene is None:
                open_scene = Scene()
                scenes.append(open_scene)
            open_scene.words.append(block)
        else:
            scenes.append(Scene(wide=block))
    return scenes


def _is_wide(block: Any) -> bool:
    return block.block_type == "picture" and bool(block.value.get("wide"))
