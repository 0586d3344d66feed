"""Programs are told what the people said about them, in every form the words go out in."""

import pytest
from django.test import Client

from archive.consent import Decision, Use
from archive.models import ConsentParty, Record
from archive.services.consent import Act, decide
from archive.states import ConsentForm
from tests.factories.archive import PhotographFactory
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


def say(about: Record, use: Use, decision: Decision) -> None:
    act = Act(giver=ConsentParty.objects.create(name="周桂生"), form=ConsentForm.PAPER)
    decide(about=about, decisions={use: decision}, act=act)


def reserved(visitor: Client, url: str) -> bool:
    headers = visitor.get(url).headers
    notice = headers.get("X-Robots-Tag", ""), headers.get("TDM-Reservation", "")
    assert notice in {("noai, noimageai", "1"), ("", "")}
    return notice != ("", "")


def test_a_no_is_told_with_the_page_and_with_the_words(visitor: Client, told: Told) -> None:
    urls = (told.url, f"{told.url}captions.vtt")
    assert not any(reserved(visitor, url) for url in urls)
    say(told.interview, Use.TEXT, Decision.GRANTED)
    assert all(reserved(visitor, url) for url in urls)


@pytest.mark.parametrize(("decision", "is_reserved"), [(Decision.GRANTED, False), (Decision.REFUSED, True)])
def test_a_photograph_says_what_was_said_of_it(visitor: Client, decision: Decision, is_reserved: bool) -> None:
    photograph = PhotographFactory.create()
    say(photograph, Use.SHOW, Decision.GRANTED)
    say(photograph, Use.MACHINES, decision)
    assert reserved(visitor, photograph.get_absolute_url()) is is_reserved
