"""Files on their way in, by the tus protocol 1.0: creation, HEAD, PATCH, termination, checksum, expiration."""

import base64
import binascii
import functools
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from media.models import Intake
from media.refusals import Refused
from media.services.intake import files
from media.services.intake.files import Checksum
from media.services.intake.room import begin
from museum.arriving.answering import TOO_MANY, View, answering, draft_of, intake_of, owner_of, problem, state_of
from museum.contributing import limits

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,termination,checksum,expiration"
PIECE_TYPE: Final = "application/offset+octet-stream"
_LONGEST_METADATA: Final = 4_000


def speaking_tus(view: "View[...]") -> "View[...]":
    """Refuses other versions, and names ours in every answer. A plain GET is our own question about the state."""

    @functools.wraps(view)
    def spoken(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
        asks_tus = request.method not in {"GET", "OPTIONS"}
        if asks_tus and request.headers.get("Tus-Resumable") != VERSION:
            answer: HttpResponseBase = problem(412, "version", gettext("这个上传方式馆里不认识。请刷新页面再试。"))
            answer["Tus-Version"] = VERSION
        else:
            answer = view(request, *args, **kwargs)
        answer["Tus-Resumable"] = VERSION
        return answer

    return spoken


@csrf_exempt
@require_http_methods(["OPTIONS", "POST"])
@speaking_tus
@answering
def creation(request: HttpRequest) -> HttpResponseBase:
    """A new file of a draft: its length and its name, nothing of it yet."""
    if request.method == "OPTIONS":
        return _abilities()
    draft = draft_of(request)
    if limits.is_over(request, limits.UPLOAD):
        return problem(429, "too_many", TOO_MANY)
    size_bytes = _number(request, "Upload-Length")
    if size_bytes is None:
        return problem(400, "length", gettext("没有说文件有多大，没有收下。"))
    if size_bytes == 0:
        raise Refused("empty")
    if size_bytes > settings.CONTRIBUTION_MAX_FILE_BYTES:
        raise Refused("file_bytes", {"limit": filesizeformat(settings.CONTRIBUTION_MAX_FILE_BYTES)})
    on_the_way = Intake.objects.owned_by(owner_of(draft)).arrived().filter(asset=None).count()
    if draft.items.count() + on_the_way >= settings.CONTRIBUTION_MAX_FILES:
        raise Refused("intake_mine", {"limit": settings.CONTRIBUTION_MAX_FILES})
    intake = begin(owner=owner_of(draft), filename=_filename(request), size_bytes=size_bytes)
    answer = HttpResponse(status=201)
    answer["Location"] = reverse("arriving:file", args=[intake.key])
    answer["Upload-Expires"] = _expires(intake)
    return answer


@csrf_exempt
@require_http_methods(["OPTIONS", "GET", "HEAD", "PATCH", "DELETE"])
@speaking_tus
@answering
def upload(request: HttpRequest, key: UUID) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _abilities()
    intake = intake_of(request, key)
    if request.method == "GET":
        return JsonResponse(state_of(intake))
    if request.method == "DELETE":
        files.discard(intake=intake)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _patch(request, intake)
    answer = _at(files.received_bytes(intake), status=200)
    answer["Upload-Length"] = str(intake.size_bytes)
    answer["Upload-Expires"] = _expires(intake)
    return answer


def _patch(request: HttpRequest, intake: Intake) -> HttpResponseBase:
    if request.content_type != PIECE_TYPE:
        return problem(415, "type", gettext("这一块不是上传的文件，没有收下。"))
    offset = _number(request, "Upload-Offset")
    if offset is None:
        return problem(400, "offset", gettext("没有说这一块从哪里接起，没有收下。"))
    checksum = None
    if told := request.headers.get("Upload-Checksum"):
        checksum = _checksum(told)
        if checksum is None:
            return problem(400, "checksum", gettext("校验的办法馆里不认识，没有收下。"))
    return _at(files.append(intake=intake, offset=offset, stream=request, checksum=checksum), status=204)


def _abilities() -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["Tus-Version"] = VERSION
    answer["Tus-Extension"] = EXTENSIONS
    answer["Tus-Max-Size"] = str(settings.CONTRIBUTION_MAX_FILE_BYTES)
    answer["Tus-Checksum-Algorithm"] = ",".join(files.ALGORITHMS)
    return answer


def _at(offset: int, *, status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Upload-Offset"] = str(offset)
    return answer


def _expires(intake: Intake) -> str:
    return http_date(intake.kept_until.timestamp())


def _number(request: HttpRequest, header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _filename(request: HttpRequest) -> str:
    """From Upload-Metadata: pairs of a key and a value in base64, separated by commas."""
    for pair in request.headers.get("Upload-Metadata", "")[:_LONGEST_METADATA].split(","):
        key, _space, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                name = base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                break
            return name.replace("\0", "") or gettext("未命名")
    return gettext("未命名")


def _checksum(told: str) -> Checksum | None:
    algorithm, _space, digest = told.partition(" ")
    if algorithm not in files.ALGORITHMS:
        return None
    try:
        return Checksum(algorithm, base64.b64decode(digest, validate=True).hex())
    except binascii.Error:
        return None
