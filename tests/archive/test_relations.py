"""Ties between two people: what cannot be is refused in a sentence."""

import pytest
from django.core.exceptions import ValidationError

from archive.kinship.ties import STANDARD_TYPES, Role
from archive.models import Person, Relation, RelationType
from tests.factories.archive import PersonFactory

pytestmark = pytest.mark.django_db


def kind(code: str) -> RelationType:
    tie = STANDARD_TYPES[code]
    found, _made = RelationType.objects.get_or_create(
        code=code,
        defaults={"name": tie.name, "a_is": tie.a_is, "b_is": tie.b_is, "is_kinship": tie.role is not Role.OTHER},
    )
    return found


def tied(code: str, a: Person, b: Person) -> Relation:
    relation = Relation(type=kind(code), a=a, b=b)
    relation.full_clean()
    relation.save()
    return relation


def test_nobody_is_their_own_ancestor() -> None:
    old, middle, young = (PersonFactory.create(name=name) for name in ("谭德厚", "谭铁山", "谭小禾"))
    tied("father-son", old, middle)
    tied("parent-child", middle, young)
    with pytest.raises(ValidationError, match=r"绕成了一圈.*谭小禾"):
        tied("parent-child", young, old)


def test_a_mother_is_no_man() -> None:
    with pytest.raises(ValidationError, match="应当是女"):
        tied("mother-son", PersonFactory.create(sex="男"), PersonFactory.create())


def test_an_old_slip_does_not_stop_a_new_tie() -> None:
    one, other = PersonFactory.create(), PersonFactory.create()
    Relation.objects.create(type=kind("parent-child"), a=one, b=other)
    Relation.objects.create(type=kind("father-son"), a=other, b=one)
    tied("parent-child", one, PersonFactory.create())


def test_masters_may_teach_in_a_circle() -> None:
    one, other = PersonFactory.create(), PersonFactory.create()
    tied("master-apprentice", one, other)
    tied("master-apprentice", other, one)
