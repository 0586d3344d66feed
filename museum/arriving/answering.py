"""Who asks, and how a refusal is answered: JSON with a sentence for the person and a code for the page.

Authority is the token of a draft in a header of our own. A page of another site cannot send one without being asked
for by us first, and cookies give nothing here: that is why these addresses need no form token.
"""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from archive.contribution_states import ContributionState
from archive.models import Contribution
from media.models import Intake
from media.refusals import Refused

TOKEN_HEADER: Final = "X-Contribution-Token"  # noqa: S105  the name of a header
RETRY_SECONDS: Final = 30
_STATUS: Final = {
    "no_room": 507,
    "wrong_hash": 460,  # as tus has it
    "gap": 409,
    "intake_closed": 409,
    "other_chunk": 409,
    "wrong_offset": 409,
    "take_deleted": 410,
    "file_bytes": 413,
    "intake_bytes": 413,
    "intake_minutes": 413,
    "overlong": 413,
    "too_fast": 429,
    "intake_mine": 429,
    "intake_many": 503,
}
_UNACCEPTABLE: Final = 422

TOO_MANY: Final = gettext_lazy("这一阵开始传的太多了。东西都还在您手机里，歇一会儿接着传。")

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def owner_of(contribution: Contribution) -> str:
    """Its name in the media room, which knows no contributions."""
    return contribution.uuid.hex


def drafted(token: str) -> Contribution:
    """The draft that a token opens. Raises Http404: what has been handed in takes nothing more by these ways."""
    return get_object_or_404(Contribution.objects.of_token(token).filter(state=ContributionState.DRAFT))


def draft_of(request: HttpRequest) -> Contribution:
    """The draft whose token the request shows. Raises Http404."""
    return drafted(request.headers.get(TOKEN_HEADER, ""))


def intake_of(request: HttpRequest, key: UUID) -> Intake:
    """The intake of that key, if it belongs to the draft whose token the request shows. Raises Http404."""
    return get_object_or_404(Intake.objects.owned_by(owner_of(draft_of(request))), key=key)


def answering(view: View[P]) -> View[P]:
    """Turns refusals and what is not there into answers that a page can read."""

    @functools.wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            answer = view(request, *args, **kwargs)
        except Refused as refusal:
            answer = _refused(refusal)
        except Http404:
            answer = problem(404, "no_draft", gettext("这个链接已经不能再添东西了。可能已经交了，也可能放得太久。"))
        answer["Cache-Control"] = "no-store"
        return answer

    return answered


def problem(status: int, code: str, message: str | Promise) -> JsonResponse:
    answer = JsonResponse({"code": code, "message": str(message)}, status=status)
    if status in {429, 503, 507}:
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _refused(refusal: Refused) -> HttpResponseBase:
    answer = problem(_STATUS.get(refusal.code, _UNACCEPTABLE), refusal.code, str(refusal))
    if "offset" in refusal.facts:
        answer["Upload-Offset"] = str(refusal.facts["offset"])
    return answer


def state_of(intake: Intake) -> dict[str, Any]:
    """What a page tells of an intake, voice or file."""
    return {
        "key": str(intake.key),
        "state": intake.state,
        "progress": intake.progress,
        "error": intake.error,
        "name": intake.filename,
    }
