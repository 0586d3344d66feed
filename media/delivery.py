"""Answering a request for bytes as RFC 9110 asks: ranges, validators, HEAD. Knows nothing of who may receive them.

Cache headers: `no-cache` with a strong ETag for everything. Browsers and proxies may keep a copy, but have to ask
before each use; a file that has been withdrawn is gone with the next request, and one that has not costs a 304.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from media.storage import store

_RANGE: Final = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One stored file, ready to be sent. `etag` without quotes; `download_name` makes it an attachment."""

    path: str
    size_bytes: int
    media_type: str
    etag: str
    is_public: bool
    download_name: str = ""


class UnsatisfiableError(Exception):
    """The range begins behind the end of the file."""


def deliver(request: HttpRequest, parcel: Parcel) -> HttpResponseBase:
    """200, 206, 304 or 416 for an allowed request. Raises FileNotFoundError when the bytes are not there."""
    etag = f'"{parcel.etag}"'
    if _is_known(request, etag):
        return _with_headers(HttpResponse(status=304), parcel, etag)
    if settings.X_ACCEL_REDIRECT_PREFIX:
        response: HttpResponseBase = HttpResponse(content_type=parcel.media_type)
        response["X-Accel-Redirect"] = settings.X_ACCEL_REDIRECT_PREFIX + quote(parcel.path)
        return _with_headers(response, parcel, etag)
    try:
        span = _asked_range(request, parcel.size_bytes, etag)
    except UnsatisfiableError:
        response = HttpResponse(status=416, content_type="text/plain")
        response["Content-Range"] = f"bytes */{parcel.size_bytes}"
        return _with_headers(response, parcel, etag)
    start, end = span or (0, parcel.size_bytes - 1)
    response = _body(request, parcel, start, end - start + 1)
    if span:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end}/{parcel.size_bytes}"
    response["Content-Length"] = str(end - start + 1)
    return _with_headers(response, parcel, etag)


def _body(request: HttpRequest, parcel: Parcel, start: int, length: int) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(content_type=parcel.media_type)
    chunks = store().chunks(parcel.path, start=start, length=length)
    return StreamingHttpResponse(_opened(chunks), content_type=parcel.media_type)


def _opened(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Read the first piece now: a file that is not there must become a 404, not a broken answer."""
    first = next(chunks, b"")

    def all_of_it() -> Iterator[bytes]:
        yield first
        yield from chunks

    return all_of_it()


def _with_headers(response: HttpResponseBase, parcel: Parcel, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, no-cache" if parcel.is_public else "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if parcel.is_public else "same-origin"
    if not parcel.is_public:
        response["Vary"] = "Cookie"
    if parcel.download_name:
        disposition = content_disposition_header(as_attachment=True, filename=parcel.download_name)
        response["Content-Disposition"] = disposition or "attachment"
    return response


def _is_known(request: HttpRequest, etag: str) -> bool:
    """If-None-Match, compared weakly as RFC 9110 13.1.2 wants."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or any(tag.removeprefix("W/") == etag for tag in known)


def _asked_range(request: HttpRequest, size_bytes: int, etag: str) -> tuple[int, int] | None:
    """First and last byte of a single satisfiable range; None to send the whole.

    Several ranges, nonsense, and a range of a file that has changed since (If-Range) are answered with the whole, as
    RFC 9110 14.2 allows. Raises UnsatisfiableError.
    """
    asked = request.headers.get("Range", "")
    if request.method not in {"GET", "HEAD"} or not asked:
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size_bytes - int(last)), size_bytes - 1
        if int(last) == 0:
            raise UnsatisfiableError
    else:
        start, end = int(first), min(int(last), size_bytes - 1) if last else size_bytes - 1
        if last and int(last) < int(first):
            return None
    if start >= size_bytes:
        raise UnsatisfiableError
    return start, end
