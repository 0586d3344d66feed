"""The sheet for residents says the same on the site and in the documentation."""

from pathlib import Path

import pytest
from django.test import Client

from museum.contributing.leaflet import PARTS

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "residents.md"


def test_the_document_says_what_the_sheet_says() -> None:
    lines = [line for part in PARTS for line in (f"## {part.title}", *map(str, part.sentences))]
    said = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line]
    assert said[2:] == lines


@pytest.mark.django_db
def test_the_sheet_has_its_code_and_a_line_for_the_telephone(visitor: Client) -> None:
    page = visitor.get("/contribute/how/").content.decode()
    assert all(str(part.title) in page for part in PARTS)
    assert 'class="qr"' in page
    assert "leaflet__blank" in page
