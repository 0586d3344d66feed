"""How soon a phone sees the main thing of every kind of page.

Chromium itself is throttled: 1.6 Mbit/s, 150 ms there and back, a CPU four times slower. The museum is the one of
`make screenshots`, with all its pictures.
"""

import statistics

from playwright.sync_api import CDPSession, sync_playwright

from tests.e2e.browsers import launched
from tests.e2e.gallery import LIGHT, Gallery
from tests.e2e.museums import museum_in, serving
from tests.e2e.page_kinds import KINDS, PageKind
from tests.e2e.screenshots import LOADING_SECONDS, VAR
from tests.e2e.weighing import weighed

LIMIT_MS = 1500.0
ROUNDS = 3
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""Bytes a second: 1.6 Mbit/s down, 750 kbit/s up. Every request waits the 150 ms."""
SLOWER_CPU = 4


def main() -> int:
    """Print the table; 1 when the largest contentful paint of a kind is later than its limit."""
    VAR.mkdir(parents=True, exist_ok=True)
    late = []
    with serving(museum_in(VAR), seconds=LOADING_SECONDS) as museum, sync_playwright() as driver:
        browser = launched(driver)
        gallery = Gallery(browser, museum.url, museum.shown())
        print(f"{'page':<24}{'LCP ms':>9}")
        for kind in KINDS:
            if kind.address:
                paint_ms = median_paint_ms(gallery, kind)
                print(f"{kind.name:<24}{paint_ms:>9.0f}  {'late' if paint_ms > LIMIT_MS else 'ok'}", flush=True)
                late += [kind.name] if paint_ms > LIMIT_MS else []
        browser.close()
    print(f"Late: {', '.join(late)}" if late else "All within their limit.")
    return int(bool(late))


def median_paint_ms(gallery: Gallery, kind: PageKind) -> float:
    """Of some first visits, after one that warms the server up."""
    paints = []
    for _round in range(ROUNDS + 1):
        with gallery.fresh(LIGHT) as page, weighed(page) as (weight, session):
            throttle(session)
            gallery.go(page, kind)
            page.wait_for_load_state("networkidle")
        paints.append(weight.paint_ms)
    return statistics.median(paints[1:])


def throttle(session: CDPSession) -> None:
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
