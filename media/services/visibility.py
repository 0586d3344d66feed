"""Who may receive an asset. Called by `archive`, which decides; delivery reads the column at every request."""

from collections.abc import Iterable

from media.models import Asset, Visibility


def set_visibility(*, assets: Iterable[Asset], visibility: str) -> int:
    """Set the visibility of all of them at once and return how many changed.

    Sealing works with the next request: every byte, tile and old link passes `media.views`, and nothing that it
    sends may be used again without asking. Raises ValueError for a visibility that does not exist.
    """
    wanted = Visibility(visibility)
    ids = [asset.pk for asset in assets]
    return Asset.objects.filter(pk__in=ids).exclude(visibility=wanted).update(visibility=wanted)
