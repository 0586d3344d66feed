"""Who may receive an asset, and how large. `archive` decides and calls; delivery reads the columns at every request."""

from collections.abc import Iterable

from django.db.models import Q

from media.models import Asset, Visibility


def set_visibility(*, assets: Iterable[Asset], visibility: str) -> int:
    """Set the visibility of all of them at once and return how many changed.

    Sealing works with the next request: every byte, tile and old link passes `media.views`, and nothing that it
    sends may be used again without asking. Raises ValueError for a visibility that does not exist.
    """
    wanted = Visibility(visibility)
    ids = [asset.pk for asset in assets]
    return Asset.objects.filter(pk__in=ids).exclude(visibility=wanted).update(visibility=wanted)


def set_public_px(*, assets: Iterable[Asset], public_px: int | None) -> int:
    """Limit how large the public may receive these pictures, or lift the limit; returns how many changed."""
    wanted = Q(public_px=public_px) if public_px is not None else Q(public_px__isnull=True)
    return Asset.objects.filter(~wanted, pk__in=[asset.pk for asset in assets]).update(public_px=public_px)


def set_reserved(*, assets: Iterable[Asset], is_reserved: bool) -> int:
    """Tell programs with every byte of these not to learn from it, or no longer; returns how many changed."""
    ids = [asset.pk for asset in assets]
    return Asset.objects.filter(pk__in=ids).exclude(is_reserved=is_reserved).update(is_reserved=is_reserved)
