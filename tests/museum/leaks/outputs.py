"""Every address a stranger can ask for, and what comes back."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from archive.models import Segment
from museum.sitemaps import SITEMAPS
from tests.museum.leaks.planting import ASKED, Museum, Planted

Addresses = Callable[[Museum, Sequence[Planted]], Iterable[str]]

ELSEWHERE = {
    "admin": "tests/archive/admin/test_closed.py walks the admin",
    "robots": "the same for everybody",
    "moment_rejected": "curators' buttons; they answer with a redirect to the page they stand on",
    "moment_restored": "the same",
    "api-description": "the same for everybody",
    "continue": "behind a secret of 192 bits; tests/museum/views/test_contribute.py",
    "continue_step": "the same",
    "book": "the same; tests/museum/views/test_books.py",
    "open_book": "takes only a form",
    "contribution-voice": "shows a draft to whoever holds its link, no record; tests/museum/views/test_voice.py",
    **dict.fromkeys(
        ("voice", "voice-state", "voice-finish", "voice-take", "voice-chunk"),
        "gives a draft's own sound back to its token; tests/museum/views/test_voice.py",
    ),
    **dict.fromkeys(("files", "file"), "takes files for a draft, gives none; tests/museum/views/test_uploads.py"),
    "withdraw": "a form that asks for a code",
    "how-to-tell": "the same for everybody",
    "heard": "takes and gives nothing; tests/museum/views/test_hearing.py",
    "receipt_news": "takes only a form, behind a receipt's code; tests/museum/views/test_hearing.py",
    "consent": "the same for everybody",
    "search_opened": "takes and gives nothing but a number; tests/museum/views/test_search.py",
}
"""Addresses that are not walked here, and why."""


def _pages(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    yield from ("/", "/exhibits/", museum.exhibit.url, museum.story.url, "/trails/", museum.trail.url)
    yield from (f"{museum.trail.url}{below}" for below in ("1/", "2/", "sheet/", "sheet/answers/"))


def _of_kind(kind: str) -> Addresses:
    def addresses(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
        records = [museum.of_kind(kind), *(each.record for each in planted)]
        yield from (each.get_absolute_url() for each in records if kind == each.KIND)

    return addresses


def _interviews(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    for url in _of_kind("interview")(museum, planted):
        yield from (url, f"{url}?within={ASKED}", f"{url}?layer=translation", f"{url}?t=0,1.5")


def _captions(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    for url in _of_kind("interview")(museum, planted):
        yield from (f"{url}captions.vtt", f"{url}captions.vtt?layer=raw")


def _within(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    for url in _of_kind("interview")(museum, planted):
        yield f"/api/v1{url}within?q={ASKED}"


def _segments(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    for segment in Segment.objects.filter(order=0).select_related("transcript__interview"):
        yield f"{segment.transcript.interview.get_absolute_url()}s/{segment.uid}/"


def _print(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    yield from (f"{url}print/" for url in _of_kind("interview")(museum, planted))


def _files(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    for url in _of_kind("interview")(museum, planted):
        yield from (f"{url}transcript.{form}" for form in ("txt", "vtt", "srt"))


def _passages(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    """From the first segment to itself, of every layer."""
    for segment in Segment.objects.filter(order=0).select_related("transcript__interview"):
        yield f"{segment.transcript.interview.get_absolute_url()}passage/?first={segment.uid}&last={segment.uid}"


def _corrections(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    for kind in ("artifact", "photograph", "interview"):
        yield from (f"/correct{url.replace('s/', '/', 1)}" for url in _of_kind(kind)(museum, planted))
    yield from (f"/correct/place/{museum.place.slug}/", f"/correct/person/{museum.person.slug}/")
    for segment in Segment.objects.filter(order=0).select_related("transcript__interview"):
        yield f"/correct/interview/{segment.transcript.interview.slug}/?part=s-{segment.uid}"


def _ids(rest: str) -> Addresses:
    def addresses(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
        for segment in Segment.objects.filter(order=0).select_related("transcript__interview"):
            url = segment.transcript.interview.get_absolute_url()
            yield f"{url}s/{segment.uid}/{segment.uid}/{rest}"

    return addresses


CHOICES = (
    "",
    "&kind=artifact",
    "&kind=interview",
    "&sort=newest",
    "&page=2",
    "&sound=1",
    "&format=csv",
    "&format=json",
)


def _searches(museum: Museum, planted: Sequence[Planted]) -> Iterator[str]:
    yield from (f"/search/?q={ASKED}{choice}" for choice in CHOICES)
    yield from ("/search/?kind=artifact", f"/search/?q={ASKED[:1]}", "/search/?q=xiemifa")


def _images(planted: Sequence[Planted], rest: str) -> Iterator[str]:
    for each in planted:
        yield from (f"{settings.IIIF_IMAGE_URL}{asset.uuid}{rest}" for asset in each.assets if asset.kind == "picture")


def _fixed(*addresses: str) -> Addresses:
    return lambda museum, planted: addresses


CASES: dict[str, Addresses] = {
    "wagtail_serve": _pages,
    "search": _searches,
    "suggestions": _fixed(*(f"/search/suggestions/?q={typed}" for typed in (ASKED, "z", "zq", "泄", "x", "xmf"))),
    "api-search": _fixed(*(f"/api/v1/search?q={ASKED}{choice}" for choice in CHOICES)),
    "api-suggest": _fixed(*(f"/api/v1/suggest?q={typed}" for typed in (ASKED, "z", "zq"))),
    "api-within": _within,
    "artifacts": _fixed("/artifacts/", "/artifacts/?page=2"),
    "artifact": _of_kind("artifact"),
    "photographs": _fixed("/photographs/", "/photographs/?page=2"),
    "photograph": _of_kind("photograph"),
    "album": _of_kind("album"),
    "interviews": _fixed("/interviews/", "/interviews/?generation=1"),
    "interview": _interviews,
    "captions": _captions,
    "segment": _segments,
    "passage": _passages,
    "passage-address": _ids(""),
    "quote-card": _ids("card.png"),
    "interview-print": _print,
    "transcript-file": _files,
    "people": _fixed("/people/", "/people/?generation=1"),
    "person": lambda museum, planted: [museum.person.get_absolute_url()],
    "kin-path": lambda museum, planted: ["/people/path/", f"/people/path/?from={museum.person.slug}&to=n-77"],
    "timeline": _fixed("/timeline/"),
    "browse": _fixed("/browse/"),
    "family": lambda museum, planted: [museum.family.get_absolute_url()],
    "places": _fixed("/places/"),
    "place": lambda museum, planted: [museum.place.get_absolute_url()],
    "collections": _fixed("/collections/"),
    "collection": lambda museum, planted: [museum.collection.get_absolute_url()],
    "feed": _fixed("/feeds/latest.xml", "/feeds/interviews.xml", "/feeds/exhibits.xml"),
    "sitemap": _fixed("/sitemap.xml"),
    "django.contrib.sitemaps.views.sitemap": _fixed(*(f"/sitemap-{name}.xml" for name in SITEMAPS)),
    "original": lambda museum, planted: [asset.original_url for each in planted for asset in each.assets],
    "rendition": lambda museum, planted: [
        f"{asset.base_url}wagtail/a.jpg" for each in planted for asset in each.assets
    ],
    "derivative": lambda museum, planted: [
        f"{asset.base_url}renditions/1/320.jpg" for each in planted for asset in each.assets
    ],
    "image": lambda museum, planted: _images(planted, ""),
    "info": lambda museum, planted: _images(planted, "/info.json"),
    "tile": lambda museum, planted: _images(planted, "/full/320,/0/default.jpg"),
    "contribute": _fixed("/contribute/"),
    "call": _fixed("/contribute/calls/sound/"),
    "begin": _fixed("/contribute/story/", "/contribute/photographs/?grid=g01"),
    "who-is-this": lambda museum, planted: (f"{url}who/" for url in _of_kind("photograph")(museum, planted)),
    "correct": _corrections,
    "reply": lambda museum, planted: (f"/reply/{each.record.KIND}/{each.record.uuid}/" for each in planted),
    "receipts": _fixed("/receipt/"),
    "receipt": _fixed("/receipt/000000000000/"),
    "receipt_withdraw": _fixed("/receipt/000000000000/withdraw/"),
    "posters": _fixed("/contribute/calls/sound/posters/"),
    "plant": _fixed("/plant/", "/plant/?year=1958", "/plant/?decade=1950"),
}


FILES = ("original", "rendition", "derivative", "image", "info", "tile")
"""Bytes, which hold no words that a test could read: their status is what counts."""

WORDS = tuple(name for name in CASES if name not in FILES)

ASKING_THE_ENGINE = (
    *("search", "suggestions", "api-search", "api-suggest", "api-within"),
    *("interview", "person", "place", "artifact"),
)
"""The outputs that differ with the engine: everything else is told by the database."""


def told_by(engine: str) -> tuple[str, ...]:
    """What is walked for an engine: everything once, and of the second what it has a part in."""
    return WORDS if engine == "embedded" else ASKING_THE_ENGINE


def public_names() -> set[str]:
    """The names of all addresses outside the admin."""
    return set(_names(get_resolver().url_patterns))


def _names(patterns: Iterable[Any], prefix: str = "") -> Iterator[str]:
    for each in patterns:
        route = prefix + str(each.pattern)
        if route.startswith("admin/"):
            continue
        if isinstance(each, URLResolver):
            yield from _names(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield each.name or f"unnamed: {route}"


@dataclass(frozen=True)
class Answer:
    """What one address said."""

    path: str
    status: int
    text: str


def walk(
    browser: Client,
    museum: Museum,
    planted: Sequence[Planted],
    names: Iterable[str] = CASES,
    more: Iterable[str] = (),
) -> list[Answer]:
    """Everything this browser is told at the addresses of these names, and at `more`."""
    paths = dict.fromkeys([*(path for name in names for path in CASES[name](museum, planted)), *more])
    return [_ask(browser, path) for path in paths]


def _ask(browser: Client, path: str) -> Answer:
    response: Any = browser.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    told = body.decode("utf-8", "replace") + response.headers.get("Location", "")
    return Answer(path, response.status_code, _plain(told))


def _plain(told: str) -> str:
    """Without the disguises of HTML, JSON and addresses: a name with a place to break in it is still that name."""
    without_marks = re.sub(r"</?(?:mark|wbr)>", "", told)
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), html.unescape(without_marks))
    return unquote(unescaped)


def leaks(answers: Iterable[Answer], planted: Iterable[Planted]) -> list[str]:
    """Where a mark, or the way to a record, is told by an answer that must not know it."""
    found = []
    for answer in answers:
        text = answer.text.lower()
        for each in planted:
            if each.mark in text:
                at = text.index(each.mark)
                found.append(f"{answer.path}: …{text[max(at - 60, 0) : at + 60]}…")
            elif each.url in answer.text and not answer.path.startswith(each.url):
                found.append(f"{answer.path}: leads to {each.url} ({each.mark})")
    return found
