"""Every kind of public page with one address of it in the demo museum: one line a kind.

Whoever adds a page adds its line here, and every check of this folder holds for it: axe in three looks and two widths,
the markup, the rules for old eyes and hands, the weight, the pictures of `make screenshots`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver

from archive.receipts import code_of
from museum.reading import LARGE, PARAMETER


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: where one is, how the museum answers, and which page model it shows, if it is one of Wagtail's.

    A page that nobody can ask for, such as the one after a fault, names the view that answers instead of an address.
    """

    name: str
    address: str = ""
    status: int = 200
    model: str = ""
    view: str = ""

    @property
    def path(self) -> str:
        return self.address or f"/shown-by/{self.view}/"


INTERVIEW = "/interviews/iv-01/"
DRAFT = "/contribute/continue/demo-bell/"
"""A contribution somebody has not finished, by its link."""
RECEIPT, ASKED = f"/receipt/{code_of('demo-whistle')}/", f"/receipt/{code_of('demo-gate')}/"
"""One that waits, and one about which the museum has a question. Their secrets follow from their keys."""

KINDS = [
    PageKind("home", "/", model="HomePage"),
    PageKind("exhibits", "/exhibits/", model="ExhibitIndexPage"),
    PageKind("exhibit", "/exhibits/ex-sound/", model="ExhibitPage"),
    PageKind("stories", "/stories/", model="StoryIndexPage"),
    PageKind("story", "/stories/ladle/", model="StoryPage"),
    PageKind("standard", "/about/", model="StandardPage"),
    PageKind("artifacts", "/artifacts/"),
    PageKind("artifact", "/artifacts/ZH-A-0001/"),
    PageKind("photographs", "/photographs/"),
    PageKind("photograph", "/photographs/ZH-P-0001/"),
    PageKind("album", "/albums/ZH-B-0001/"),
    PageKind("interviews", "/interviews/"),
    PageKind("interview", INTERVIEW),
    PageKind("interview-within", f"{INTERVIEW}?within=师傅"),
    PageKind("interview-soundless", "/interviews/iv-16/"),
    PageKind("interview-passage", f"{INTERVIEW}?t=10,40"),
    PageKind("interview-print", f"{INTERVIEW}print/"),
    PageKind("trails", "/trails/", model="TrailIndexPage"),
    PageKind("trail", "/trails/trail-nose/", model="TrailPage"),
    PageKind("trail-station", "/trails/trail-nose/1/"),
    PageKind("trail-sheet", "/trails/trail-nose/sheet/"),
    PageKind("people", "/people/"),
    PageKind("person", "/people/tan-tieshan/"),
    PageKind("kin-path", "/people/path/"),
    PageKind("kin-path-found", "/people/path/?from=gong-liping&to=luo-ximei"),
    PageKind("family", "/families/shan-family/"),
    PageKind("places", "/places/"),
    PageKind("place", "/places/dianjie/"),
    PageKind("plant", "/plant/"),
    PageKind("plant-workshop", "/plant/?decade=1960&place=jixiu"),
    PageKind("timeline", "/timeline/"),
    PageKind("browse", "/browse/"),
    PageKind("collections", "/collections/"),
    PageKind("collection", "/collections/demo-zh-a/"),
    PageKind("search", "/search/"),
    PageKind("search-results", "/search/?q=师傅"),
    PageKind("search-filtered", "/search/?q=师傅&kind=interview&generation=1&sort=date"),
    PageKind("search-empty", "/search/?q=啄木鸟&kind=person"),
    PageKind("contribute", "/contribute/"),
    PageKind("how-to-tell", "/contribute/how/"),
    PageKind("call", "/contribute/calls/sound/?q=2"),
    PageKind("contribute-story", "/contribute/story/?call=sound&q=1"),
    PageKind("contribute-photographs", "/contribute/photographs/"),
    PageKind("contribute-kept", DRAFT),
    PageKind("contribute-voice", f"{DRAFT}voice/"),
    PageKind("contribute-who", f"{DRAFT}who/"),
    PageKind("contribute-let", f"{DRAFT}let/"),
    PageKind("contribute-hand-in", f"{DRAFT}hand-in/"),
    PageKind("who-is-this", "/photographs/ZH-P-0001/who/?face=1"),
    PageKind("correct", "/correct/photograph/ZH-P-0001/?part=date_taken"),
    PageKind("correct-choose", "/correct/interview/iv-01/?t=1:00"),
    PageKind("receipts", "/receipt/"),
    PageKind("receipt", RECEIPT),
    PageKind("receipt-asked", ASKED),
    PageKind("receipt-withdraw", f"{RECEIPT}withdraw/"),
    PageKind("withdraw", "/withdraw/"),
    PageKind("consent", "/consent/"),
    PageKind("not-found", "/artifacts/ZH-A-9999/", status=404),
    PageKind("withdrawn", "/interviews/iv-14/", status=410),
    PageKind("unreadable", view="museum.views.errors.bad_request", status=400),
    PageKind("forbidden", view="museum.views.errors.forbidden", status=403),
    PageKind("stale-form", view="museum.views.errors.csrf_failed", status=403),
    PageKind("broken", view="museum.views.errors.broken", status=500),
]
BY_NAME = {kind.name: kind for kind in KINDS}

NOT_PAGES = {
    "search_opened": "counts which hit was opened, then answers nothing",
    "suggestions": "an answer for a script",
    "api-search": "JSON",
    "api-suggest": "JSON",
    "api-within": "JSON",
    "api-description": "JSON",
    "captions": "WebVTT",
    "transcript-file": "a file to take home",
    "passage": "a piece of the interview's page, asked for by its script",
    "passage-address": "leads on to the passage in the interview",
    "quote-card": "a picture",
    "heard": "counts a day, then answers nothing",
    "reply": "a form behind a record that came of a resident; its parts are the receipt's",
    "receipt_news": "only posted",
    "voice": "JSON",
    "voice-state": "JSON",
    "voice-finish": "JSON",
    "voice-take": "JSON",
    "voice-chunk": "sound",
    "files": "where a script sends files",
    "file": "where a script sends one file",
    "segment": "leads on to the second in the interview",
    "moment_rejected": "a curator's click, only posted",
    "moment_restored": "a curator's click, only posted",
    "posters": "for staff, to be printed",
    "book": "a list behind a link that the demo gives nobody; its parts are the receipt's",
    "open_book": "only posted",
    "feed": "Atom, for feed readers",
    "robots": "plain text",
    "sitemap": "XML",
    "django.contrib.sitemaps.views.sitemap": "XML",
}
"""Addresses that are not a page to look at, each with the reason. Everything else must stand in KINDS."""

NOT_PUBLIC = ("admin/", "files/", "iiif/")
"""Where curators work and files lie."""


def public_names(patterns: Iterable[object]) -> Iterator[str]:
    """The names of all public addresses but Wagtail's, which are pages by their model."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)
        elif isinstance(pattern, URLResolver):
            prefix = str(pattern.pattern)
            if prefix and not prefix.startswith(NOT_PUBLIC):
                yield from public_names(pattern.url_patterns)


def shown() -> dict[str, str]:
    """The answers of the views that have no address, by path and reading. Needs a museum: its name stands on them."""
    answers = {}
    for kind in KINDS:
        if kind.view:
            module, _, name = kind.view.rpartition(".")
            for reading in ("", LARGE):
                request = HttpRequest()
                request.method, request.path = "GET", "/"
                request.META |= {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80"}
                request.COOKIES[PARAMETER] = reading
                answer = getattr(import_module(module), name)(request)
                assert answer.status_code == kind.status, kind.name
                answers[kind.path + reading] = answer.content.decode()
    return answers
