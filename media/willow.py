"""A Wagtail rendition without metadata: what Willow writes keeps EXIF, so the pixels are taken over once more."""

import hashlib
import io
from typing import Any, Final

from django.core.files.base import File
from PIL import Image

_ENDINGS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}


def clean_rendition(picture: Any, filter: Any, *, source: File[bytes] | None) -> File[bytes]:
    """The rendition of a filter, as a file named by its filter alone: names of originals are nobody's business."""
    generated = filter.run(picture, io.BytesIO(), source=source)
    generated.f.seek(0)
    with Image.open(generated.f) as opened:
        encoder = opened.format or "JPEG"
        bare = Image.new(opened.mode, opened.size)
        bare.paste(opened)
        if opened.mode == "P":
            bare.putpalette(opened.getpalette() or [])
    output = io.BytesIO()
    options = {"quality": 85, "progressive": True} if encoder == "JPEG" else {}
    bare.save(output, encoder, **options)
    output.seek(0)
    spec = f"{filter.spec}|{filter.get_cache_key(picture)}"
    name = hashlib.sha256(spec.encode()).hexdigest()[:24]
    return File(output, name=f"{name}.{_ENDINGS.get(encoder, 'jpg')}")
