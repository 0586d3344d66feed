"""How often one phone and one address may do what costs the museum something.

A day-care room full of people, or a whole neighbourhood behind one provider, shares an address: its limit is wide and
over within a minute. A phone is known by a cookie that says nothing else; whoever keeps no cookie shares one with
everybody at the same address who keeps none. Counted in the shared cache, under hashes.
"""

import ipaddress
import secrets
import time
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE: Final = "phone"
SALT: Final = "museum.contributing.phone"
ONE_YEAR_SECONDS: Final = 365 * 24 * 3600
IPV6_NETWORK_BITS: Final = 64
"""One household has that many addresses to itself."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many seconds."""

    name: str
    device: int
    address: int
    seconds: int


BEGIN: Final = Limit("begin", device=12, address=150, seconds=60)
SAVE: Final = Limit("save", device=60, address=900, seconds=60)
HEARD: Final = Limit("heard", device=30, address=300, seconds=60)
UPLOAD: Final = Limit("upload", device=120, address=900, seconds=3600)
"""Files begun. Each holds one of INTAKE_MAX_OPEN places, which nobody may take up alone."""
GUESS: Final = Limit("guess", device=10, address=60, seconds=600)


def is_over(request: HttpRequest, limit: Limit) -> bool:
    """Count this one, and say whether it was too many. What a phone sends beyond its own limit is not counted for its
    address: one that hammers must not shut out the room it stands in."""
    return any(_count(limit, who) > most for who, most in _whos(request, limit))


def is_reached(request: HttpRequest, limit: Limit) -> bool:
    """Whether the next one would be too many; counts nothing."""
    return any(int(cache.get(_key(limit, who), 0)) >= most for who, most in _whos(request, limit))


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the phone its cookie, when it has none yet."""
    if not _device(request):
        response.set_cookie(
            COOKIE,
            Signer(salt=SALT).sign(secrets.token_hex(8)),
            max_age=ONE_YEAR_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def who_of(request: HttpRequest) -> str:
    """The phone, or whoever has no cookie at this address: two of those may be one, and count as one."""
    return _device(request) or f"no cookie at {address_of(request)}"


def address_of(request: HttpRequest) -> str:
    """Who is asking, as far as the network tells: behind our one proxy, what it says last."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        address = str(request.META.get("HTTP_X_FORWARDED_FOR", address)).rpartition(",")[2].strip()
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, IPV6_NETWORK_BITS), strict=False))


def _whos(request: HttpRequest, limit: Limit) -> list[tuple[str, int]]:
    address = address_of(request)
    return [(f"device:{who_of(request)}", limit.device), (f"address:{address}", limit.address)]


def _device(request: HttpRequest) -> str:
    try:
        return Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return ""


def _count(limit: Limit, who: str) -> int:
    key = _key(limit, who)
    if cache.add(key, 1, limit.seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the window ended between the two
        cache.set(key, 1, limit.seconds)
        return 1


def _key(limit: Limit, who: str) -> str:
    window = int(time.time()) // limit.seconds
    return f"limit:{limit.name}:{window}:{salted_hmac(SALT, who, algorithm='sha256').hexdigest()[:32]}"
