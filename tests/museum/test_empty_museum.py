"""What a museum tells that has nothing yet."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.museum.test_public_pages import FEED

pytestmark = pytest.mark.django_db


def test_a_feed_of_nothing_is_a_feed_and_an_unknown_one_is_not_found(visitor: Client) -> None:
    assert ElementTree.fromstring(visitor.get("/feeds/latest.xml").content).tag == f"{FEED}feed"
    assert visitor.get("/feeds/nothing.xml").status_code == 404


@pytest.mark.parametrize("slug", ["about", "privacy", "accessibility", "contact"])
def test_a_new_museum_has_its_own_words_and_they_are_at_the_foot_of_every_page(visitor: Client, slug: str) -> None:
    html = visitor.get(f"/{slug}/").content.decode()
    assert html.count('<h2 class="prose__heading">') >= 1
    foot = visitor.get("/people/").content.decode().partition('<footer class="site-foot">')[2]
    assert f'href="/{slug}/"' in foot
