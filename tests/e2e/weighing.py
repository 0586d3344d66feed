"""What a first visit to a page costs: bytes on the line before any media, hosts asked, and how far things jump."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page

MEDIA = frozenset({"Image", "Media"})
WATCH = """
window.shift = 0; window.paint = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shift += each.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.paint = each.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclass(slots=True)
class Weight:
    """Bytes as they came over the line, compressed, with their headers. `shift` is the layout shift (CLS)."""

    page_bytes: int = 0
    script_bytes: int = 0
    media_bytes: int = 0
    shift: float = 0.0
    paint_ms: float = 0.0
    hosts: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict, repr=False)

    def take(self, kind: str, size_bytes: int) -> None:
        if kind in MEDIA:
            self.media_bytes += size_bytes
            return
        self.page_bytes += size_bytes
        if kind == "Script":
            self.script_bytes += size_bytes

    def row(self, name: str) -> str:
        sizes = (self.page_bytes, self.script_bytes, self.media_bytes)
        return f"{name:<22}" + "".join(f"{size / 1000:>10.1f}" for size in sizes) + f"{self.shift:>9.3f}"


HEADING = f"{'page':<22}{'page KB':>10}{'script KB':>10}{'media KB':>10}{'CLS':>9}"


@contextmanager
def weighed(page: Page) -> Iterator[tuple[Weight, CDPSession]]:
    """Everything the window loads within is weighed, as if it had never been here."""
    weight, session = Weight(), page.context.new_cdp_session(page)
    page.add_init_script(WATCH)

    def answered(event: dict[str, Any]) -> None:
        weight.kinds[event["requestId"]] = event["type"]
        address = urlsplit(event["response"]["url"])
        if address.scheme.startswith("http"):
            weight.hosts.add(address.netloc)

    session.on("Network.responseReceived", answered)
    session.on(
        "Network.loadingFinished",
        lambda event: weight.take(weight.kinds.get(event["requestId"], ""), int(event["encodedDataLength"])),
    )
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield weight, session
    weight.shift, weight.paint_ms = page.evaluate("[window.shift, window.paint]")
