"""Pages travel compressed: a transcript of an hour is a megabyte of text and a phone's connection is slow.

Files are left alone. They are compressed already, and a browser that asks for a part of one counts its own bytes.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Django's gzip, with its random padding against guessing secrets from lengths, for everything but files."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith((settings.MEDIA_URL, settings.STATIC_URL, settings.IIIF_IMAGE_URL)):
            return response
        return super().process_response(request, response)
