"""Pictures whose sizes and tiles are told to be there; the bytes behind them are the business of the tests of media."""

from django.utils import timezone

from media.models import Derivative, Picture
from tests.factories.archive import PictureFactory

WIDTHS_PX = (320, 640, 1200)


def picture(*, visibility: str = "public", public_px: int | None = None) -> Picture:
    """A picture of 1200 × 900, with JPEGs of three widths and tiles."""
    made = PictureFactory.create(asset__visibility=visibility, asset__public_px=public_px)
    jpegs = [
        {"name": f"{px}.jpg", "media_type": "image/jpeg", "size_bytes": 1, "width_px": px, "height_px": px * 3 // 4}
        for px in WIDTHS_PX
    ]
    info = {"name": "info.json", "media_type": "application/json", "size_bytes": 1, "width_px": 1200, "height_px": 900}
    for recipe, files in (("renditions", jpegs), ("tiles", [info])):
        Derivative.objects.create(
            asset=made.asset, recipe=recipe, state="done", served_generation=1, files=files, not_before=timezone.now()
        )
    found: Picture = Picture.objects.for_display().get(pk=made.pk)
    return found
