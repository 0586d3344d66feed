"""Fixtures of the media room: files taken in through the real door, conversions done by the real converters."""

import io
from collections.abc import Callable

import pytest

from media.models import Asset, Picture, Recording, Visibility
from media.services.adding import add_picture, add_recording
from media.services.conversion import convert
from tests.media import samples

Convert = Callable[[Asset], Asset]


@pytest.fixture
def picture(db: None) -> Picture:
    return add_picture(io.BytesIO(samples.picture()), filename="大门.jpg", visibility=Visibility.PUBLIC)


@pytest.fixture
def recording(db: None) -> Recording:
    content = samples.sound("mp3", seconds=4)
    return add_recording(io.BytesIO(content), filename="访谈.mp3", visibility=Visibility.PUBLIC)


@pytest.fixture
def converted() -> Convert:
    """Do every conversion of an asset now, in its real child process."""

    def all_of(asset: Asset) -> Asset:
        for row in asset.derivatives.all():
            convert(row.pk)
        return Asset.objects.for_display().get(pk=asset.pk)

    return all_of
