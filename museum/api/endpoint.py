"""What all addresses of the API have in common: who may call, how an error is told, what a cache may keep."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from search.engines.base import EngineError

RETRY_SECONDS: Final = 5
METHODS: Final = "GET, HEAD, OPTIONS"

View = Callable[..., HttpResponse]


class Refused(Exception):
    """The question cannot be answered; told as application/problem+json (RFC 9457) with a sentence."""

    def __init__(self, status: int, detail: str, *, parameter: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.parameter = status, detail, parameter


def endpoint(view: View) -> View:
    """Anybody may read from anywhere; nothing is kept unasked, because what is taken back must be gone at once: a copy
    is compared by its ETag."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response

    return csrf_exempt(conditional_page(answer))


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        preflight = {"Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "If-None-Match"}
        return HttpResponse(status=204, headers={**preflight, "Access-Control-Max-Age": "86400", "Allow": METHODS})
    if request.method not in ("GET", "HEAD"):
        return problem(405, _("这里只能读。"), headers={"Allow": METHODS})
    try:
        return view(request, *args, **kwargs)
    except Refused as refused:
        return problem(refused.status, refused.detail, parameter=refused.parameter)
    except EngineError:
        sentence = _("搜索这会儿没有答应，过几秒再试。")
        return problem(503, sentence, headers={"Retry-After": str(RETRY_SECONDS)})


def problem(status: int, detail: str, *, parameter: str = "", headers: Mapping[str, str] | None = None) -> HttpResponse:
    titles = {
        400: _("问得不对"), 403: _("不公开"), 404: _("没有"), 405: _("只能读"), 410: _("收回去了"), 503: _("没有答应"),
    }  # fmt: skip
    body = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    return as_json(body | ({"parameter": parameter} if parameter else {}), status=status, headers=headers)


def as_json(body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Chinese stays Chinese: the answer can be read as it is."""
    kind = "application/json" if status < 400 else "application/problem+json"
    return JsonResponse(
        body, status=status, headers=headers, content_type=kind, json_dumps_params={"ensure_ascii": False}
    )
