"""Telling programs that what they read here is not theirs to learn from, where the people it came from said no to that.

In the answer's headers, so that transcripts, captions and cards say it as pages do. Files say it of themselves
(`media.reserving`), from what `archive.services.reserving` has noted on them.
"""

from django.http import HttpResponse

from archive.services.consent import Beyond
from media.reserving import put_notice


def reserve(response: HttpResponse, beyond: Beyond) -> HttpResponse:
    """The answer, with the notice where machine use is not allowed."""
    if not beyond.machines:
        put_notice(response)
    return response
