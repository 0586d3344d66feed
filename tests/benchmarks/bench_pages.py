"""Every public page and every admin list at full size: server time and number of queries, against their limits.

Pages are made anew each time here; what is served from the store is measured by bench_kept_pages.py.

Time is taken around the test client, so it holds middleware, view, queries and template, and no network. Queries are
counted in a run of their own, since counting slows them down.
"""

import gc
import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from wagtail.snippets.models import get_snippet_models

from archive.models import Album, Artifact, Collection, Family, Interview, Person, Photograph, Place
from museum.feeds import FEEDS
from museum.models import ExhibitPage, StoryPage, User

ROUNDS = 40
PUBLIC_MS, PUBLIC_QUERIES = 150.0, 25
ADMIN_MS = 500.0
SEARCHES = ("汽笛", "我师傅", "搪瓷缸", "“我讲准”", "讲述人:谭铁山", "1970..1980 扳手", "qidi")


@dataclass(slots=True)
class Measured:
    """One kind of page: its addresses, and what asking for them came to."""

    name: str
    addresses: Sequence[str]
    max_ms: float
    max_queries: int | None
    times_ms: list[float] = field(default_factory=list)
    queries: int = 0
    broken: str = ""

    @property
    def median_ms(self) -> float:
        return statistics.median(self.times_ms) if self.times_ms else 0.0

    @property
    def p95_ms(self) -> float:
        return sorted(self.times_ms)[math.ceil(len(self.times_ms) * 0.95) - 1] if self.times_ms else 0.0

    @property
    def is_over(self) -> bool:
        too_many = self.max_queries is not None and self.queries > self.max_queries
        return bool(self.broken) or too_many or self.p95_ms > self.max_ms

    def row(self) -> str:
        verdict = self.broken or ("over" if self.is_over else "ok")
        return f"{self.name:<34}{self.median_ms:>9.0f}{self.p95_ms:>9.0f}{self.queries:>9}  {verdict}"


def main() -> int:
    """Print the table; 1 when a page is over its limit."""
    public = [Measured(name, addresses, PUBLIC_MS, PUBLIC_QUERIES) for name, addresses in public_pages()]
    admin = [Measured(name, [address], ADMIN_MS, None) for name, address in admin_lists()]
    gc.freeze()  # as the server does before its workers begin
    print(f"{'page':<34}{'median':>9}{'p95 ms':>9}{'queries':>9}")
    for measured in public:
        with override_settings(PAGE_CACHE_SECONDS=0):
            measure(measured, Client())
        print(measured.row(), flush=True)
    keeper, _made = User.objects.get_or_create(
        username="bench", defaults={"is_staff": True, "is_superuser": True, "email": "bench@example.invalid"}
    )
    curator = Client()
    curator.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
    for measured in admin:
        measure(measured, curator)
        print(measured.row(), flush=True)
    over = [measured.name for measured in (*public, *admin) if measured.is_over]
    print(f"{len(over)} over their limits: {', '.join(over)}" if over else "All within their limits.")
    return int(bool(over))


def measure(measured: Measured, client: Client) -> None:
    """Ask for the addresses in turn, once to warm up and then for the clock; stop at the first that does not answer."""
    for number in range(ROUNDS + 1):
        address = measured.addresses[number % len(measured.addresses)]
        started = time.perf_counter()
        response = client.get(address)
        if number:
            measured.times_ms.append((time.perf_counter() - started) * 1000)
        if response.status_code != 200:
            measured.broken = f"{response.status_code} at {address}"
            return
    for address in measured.addresses:
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        measured.queries = max(measured.queries, len(counted))


def public_pages() -> list[tuple[str, list[str]]]:
    """Each kind of public page with a few of its addresses, the same on every run."""
    chance = random.Random(1958)

    def some(rows: Sequence[str], url: Callable[[str], str]) -> list[str]:
        return [url(key) for key in chance.sample(sorted(rows), min(7, len(rows)))]

    def by(name: str) -> Callable[[str], str]:
        return lambda key: reverse(name, args=[key])

    artifacts = list(Artifact.objects.filter(live=True).values_list("accession_number", flat=True))
    photographs = list(Photograph.objects.filter(live=True).values_list("accession_number", flat=True))
    pages = [
        ("home", ["/"]),
        ("exhibits", ["/exhibits/"]),
        ("stories", ["/stories/"]),
        ("exhibit", [page.url for page in ExhibitPage.objects.live()]),
        ("story", [page.url for page in StoryPage.objects.live()]),
        (
            "about, consent, privacy …",
            [f"/{slug}/" for slug in ("about", "consent", "privacy", "accessibility", "contact")],
        ),
        ("artifacts", ["/artifacts/", "/artifacts/?page=200", "/artifacts/?decade=1970"]),
        ("artifact", some(artifacts, by("artifact"))),
        ("photographs", ["/photographs/", "/photographs/?page=30"]),
        ("photograph", some(photographs, by("photograph"))),
        ("interviews", ["/interviews/"]),
        ("interview", some(list(Interview.objects.values_list("slug", flat=True)), by("interview"))),
        ("people", ["/people/"]),
        ("person", some(list(Person.objects.exclude(slug="").values_list("slug", flat=True)), by("person"))),
        ("family", some(list(Family.objects.values_list("slug", flat=True)), by("family"))),
        ("places", ["/places/"]),
        ("place", some(list(Place.objects.values_list("slug", flat=True)), by("place"))),
        ("plant", ["/plant/", "/plant/?decade=1990&place=dianjie", "/plant/?decade=1960&place=jixiu"]),
        ("timeline", ["/timeline/", "/timeline/?kind=artifact", "/timeline/?generation=2"]),
        ("browse", ["/browse/"]),
        ("path between two people", ["/people/path/", "/people/path/?from=gong-liping&to=luo-ximei"]),
        ("collections", ["/collections/"]),
        ("collection", some(list(Collection.objects.values_list("slug", flat=True)), by("collection"))),
        ("album", some(list(Album.objects.filter(live=True).values_list("accession_number", flat=True)), by("album"))),
        ("search", [f"/search/?q={words}" for words in SEARCHES]),
        ("search, nothing asked", ["/search/"]),
        ("sitemap", ["/sitemap.xml"]),
        ("feeds", [f"/feeds/{name}.xml" for name in FEEDS]),
    ]
    return [(name, addresses) for name, addresses in pages if addresses]


def admin_lists() -> list[tuple[str, str]]:
    """Every list of the admin that grows with the museum."""
    lists = [(f"admin {model._meta.model_name}", snippet_list(model)) for model in get_snippet_models()]
    named = [
        ("admin pages", "wagtailadmin_explore_root"),
        ("admin pictures", "wagtailimages:index"),
        ("admin documents", "wagtaildocs:index"),
        ("admin users", "wagtailusers_users:index"),
        ("admin home", "wagtailadmin_home"),
        ("admin reports", "wagtailadmin_reports:site_history"),
    ]
    for name, url in named:
        lists.append((name, reverse(url)))
    return [(name, address) for name, address in lists if address]


def snippet_list(model: type) -> str:
    """The address of a model's list; empty for a model that has none of its own."""
    try:
        return reverse(model.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]  # Wagtail puts it there
    except NoReverseMatch:
        return ""
