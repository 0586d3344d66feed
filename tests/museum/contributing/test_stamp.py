"""A form is taken from a person; what looks like a program is told so in a sentence."""

import pytest

from museum.contributing.forms import HandInForm, TellForm, WhoForm
from museum.contributing.stamp import new_stamp
from tests.museum.contributing.filling import stamp

DAY = 24 * 3600


def test_takes_what_was_looked_at() -> None:
    form = HandInForm({"stamp": stamp(key="abc")})
    assert form.is_valid()
    assert form.form_key == "abc"


def test_what_is_sent_at_once_is_sent_again() -> None:
    form = WhoForm({"stamp": new_stamp(), "whose": "self"})
    assert "按得太快" in str(form.non_field_errors())
    assert form.form_key == ""


def test_a_button_alone_may_be_pressed_at_once() -> None:
    assert HandInForm({"stamp": new_stamp()}).is_valid()
    assert TellForm({"stamp": new_stamp(), "record": "1"}).is_valid()
    assert not TellForm({"stamp": new_stamp(), "record": "1", "story": "http://example.org"}).is_valid()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"stamp": stamp(3 * DAY)}, "开得太久"),
        ({"stamp": "forged:1:2"}, "没有交成"),
        ({}, "没有交成"),
        ({"stamp": stamp(), "website": "http://example.org"}, "本来该空着"),
    ],
)
def test_says_what_to_do_otherwise(given: dict[str, str], sentence: str) -> None:
    form = HandInForm(given)
    assert not form.is_valid()
    assert sentence in str(form.non_field_errors())
    assert form.form_key == ""
