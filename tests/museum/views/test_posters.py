"""A poster for each grid, for staff; its code leads to the call and says from which grid."""

import pytest
from django.test import Client

from tests.factories.contributions import CallFactory, CallPromptFactory, GridFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    call = CallFactory.create(slug="sound")
    CallPromptFactory.create(call=call, text="哪个声音？")
    GridFactory.create(code="baoting", name="报亭网格")
    GridFactory.create(code="shenjiawan", name="沈家湾网格")
    return "/contribute/calls/sound/posters/"


def test_one_sheet_a_grid(curator_browser: Client, address: str) -> None:
    page = curator_browser.get(address).content.decode()
    assert page.count('class="poster"') == page.count('class="qr"') == 2
    assert "报亭网格" in page
    assert curator_browser.get(f"{address}?grid=baoting").content.decode().count('class="poster"') == 1


def test_visitors_print_none(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 403
