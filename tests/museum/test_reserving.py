"""Programs are told what the people said about them, in every form the words go out in."""

import io
from datetime import date

import pytest
from django.test import Client

from archive.consent import Decision, Use
from archive.models import ConsentParty, Record
from archive.services.consent import Act, decide
from archive.services.visibility import settle_all
from archive.states import ConsentForm
from media.models import Asset
from media.services.adding import add_picture
from media.services.conversion import convert
from tests.factories.archive import PhotographFactory
from tests.media import samples
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


def say(about: Record, use: Use, decision: Decision) -> None:
    act = Act(giver=ConsentParty.objects.create(name="周桂生"), form=ConsentForm.PAPER)
    decide(about=about, decisions={use: decision}, act=act)


def reserved(visitor: Client, url: str) -> bool:
    headers = visitor.get(url).headers
    notice = headers.get("X-Robots-Tag", ""), headers.get("TDM-Reservation", "")
    told, told_again = "noai, noimageai" in notice[0], notice[1] == "1"
    assert told == told_again
    return told


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


def test_a_passage_and_its_card_say_it_too(visitor: Client, told: Told) -> None:
    first, last = told.segments[0].uid, told.segments[1].uid
    urls = (f"{told.url}passage/?first={first}&last={last}", f"{told.url}s/{first}/{last}/card.png")
    assert not any(reserved(visitor, url) for url in urls)
    say(told.interview, Use.TEXT, Decision.GRANTED)
    assert all(reserved(visitor, url) for url in urls)
    assert "noindex" in visitor.get(urls[0]).headers["X-Robots-Tag"]


def test_every_file_and_tile_says_it(visitor: Client) -> None:
    content = io.BytesIO(samples.picture(width=900, height=600))
    picture = add_picture(content, filename="合影.jpg")
    for row in picture.asset.derivatives.filter(recipe__in=["renditions", "tiles"]):
        convert(row.pk)
    photograph = PhotographFactory.create(picture=picture)
    asset = Asset.objects.get(pk=picture.asset_id)
    iiif = f"/iiif/image/{asset.uuid}"
    urls = (asset.served_files("renditions")[0].url, f"{iiif}/info.json", f"{iiif}/full/max/0/default.jpg")
    assert not any(reserved(visitor, url) for url in urls)
    say(photograph, Use.SHOW, Decision.GRANTED)
    assert all(reserved(visitor, url) for url in urls)
    say(photograph, Use.MACHINES, Decision.GRANTED)
    assert not any(reserved(visitor, url) for url in urls)


def test_a_yes_that_has_lapsed_is_a_no_from_the_next_round_on(told: Told) -> None:
    asset = told.interview.parts.get().recording.asset
    act = Act(giver=ConsentParty.objects.create(name="周桂生"), form=ConsentForm.PAPER, until=date(2030, 1, 1))
    decide(about=told.interview, decisions={Use.MACHINES: Decision.GRANTED}, act=act)
    for day, is_reserved in ((date(2030, 1, 1), False), (date(2030, 1, 2), True)):
        settle_all(day)
        assert Asset.objects.get(pk=asset.pk).is_reserved is is_reserved
