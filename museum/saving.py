"""省流量: a link chooses it, a cookie remembers it, and a browser that is told to save data need not be asked."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from museum.reading import ONE_YEAR_SECONDS

PARAMETER: Final = "data"
LOW, FULL = "low", "full"


def is_saving(request: HttpRequest) -> bool:
    """What the visitor has chosen goes before what the browser says."""
    chosen = request.COOKIES.get(PARAMETER)
    return chosen == LOW or (chosen != FULL and request.headers.get("Save-Data", "").lower() == "on")


def remembered(request: HttpRequest) -> HttpResponse | None:
    """For `?data=low` and `?data=full`: the same page without the question, and a cookie. None for other addresses.
    Scripts read and write it too: changing over must not stop the sound."""
    if PARAMETER not in request.GET:
        return None
    rest = request.GET.copy()
    choice = rest.pop(PARAMETER)[-1]
    answer = HttpResponseRedirect(request.path + (f"?{rest.urlencode()}" if rest else ""), status=303)
    answer.set_cookie(
        PARAMETER,
        LOW if choice == LOW else FULL,
        max_age=ONE_YEAR_SECONDS,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
