"""A voice on its way in: opened, sent chunk by chunk, heard again, deleted in parts, handed in. And the page for it."""

import base64
import binascii
import json
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive import receipts
from archive.models import Contribution
from archive.services.contributions import files
from media.models import Chunk, Intake
from media.models.intake import VOICE
from media.refusals import Refused
from media.services.ingest import admit
from media.services.intake import voices
from media.storage import store
from museum.arriving.answering import TOO_MANY, answering, draft_of, intake_of, owner_of, problem, state_of
from museum.arriving.words import recorder_words
from museum.contributing import limits
from museum.contributing.book_link import along
from museum.contributing.secret_pages import secret_page

_DIGEST: Final = "sha-256=:"
_MOST_DECLARED_BYTES: Final = 200_000


@csrf_exempt
@require_http_methods(["GET", "POST"])
@answering
def open_voice(request: HttpRequest) -> HttpResponseBase:
    """The voice of this draft, with what of it is here. Asking for it begins none, sending does."""
    owner = owner_of(draft_of(request))
    if request.method == "POST" and limits.is_over(request, limits.UPLOAD):
        return problem(429, "too_many", TOO_MANY)
    intake = voices.going_on(owner=owner) if request.method == "GET" else voices.open_voice(owner=owner)
    return JsonResponse(_told(intake) if intake else {"key": "", "takes": []})


@require_safe
@answering
def state(request: HttpRequest, key: UUID) -> HttpResponseBase:
    return JsonResponse(_told(intake_of(request, key)))


@csrf_exempt
@require_http_methods(["GET", "PUT"])
@answering
def chunk(request: HttpRequest, key: UUID, take: UUID, sequence: int) -> HttpResponseBase:
    """One chunk of a take: kept (its hash in Content-Digest), or heard again by whoever told it."""
    intake = intake_of(request, key)
    if request.method == "GET":
        kept = get_object_or_404(Chunk, take__intake=intake, take__key=take, sequence=sequence)
        sound = store().chunks(kept.path, start=0, length=kept.size_bytes)
        return StreamingHttpResponse(sound, content_type=VOICE)
    content = _body(request, voices.LONGEST_CHUNK_BYTES)
    ordinal = request.GET.get("ordinal", "")
    if not ordinal.isascii() or not ordinal.isdigit() or len(ordinal) > 6:
        return problem(400, "ordinal", gettext("这一小段没有说是第几段的，没有收下。"))
    kept = voices.receive(
        intake=intake, take_key=take, ordinal=int(ordinal), sequence=sequence, content=content, sha256=_sha256(request)
    )
    return JsonResponse({"sequence": kept.sequence, "duration_ms": kept.duration_ms}, status=201)


@csrf_exempt
@require_http_methods(["DELETE"])
@answering
def take(request: HttpRequest, key: UUID, take: UUID) -> HttpResponseBase:
    voices.delete_take(intake=intake_of(request, key), take_key=take)
    return JsonResponse({})


@csrf_exempt
@require_POST
@answering
def finish(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand the voice in. The body names how many chunks the phone has of each take."""
    intake = intake_of(request, key)
    try:
        asked = json.loads(_body(request, _MOST_DECLARED_BYTES))
        declared = {UUID(str(one["key"])): int(one["chunks"]) for one in asked["takes"]}
        accept_gaps = asked.get("accept_gaps") is True
    except (ValueError, KeyError, TypeError, AttributeError):
        return problem(400, "takes", gettext("没有看懂要交的是哪几段。请刷新页面再试。"))
    voices.finish(intake=intake, declared=declared, accept_gaps=accept_gaps)
    intake.refresh_from_db()
    return JsonResponse(state_of(intake), status=202)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def recorder(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page with the big button. Without a microphone, or without script, it takes a sound file instead."""
    draft = get_object_or_404(Contribution.objects.of_token(token))
    if not draft.is_draft:
        return redirect("receipt", receipts.code_of(token))
    if request.method == "POST":
        problem_with_file = _take_files(request, draft)
        if not problem_with_file:
            return redirect(_next(request, token))
        return _page(request, draft, token, status=422, problem=problem_with_file)
    return _page(request, draft, token)


def _next(request: HttpRequest, token: str) -> str:
    return along(request, reverse("continue_step", args=[token, "who"]))


def _page(request: HttpRequest, draft: Contribution, token: str, *, status: int = 200, **more: str) -> HttpResponse:
    context = {
        "title": gettext("讲一讲"),
        "draft": draft,
        "token": token,
        "words": recorder_words(),
        "next_url": _next(request, token),
        "later_url": along(request, reverse("continue", args=[token])),
        "going_on": voices.going_on(owner=owner_of(draft)),
        "step": 1,
        "no_index": True,
        **more,
    }
    return render(request, "museum/arriving/recorder.html", context, status=status)


def _take_files(request: HttpRequest, draft: Contribution) -> str:
    """Keep the sound files of the form. Returns a sentence when one was not taken.

    Without any, all is well where the script has sent them already.
    """
    uploads = request.FILES.getlist("sound")
    has_some = draft.items.exists() or Intake.objects.owned_by(owner_of(draft)).arrived().exists()
    if not uploads and not has_some:
        return gettext("还没有选文件。请先选一个录好的声音。")
    try:
        for upload in uploads:
            files.add(draft, admit(upload, filename=upload.name or "", wanted={"audio", "video"}))
    except Refused as refusal:
        return str(refusal)
    except files.TooManyFiles:
        return gettext("这一份里的文件已经够多了。请另起一份再交。")
    return ""


def _told(intake: Intake) -> dict[str, Any]:
    takes = [
        {
            "key": str(take.key), "ordinal": take.ordinal, "duration_ms": take.duration_ms, "runs": take.runs,
            "deleted": take.is_deleted,
        }
        for take in voices.held(intake)
    ]  # fmt: skip
    return {**state_of(intake), "takes": takes, "kept_until": intake.kept_until.isoformat()}


def _body(request: HttpRequest, limit: int) -> bytes:
    """The whole body, or what came of it: a hash tells which. Raises Refused where it is longer than any may be."""
    try:
        content: bytes = request.read(limit + 1)
    except OSError as cut:
        raise Refused("wrong_hash") from cut
    if len(content) > limit:
        raise Refused("not_voice")
    return content


def _sha256(request: HttpRequest) -> str:
    """In hexadecimal; empty where the header is none, which no content has as its hash."""
    digest = request.headers.get("Content-Digest", "")
    if not (digest.startswith(_DIGEST) and digest.endswith(":")):
        return ""
    try:
        return base64.b64decode(digest.removeprefix(_DIGEST)[:-1], validate=True).hex()
    except binascii.Error:
        return ""
