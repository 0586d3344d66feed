"""Telling programs that what they read here is not theirs to learn from, where the people it came from said no to that.

In the answer's headers, so that transcripts and captions say it as pages do: `X-Robots-Tag` as image and text crawlers
read it, and the reservation of the TDM Reservation Protocol. It is a notice, not a lock.
"""

from django.http import HttpResponse

from archive.services.consent import Beyond


def reserve(response: HttpResponse, beyond: Beyond) -> HttpResponse:
    """The answer, with the notice where machine use is not allowed."""
    if not beyond.machines:
        response["X-Robots-Tag"] = "noai, noimageai"
        response["TDM-Reservation"] = "1"
    return response
