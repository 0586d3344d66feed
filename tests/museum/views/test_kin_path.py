"""The page that tells how two people are connected."""

import pytest
from django.test import Client

from tests.factories.archive import PersonFactory
from tests.museum.test_circle import person, tie

pytestmark = pytest.mark.django_db


def page(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("<wbr>", "")  # where a long sentence may break


def test_two_names_give_a_sentence_a_picture_and_the_steps(visitor: Client) -> None:
    master, apprentice = person("骆阿根"), person("阳石保")
    tie("master-apprentice", master, apprentice)
    html = page(visitor, f"/people/path/?from={apprentice.slug}&to=骆阿根")
    assert "骆阿根是阳石保的师傅" in html
    assert 'aria-label="骆阿根，徒弟阳石保"' in html


def test_without_names_there_is_the_form_alone(visitor: Client) -> None:
    tie("master-apprentice", person("骆阿根"), person("阳石保"))
    html = page(visitor, "/people/path/")
    assert "<option" in html
    assert "data-graph" not in html


def test_masked_people_cannot_be_chosen_nor_asked_for_by_name(visitor: Client) -> None:
    tie("father-son", person("洪兆南"), person("洪卫国", alive=True))
    assert "洪某" not in page(visitor, "/people/path/")
    html = page(visitor, "/people/path/?from=洪兆南&to=洪卫国")
    assert "没找到“洪卫国”" in html
    assert "data-graph" not in html


@pytest.mark.parametrize(
    ("other", "told"), [("甲某", "同一个人"), ("乙某", "还连不起甲某和乙某"), ("丙", "没找到“丙”")]
)
def test_what_leads_nowhere_is_said_kindly(visitor: Client, other: str, told: str) -> None:
    PersonFactory.create(name="甲某")
    PersonFactory.create(name="乙某")
    assert told in page(visitor, f"/people/path/?from=甲某&to={other}")
