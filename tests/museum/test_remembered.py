"""What a process remembers under the stamp is gone with any change, with the day, and for who may change something."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from archive.models import Person
from archive.states import Display
from museum.reader import reader_of
from museum.remembered import remembered
from tests.factories.archive import PersonFactory, PlaceFactory

pytestmark = pytest.mark.django_db


class Counting:
    """Makes 1, 2, 3 …"""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_it_is_made_once_while_nothing_changes(rf: RequestFactory) -> None:
    PlaceFactory.create()
    make = Counting()
    assert [remembered(rf.get("/"), "once", make) for _visit in range(3)] == [1, 1, 1]


def test_any_change_has_it_made_anew(rf: RequestFactory) -> None:
    place, make = PlaceFactory.create(), Counting()
    remembered(rf.get("/"), "change", make)
    place.delete()
    assert remembered(rf.get("/"), "change", make) == 2


def test_another_day_has_it_made_anew(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    PlaceFactory.create()
    make = Counting()
    remembered(rf.get("/"), "day", make)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2100, 1, 1))
    assert remembered(rf.get("/"), "day", make) == 2


@pytest.mark.parametrize("request_made", [None, RequestFactory().post("/")])
def test_who_may_change_something_gets_it_anew(request_made: Any) -> None:
    make = Counting()
    assert [remembered(request_made, "post", make) for _visit in range(2)] == [1, 2]


def test_a_name_taken_back_is_masked_on_the_next_page(rf: RequestFactory) -> None:
    person = PersonFactory.create(name="洪卫国", public_display=Display.PUBLIC)
    assert reader_of(rf.get("/")).say("洪卫国说的") == "洪卫国说的"
    Person.objects.filter(pk=person.pk).update(public_display=Display.MASKED)
    assert "洪卫国" not in reader_of(rf.get("/")).say("洪卫国说的")


def test_a_curator_and_a_visitor_do_not_share_a_mask(rf: RequestFactory, curator: Any) -> None:
    PersonFactory.create(name="洪卫国", public_display=Display.MASKED)
    inside, outside = rf.get("/"), rf.get("/")
    inside.user = curator
    assert reader_of(inside).say("洪卫国说的") == "洪卫国说的"
    assert "洪卫国" not in reader_of(outside).say("洪卫国说的")
