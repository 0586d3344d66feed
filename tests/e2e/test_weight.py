"""The first view of any page is light, asks no other host and does not jump. The table is printed at the end."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.e2e.gallery import LIGHT, Gallery
from tests.e2e.page_kinds import PageKind
from tests.e2e.weighing import weighed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE_BYTES, SCRIPT_BYTES, SHIFT = 150_000, 60_000, 0.05


def test_the_first_view_is_light_and_still(
    gallery: Gallery, kind: PageKind, record_property: Callable[[str, str], None]
) -> None:
    with gallery.fresh(LIGHT) as page, weighed(page) as (weight, _session):
        gallery.go(page, kind)
        page.wait_for_load_state("networkidle")
    record_property("weight", weight.row(kind.name))
    assert weight.page_bytes <= PAGE_BYTES
    assert weight.script_bytes <= SCRIPT_BYTES
    assert weight.shift <= SHIFT
    assert weight.hosts <= {urlsplit(gallery.url).netloc}
