"""The passage of the day: something to play, of what everybody may hear."""

from datetime import date

import pytest
from django.utils import timezone

from archive.models import IndexPoint
from museum.reader import Reader
from museum.voices import passage_of_the_day
from tests.museum.telling import Told, tell

pytestmark = pytest.mark.django_db


def indexed(told: Told) -> Told:
    IndexPoint.objects.create(interview=told.interview, title="开场", start_ms=0, end_ms=2000)
    return told


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 2)])
def test_what_was_only_written_down_is_no_voice_of_the_day(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    indexed(tell("写下来的。")).interview.parts.all().delete()
    heard = indexed(tell("录下来的。"))
    passage = passage_of_the_day(Reader())
    assert passage is not None
    assert passage.words == "录下来的。"
    assert passage.url.startswith(heard.url)


def test_a_museum_without_recordings_has_no_voice_of_the_day() -> None:
    indexed(tell("写下来的。")).interview.parts.all().delete()
    assert passage_of_the_day(Reader()) is None
