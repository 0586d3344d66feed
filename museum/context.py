"""What every template may use without its view handing it over."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def museum(request: HttpRequest) -> dict[str, Any]:
    """`demo_mode`, and `reading`: "large" in 适老 mode, else ""."""
    reading = request.COOKIES.get("reading", "")
    return {"demo_mode": settings.DEMO_MODE, "reading": "large" if reading == "large" else ""}
