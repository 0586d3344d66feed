"""Telling programs that what they receive is not theirs to learn from: `X-Robots-Tag` as image and text crawlers
read it, and the reservation of the TDM Reservation Protocol. It is a notice, not a lock.
"""

from typing import Final

from django.http.response import HttpResponseBase

NOTICE: Final = "noai, noimageai"


def put_notice(response: HttpResponseBase) -> None:
    """Beside what the answer says to robots already."""
    said = response.headers.get("X-Robots-Tag", "")
    response["X-Robots-Tag"] = f"{said}, {NOTICE}" if said else NOTICE
    response["TDM-Reservation"] = "1"
