"""The people around somebody: who belongs, who may be told, and in which words."""

from typing import Any

import pytest
from pypinyin import lazy_pinyin

from archive.models import Family, FamilyMember, Person, Relation
from archive.rights import Viewer
from museum.circle import circle_around, circle_of_family, told_from
from museum.kin_chart import drawing_of, rows_of, sentences
from museum.kin_path import everybody, way_between
from museum.reader import Reader
from tests.archive.test_relations import kind
from tests.factories.archive import PersonFactory

pytestmark = pytest.mark.django_db


def person(name: str, **fields: Any) -> Person:
    found: Person = PersonFactory.create(name=name, slug="-".join(lazy_pinyin(name)), **fields)
    return found


def tie(code: str, a: Person, b: Person, **fields: Any) -> None:
    Relation.objects.create(type=kind(code), a=a, b=b, **fields)


def words(of: Person, viewer: Viewer = Viewer.PUBLIC) -> dict[str, str]:
    reader = Reader(viewer)
    return {line.name.text: line.is_what for line in told_from(circle_around(of, reader), of, reader)}


def test_kin_are_called_as_at_home_and_work_by_its_ties() -> None:
    old, father, child = (person(name, sex="男") for name in ("谭德厚", "谭铁山", "谭小禾"))
    master, grandmaster = person("覃有德"), person("骆阿根")
    tie("father-son", old, father)
    tie("father-son", father, child)
    tie("master-apprentice", master, child, started_on="1975年", source="谭小禾")
    tie("master-apprentice", grandmaster, master)
    assert words(child) == {"谭德厚": "爷爷", "谭铁山": "父亲", "覃有德": "师傅", "骆阿根": "师傅的师傅"}
    line = next(each for each in told_from(circle_around(child, Reader()), child, Reader()) if each.is_what == "师傅")
    assert (line.since, line.source) == ("1975年", "谭小禾")


def test_a_masked_person_stands_in_the_circle_without_the_name() -> None:
    old, son = person("洪兆南"), person("洪卫国", alive=True)
    tie("father-son", old, son)
    assert words(old) == {"洪某": "儿子"}
    assert words(old, Viewer.STAFF) == {"洪卫国": "儿子"}


def test_two_masked_people_are_not_tied_for_the_public() -> None:
    old, son, grandson = person("洪兆南"), person("洪卫国", alive=True), person("洪小明", alive=True)
    tie("father-son", old, son)
    tie("father-son", son, grandson)
    assert words(old) == {"洪某": "儿子"}


def test_nobody_anonymous_or_withdrawn_is_in_a_circle() -> None:
    old = person("周桂生")
    tie("master-apprentice", old, person("甲", anonymous=True))
    tie("master-apprentice", old, person("乙", withdrawn=True))
    assert words(old) == {}


def test_a_tie_that_is_not_public_stays_inside() -> None:
    one, other = person("周桂生"), person("何长富")
    tie("master-apprentice", other, one, is_public=False)
    assert words(one) == {}
    assert words(one, Viewer.STAFF) == {"何长富": "师傅"}


def test_a_slip_in_the_records_takes_no_page_down() -> None:
    one, other = person("周桂生"), person("何长富")
    tie("parent-child", one, other)
    tie("father-son", other, one)
    assert words(one) == {}


def test_a_family_brings_the_masters_it_had_outside() -> None:
    father, son, master, friend = (person(name) for name in ("谭德厚", "谭铁山", "覃有德", "宾建军"))
    tie("father-son", father, son)
    tie("master-apprentice", master, son)
    tie("classmate", friend, son)
    family = Family.objects.create(slug="tan", name="谭家")
    for member in (father, son):
        FamilyMember.objects.create(family=family, person=member)
    circle = circle_of_family(family, Reader())
    assert set(circle.names) == {"tan-de-hou", "tan-tie-shan", "tan-you-de"}
    assert sentences(circle, "tan-tie-shan") == ["父亲谭德厚", "师傅覃有德"]


def test_rows_are_generations_and_the_unplaced_stand_with_their_kin() -> None:
    father, son = person("谭德厚", generation="1"), person("谭铁山")
    tie("father-son", father, son)
    rows = dict(rows_of(circle_around(father, Reader())))
    assert rows == {"1": ["tan-de-hou"], "2": ["tan-tie-shan"], "3": [], "": []}


def test_a_drawing_names_everybody_and_says_what_is_on_it() -> None:
    master, apprentice = person("骆阿根", generation="1"), person("阳石保", generation="2")
    tie("master-apprentice", master, apprentice, started_on="1957年")
    drawing = drawing_of(circle_around(master, Reader()), Reader(), here=[master.slug])
    assert [(plate.name.text, plate.is_here) for plate in drawing.plates] == [("骆阿根", True), ("阳石保", False)]
    assert [line.label for line in drawing.lines] == ["1957 师徒"]
    assert drawing.plates[1].told == "阳石保，师傅骆阿根"
    assert drawing.styles == {"craft"}


def test_the_way_between_two_people_is_one_sentence() -> None:
    father, daughter = person("张师傅", sex="男"), person("李某某", sex="女")
    apprentice = person("张某")
    tie("father-daughter", father, daughter)
    tie("master-apprentice", father, apprentice)
    way = way_between(everybody(Reader()), apprentice, daughter, Reader())
    assert way is not None
    assert way.sentence == "李某某是张某的师傅的女儿"
    assert [stage.what for stage in way.stages] == ["师傅", "女儿"]
    assert set(way.circle.names) == {"zhang-shi-fu", "li-mou-mou", "zhang-mou"}


def test_kin_on_the_way_are_said_in_one_word() -> None:
    father, sister, brother = person("龚炳坤", sex="男"), person("龚秀莲", sex="女"), person("龚立平", sex="男")
    master = person("冯静宜")
    tie("father-daughter", father, sister)
    tie("father-son", father, brother)
    tie("master-apprentice", master, sister)
    way = way_between(everybody(Reader()), brother, master, Reader())
    assert way is not None
    assert way.sentence == "冯静宜是龚立平的姐妹的师傅"


def test_where_nothing_leads_there_is_no_way() -> None:
    one, other = person("甲某"), person("乙某")
    assert way_between(everybody(Reader()), one, other, Reader()) is None
