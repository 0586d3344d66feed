"""Every byte the museum sends passes here, and is sent only after `Asset.visibility` has been read.

public → anyone; staff → whoever may enter the admin; keepers → of these, whoever may know what is closed; sealed →
nobody. A refusal is a 404: whether something exists is itself a fact about it; only what was taken back, sealed or
erased, says 410, so
that whoever kept an old link knows, and search engines forget it. Originals go to staff alone, however public the
asset: they hold what derivatives leave out.
"""

import mimetypes
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from media.delivery import Parcel, deliver
from media.models import Asset, Derivative, Visibility
from media.reserving import put_notice
from media.storage import derivative_path, store

LONGEST_NAME_BYTES: Final = 255
GONE: Final = 410


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
    if is_gone(asset_uuid, asset):
        return taken_back()
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
    """One file of a recipe, if that generation of it is the one being served. Tiles: see `media.image_api`."""
    rows = Derivative.objects.select_related("asset").filter(asset__uuid=asset_uuid, recipe=recipe)
    row = rows.filter(served_generation=generation).first()
    if is_gone(asset_uuid, row.asset if row else Asset.objects.filter(uuid=asset_uuid).first()):
        return taken_back()
    file = next((each for each in row.files if each["name"] == name), None) if row else None
    if row is None or file is None or not may_receive(request.user, row.asset.visibility):
        raise Http404
    if recipe == "tiles" or not (row.asset.is_open_at(file.get("width_px", 0)) or is_staff(request.user)):
        raise Http404
    path = derivative_path(str(asset_uuid), f"{recipe}/{generation}/{_safe(name)}")
    return deliver_path(request, path, f"{row.pk:x}-{generation:x}", row.asset, file["media_type"])


@require_safe
def rendition(request: HttpRequest, asset_uuid: UUID, name: str) -> HttpResponseBase:
    """A size that Wagtail made for its own screens; for staff where the public may only have a small one."""
    asset = Asset.objects.filter(uuid=asset_uuid).first()
    if is_gone(asset_uuid, asset):
        return taken_back()
    if asset is None or not may_receive(request.user, asset.visibility):
        raise Http404
    if asset.public_px is not None and not is_staff(request.user):
        raise Http404
    path = derivative_path(str(asset_uuid), f"wagtail/{_safe(name)}")
    return deliver_path(request, path, "wagtail", asset, "")


def is_gone(asset_uuid: UUID, asset: Asset | None) -> bool:
    """Whether what stood at this address was taken back. Of what was erased there is no row any more: the room above,
    which keeps the list of it, is asked.
    """
    if asset is not None:
        return asset.is_sealed
    is_erased: Callable[[UUID], bool] = import_string(settings.MEDIA_IS_ERASED)
    return is_erased(asset_uuid)


def taken_back() -> HttpResponse:
    """Said in a sentence, since an old link may be opened by hand. Nothing may keep it: a mistake can be undone."""
    return HttpResponse(
        gettext("这一份收回去了，不再给人看。谢谢您体谅。"),
        status=GONE,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def absent(request: HttpRequest, anything: str) -> HttpResponseBase:
    """Whatever else is asked for below /files/ is not there; without this, pages would be searched for it."""
    raise Http404


def deliver_path(request: HttpRequest, path: str, version: str, asset: Asset, media_type: str) -> HttpResponseBase:
    """One derivative, to somebody who may have it. `version` makes the ETag. Raises Http404 when it is not there."""
    try:
        size_bytes = store().size(path)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise Http404 from None
    guessed = media_type or mimetypes.guess_type(path)[0] or "application/octet-stream"
    etag = f"{version}-{size_bytes:x}"
    parcel = Parcel(path, size_bytes, guessed, etag, is_public=asset.visibility == Visibility.PUBLIC)
    response = _deliver(request, parcel)
    if asset.is_reserved:
        put_notice(response)
    return response


def _deliver(request: HttpRequest, parcel: Parcel) -> HttpResponseBase:
    try:
        return deliver(request, parcel)
    except FileNotFoundError:
        raise Http404 from None


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
