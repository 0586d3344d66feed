"""Passages: where one is, what is sent on of it, and its card. A card says what a passage says to the public today."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Interview
from archive.rights import refusal
from archive.services.consent import beyond_showing
from museum.card_font import CardFont, card_font
from museum.fetching import interview_page
from museum.interview_page import passage_context
from museum.passage import Passage, ends_of, passage_between
from museum.quote_card import DRAWING, QuoteCard, draw
from museum.reader import Reader, reader_of
from museum.reserving import reserve
from museum.saving import is_saving
from museum.views import errors

KEPT_SECONDS = 3600


@require_safe
def passage(request: HttpRequest, slug: str) -> HttpResponse:
    """A piece of HTML for the page of the interview: the words from one id to another, their address, their citation,
    their card."""
    reader = reader_of(request)
    found, refused = _interview(request, slug, reader)
    if found is None:
        return refused
    ends = ends_of(found, request.GET.get("first", ""), request.GET.get("last", ""))
    chosen = passage_between(found, ends, reader) if ends else None
    context = {"record": found, "reader": reader, "saving": is_saving(request)} | passage_context(chosen, reader)
    answer = render(request, "museum/components/passage.html", context, status=200 if chosen else 404)
    return reserve(_never_kept(answer), beyond_showing(found))


@require_safe
def address(request: HttpRequest, slug: str, first: str, last: str) -> HttpResponse:
    """Where the QR code of a card leads: the passage at its place, as long as it may be read."""
    reader = reader_of(request)
    found, refused = _interview(request, slug, reader)
    if found is None:
        return refused
    ends = ends_of(found, first, last)
    chosen = passage_between(found, ends, reader) if ends else None
    if ends is None:
        return errors.not_found(request)
    return HttpResponseRedirect(chosen.url) if chosen else errors.gone(request)


@require_safe
def card(request: HttpRequest, slug: str, first: str, last: str) -> HttpResponse:
    """Decided anew for every request, for the public whoever asks: what is sent on is read by everybody."""
    reader = Reader()
    found, refused = _interview(request, slug, reader)
    if found is None:
        return _never_kept(refused)
    font, ends = card_font(), ends_of(found, first, last)
    if font is None or ends is None:
        return _never_kept(errors.not_found(request))
    chosen = passage_between(found, ends, reader)
    answer = _never_kept(_drawn(request, card_of(chosen, reader), font) if chosen else errors.gone(request))
    return reserve(answer, beyond_showing(found))


def card_of(chosen: Passage, reader: Reader) -> QuoteCard:
    record = chosen.interview
    recorded = record.recorded.text() if record.recorded is not None else ""
    return QuoteCard(
        quote=chosen.words,
        narrator=chosen.narrators(reader),
        facts=" · ".join(part for part in (recorded, chosen.span, record.accession_number) if part),
        title=_("《%(title)s》") % {"title": reader.say(record.title)},
        museum=settings.WAGTAIL_SITE_NAME,
        invitation=_("长按识别，听原声"),
        address=chosen.short_url,
        demo=_("演示数据") if record.is_demo else "",
    )


def _drawn(request: HttpRequest, words: QuoteCard, font: CardFont) -> HttpResponse:
    """The same words are drawn once: the key is all that stands on the card."""
    mark = sha256(f"{DRAWING}{font}{words}".encode()).hexdigest()
    etag = f'"{mark}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    key = f"quote-card:{mark}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        drawn = draw(words, font)
        cache.set(key, drawn, KEPT_SECONDS)
    return HttpResponse(drawn, content_type="image/png", headers={"ETag": etag})


def _never_kept(answer: HttpResponse) -> HttpResponse:
    """Whoever holds a copy has to ask again before showing it."""
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _interview(request: HttpRequest, slug: str, reader: Reader) -> tuple[Interview | None, HttpResponse]:
    """The interview, or the answer in its place."""
    found = interview_page(Interview.objects.filter(slug=slug)).first()
    if found is None:
        return None, errors.not_found(request)
    refused = refusal(found, reader.viewer)
    return (None, errors.refused(request, refused)) if refused else (found, HttpResponse())
