"""Every byte the museum sends passes here, and is sent only after `Asset.visibility` has been read.

public → anyone; staff → whoever may enter the admin; keepers → of these, whoever may know what is closed; sealed →
nobody. A refusal is a 404: whether something exists is
itself a fact about it. Originals go to staff alone, however public the asset: they hold what derivatives leave out.
"""

import json
import mimetypes
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from media.delivery import Parcel, deliver
from media.iiif.image import MEDIA_TYPE as IIIF_TYPE
from media.iiif.image import at_address
from media.models import Asset, Derivative, Visibility
from media.storage import derivative_path, store

LONGEST_NAME_BYTES: Final = 255


def may_receive(user: Any, visibility: str) -> bool:
    """The whole decision; `visibility` is the asset's."""
    if visibility == Visibility.PUBLIC:
        return True
    if visibility == Visibility.KEEPERS:
        return is_staff(user) and bool(user.has_perm(settings.MEDIA_KEEPER_PERMISSION))
    return visibility == Visibility.STAFF and is_staff(user)


def is_staff(user: Any) -> bool:
    return not isinstance(user, AnonymousUser) and bool(user.has_perm("wagtailadmin.access_admin"))


@require_safe
def original(request: HttpRequest, asset_uuid: UUID) -> HttpResponseBase:
    """The untouched file, for staff, under the name it came with; where a passage is muted, for keepers only."""
    asset = Asset.objects.select_related("original", "recording").filter(uuid=asset_uuid).first()
    if asset is None or not is_staff(request.user) or not may_receive(request.user, asset.visibility):
        raise Http404
    if _holds_muted_words(asset) and not may_receive(request.user, Visibility.KEEPERS):
        raise Http404
    return _deliver(
        request,
        Parcel(
            path=asset.original.path,
            size_bytes=asset.original.size_bytes,
            media_type=asset.original.media_type,
            etag=asset.original.sha512[:40],
            is_public=False,
            download_name=asset.original_name,
        ),
    )


def _holds_muted_words(asset: Asset) -> bool:
    recording = getattr(asset, "recording", None)
    return recording is not None and bool(recording.muted_ranges)


@require_safe
def derivative(request: HttpRequest, asset_uuid: UUID, recipe: str, generation: int, name: str) -> HttpResponseBase:
    """One file of a recipe, if that generation of it is the one being served."""
    row = (
        Derivative.objects.select_related("asset")
        .filter(asset__uuid=asset_uuid, recipe=recipe, served_generation=generation)
        .first()
    )
    if row is None or not may_receive(request.user, row.asset.visibility):
        raise Http404
    path = derivative_path(str(asset_uuid), f"{recipe}/{generation}/{_safe(name)}")
    if recipe == "tiles" and name == "info.json":
        return _image_description(request, path, is_public=row.asset.visibility == Visibility.PUBLIC)
    return _deliver_path(request, path, f"{row.pk:x}-{generation:x}", row.asset.visibility, _listed_type(row, name))


@require_safe
def rendition(request: HttpRequest, asset_uuid: UUID, name: str) -> HttpResponseBase:
    """A size that Wagtail made for its own screens."""
    visibility = Asset.objects.filter(uuid=asset_uuid).values_list("visibility", flat=True).first()
    if visibility is None or not may_receive(request.user, visibility):
        raise Http404
    path = derivative_path(str(asset_uuid), f"wagtail/{_safe(name)}")
    return _deliver_path(request, path, "wagtail", visibility, "")


def absent(request: HttpRequest, anything: str) -> HttpResponseBase:
    """Whatever else is asked for below /files/ is not there; without this, pages would be searched for it."""
    raise Http404


def _deliver_path(request: HttpRequest, path: str, version: str, visibility: str, media_type: str) -> HttpResponseBase:
    try:
        size_bytes = store().size(path)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise Http404 from None
    guessed = media_type or mimetypes.guess_type(path)[0] or "application/octet-stream"
    etag = f"{version}-{size_bytes:x}"
    parcel = Parcel(path, size_bytes, guessed, etag, is_public=visibility == Visibility.PUBLIC)
    return _deliver(request, parcel)


def _deliver(request: HttpRequest, parcel: Parcel) -> HttpResponseBase:
    try:
        return deliver(request, parcel)
    except FileNotFoundError:
        raise Http404 from None


def _image_description(request: HttpRequest, path: str, *, is_public: bool) -> HttpResponseBase:
    """info.json must name the address it is read at, which only the request knows."""
    if not store().exists(path):
        raise Http404
    with default_storage.open(path) as file:
        described = json.load(file)
    address = request.build_absolute_uri(request.path).removesuffix("/info.json")
    response = JsonResponse(at_address(described, address), content_type=IIIF_TYPE)
    response["Cache-Control"] = "public, no-cache" if is_public else "private, no-cache"
    if is_public:
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _listed_type(row: Derivative, name: str) -> str:
    """Tiles are too many to be listed; all else says what it is."""
    return next((file["media_type"] for file in row.files if file["name"] == name), "")


def _safe(name: str) -> str:
    """A relative path without a way out. Storage would refuse one too, with a 400 instead of a 404; a disk refuses
    names longer than any that is ever made here."""
    parts = name.split("/")
    if (
        len(name.encode()) > LONGEST_NAME_BYTES
        or any(part in {"", ".", ".."} for part in parts)
        or "\\" in name
        or "\0" in name
    ):
        raise Http404
    return name
