"""How soon a phone sees the main thing of every kind of page, and how far things jump until then.

Chromium itself is throttled: 1.6 Mbit/s, 150 ms there and back, a CPU four times slower. The museum is the one of
`make screenshots`, with all its pictures. Pages that nobody can ask for (after a fault) are handed to the browser, and
ask for their styles, scripts and pictures over the line. `python -m tests.benchmarks.bench_loading home story`
measures some kinds.
"""

import statistics
import sys
from collections.abc import Sequence

from playwright.sync_api import CDPSession, sync_playwright

from tests.e2e.browsers import launched
from tests.e2e.gallery import LIGHT, Gallery
from tests.e2e.museums import museum_in, serving
from tests.e2e.page_kinds import PageKind
from tests.e2e.screenshots import LOADING_SECONDS, VAR, kinds_named
from tests.e2e.weighing import weighed

LIMIT_MS, LIMIT_SHIFT = 1500.0, 0.05
ROUNDS = 3
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""Bytes a second: 1.6 Mbit/s down, 750 kbit/s up. Every request waits the 150 ms."""
SLOWER_CPU = 4


def main(names: Sequence[str] = ()) -> int:
    """Print the table; 1 when a kind paints its largest thing later, or shifts its layout more, than may be."""
    kinds = kinds_named(names)
    VAR.mkdir(parents=True, exist_ok=True)
    over = []
    with serving(museum_in(VAR), seconds=LOADING_SECONDS) as museum, sync_playwright() as driver:
        browser = launched(driver)
        gallery = Gallery(browser, museum.url, museum.shown())
        print(f"{'page':<24}{'LCP ms':>9}{'CLS':>8}")
        for kind in kinds:
            paint_ms, shift = first_visits(gallery, kind)
            is_over = paint_ms > LIMIT_MS or shift > LIMIT_SHIFT
            verdict = "over" if is_over else "ok" if kind.address else "ok, its own text not over the line"
            print(f"{kind.name:<24}{paint_ms:>9.0f}{shift:>8.3f}  {verdict}", flush=True)
            over += [kind.name] if is_over else []
        browser.close()
    print(f"Over their limits: {', '.join(over)}" if over else "All within their limits.")
    return int(bool(over))


def first_visits(gallery: Gallery, kind: PageKind) -> tuple[float, float]:
    """The median paint and the farthest shift of some first visits, after one that warms the server up."""
    paints, shifts = [], []
    for _round in range(ROUNDS + 1):
        with gallery.fresh(LIGHT) as page, weighed(page) as (weight, session):
            throttle(session)
            gallery.go(page, kind)
            page.wait_for_load_state("networkidle")
            page.wait_for_function("() => window.paint > 0")
        paints.append(weight.paint_ms)
        shifts.append(weight.shift)
    return statistics.median(paints[1:]), max(shifts[1:])


def throttle(session: CDPSession) -> None:
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
