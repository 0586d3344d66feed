"""The kinds of ties between two people, and one tie.

A kind is known by its code. What the code means for kinship (whose parent, whose spouse) is fixed here; its words may
be edited in the museum. A tie is read from `a` to `b`: the father, the master, the one who introduced is `a`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a kind of tie means for kinship."""

    PARENT = "parent"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    UNCLE = "uncle"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TieType:
    """A kind of tie: 师徒 has a_is 师傅 (a is b's master) and b_is 徒弟. The sexes are those that the kind tells."""

    code: str
    name: str
    a_is: str
    b_is: str
    role: Role = Role.OTHER
    is_symmetric: bool = False
    is_disambiguation: bool = False
    a_sex: str = ""
    b_sex: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie between two people, by their ids, with the year it began where that is known."""

    code: str
    a: str
    b: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Human:
    """What kinship needs of a person: sex 男, 女 or "", and the year of birth, which tells elder from younger."""

    id: str
    sex: str = ""
    born: int | None = None
    name: str = ""

    def __str__(self) -> str:
        return self.name or self.id


def _symmetric(code: str, name: str, role: Role = Role.OTHER, *, is_disambiguation: bool = False) -> TieType:
    return TieType(code, name, name, name, role, is_symmetric=True, is_disambiguation=is_disambiguation)


_STANDARD = (
    TieType("father-son", "父子", "父亲", "儿子", Role.PARENT, a_sex="男", b_sex="男"),
    TieType("father-daughter", "父女", "父亲", "女儿", Role.PARENT, a_sex="男", b_sex="女"),
    TieType("mother-son", "母子", "母亲", "儿子", Role.PARENT, a_sex="女", b_sex="男"),
    TieType("mother-daughter", "母女", "母亲", "女儿", Role.PARENT, a_sex="女", b_sex="女"),
    TieType("parent-child", "亲子", "父母", "子女", Role.PARENT),
    TieType("uncle-nephew", "叔侄", "叔叔", "侄子", Role.UNCLE, a_sex="男"),
    TieType("master-apprentice", "师徒", "师傅", "徒弟"),
    TieType("replacement", "顶替", "让出岗位的人", "顶替的人"),
    TieType("introduced", "介绍人", "介绍人", "被介绍的人"),
    TieType("midwife", "接生", "接生的人", "接生的孩子"),
    _symmetric("spouse", "配偶", Role.SPOUSE),
    _symmetric("sibling", "兄弟姐妹", Role.SIBLING),
    _symmetric("same-crew", "同班组"),
    _symmetric("same-hometown", "同乡"),
    _symmetric("classmate", "同学"),
    _symmetric("colleague", "同事"),
    _symmetric("sounds-alike", "同音易混", is_disambiguation=True),
)
STANDARD_TYPES: Mapping[str, TieType] = {kind.code: kind for kind in _STANDARD}
