"""IIIF Image API 3.0, level 0: pictures to look at closely, at addresses that stay when files are made again.

The same decision as everywhere (`media.views.may_receive`), on the description and on every tile. Two things differ.
What is sealed answers 410, because whoever holds the address of a tile had it when it was public, and a harvester
forgets a 410. And a picture of which the public may only have a small size has no tiles for the public.
"""

import hashlib
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from media.iiif.image import MEDIA_TYPE, Size, info, requested_name
from media.models import Asset, Derivative, Visibility
from media.reserving import put_notice
from media.storage import derivative_path
from media.views import absent, deliver_path, is_gone, is_staff, may_receive, taken_back

RECIPE: Final = "tiles"
SEE_OTHER: Final = 303


@require_safe
def base(request: HttpRequest, asset_uuid: UUID) -> HttpResponseBase:
    """The picture's own address leads to its description (IIIF Image 3.0, 2)."""
    return HttpResponse(status=SEE_OTHER, headers={"Location": reverse("iiif:info", args=[asset_uuid])})


@require_safe
def description(request: HttpRequest, asset_uuid: UUID) -> HttpResponseBase:
    """info.json, with the address it is read at."""
    row = _row(asset_uuid)
    if row is None:
        return taken_back()
    if refused := _refused(request, row):
        return refused
    address = request.build_absolute_uri(request.path).removesuffix("/info.json")
    response = JsonResponse(info(address, _size(row), _limit_px(request, row.asset)), content_type=MEDIA_TYPE)
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:40]}"'
    is_public = row.asset.visibility == Visibility.PUBLIC
    response["Cache-Control"] = "public, no-cache" if is_public else "private, no-cache"
    if row.asset.is_reserved:
        put_notice(response)
    answer = get_conditional_response(request, etag=response["ETag"], response=response) or response
    return _open_to_others(answer, row.asset)


@require_safe
def image(request: HttpRequest, asset_uuid: UUID, region: str, size: str) -> HttpResponseBase:
    """A tile, or the whole picture at one of its sizes."""
    row = _row(asset_uuid)
    if row is None:
        return taken_back()
    if refused := _refused(request, row):
        return refused
    name = requested_name(region, size, _size(row), _limit_px(request, row.asset))
    if name is None:
        raise Http404
    file_path = derivative_path(str(asset_uuid), f"{row.folder}{name}")
    version = f"{row.pk:x}-{row.served_generation:x}"
    response = deliver_path(request, file_path, version, row.asset, "image/jpeg")
    return _open_to_others(response, row.asset)


def _row(asset_uuid: UUID) -> Derivative | None:
    """The tiles being served; None for those of a picture that is gone. Raises Http404 when there never were any."""
    row = Derivative.objects.select_related("asset").filter(asset__uuid=asset_uuid, recipe=RECIPE).first()
    if row is None and is_gone(asset_uuid, Asset.objects.filter(uuid=asset_uuid).first()):
        return None
    if row is None or not row.files:
        raise Http404
    return row


def _refused(request: HttpRequest, row: Derivative) -> HttpResponse | None:
    """Raises Http404 for what is closed: that it exists is nobody's business."""
    if row.asset.visibility == Visibility.SEALED:
        return taken_back()
    if not row.is_served or not may_receive(request.user, row.asset.visibility):
        raise Http404
    return None


def _size(row: Derivative) -> Size:
    return row.files[0]["width_px"], row.files[0]["height_px"]


def _limit_px(request: HttpRequest, asset: Asset) -> int | None:
    return None if asset.public_px is None or is_staff(request.user) else asset.public_px


def _open_to_others(response: HttpResponseBase, asset: Asset) -> HttpResponseBase:
    """Other museums' viewers may show what is public (IIIF Image 3.0, 7). Where staff are shown more than the public,
    no cache may mix the two up."""
    if asset.visibility == Visibility.PUBLIC:
        response["Access-Control-Allow-Origin"] = "*"
    if asset.public_px is not None:
        response["Cache-Control"] = "private, no-cache"
        response["Vary"] = "Cookie"
    return response


app_name = "iiif"
_ONE: Final = "<uuid:asset_uuid>"
urlpatterns: list[Any] = [
    path(_ONE, base, name="image"),
    path(f"{_ONE}/info.json", description, name="info"),
    path(f"{_ONE}/<str:region>/<str:size>/0/default.jpg", image, name="tile"),
    path("<path:anything>", absent),
]
