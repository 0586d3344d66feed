"""Small answers for the edit forms."""

from django.http import HttpRequest, JsonResponse

from archive.dates import FuzzyDate, InvalidDate
from archive.forms.dates import understood


def read_date(request: HttpRequest) -> JsonResponse:
    """How the archive reads the date in `q`, while it is being typed."""
    words = request.GET.get("q", "")[:200]
    try:
        FuzzyDate.parse(words)
    except InvalidDate:
        return JsonResponse({"understood": understood(words), "readable": False})
    return JsonResponse({"understood": understood(words), "readable": True})
