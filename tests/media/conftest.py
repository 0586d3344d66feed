"""Fixtures of the media room: files taken in through the real door, conversions done by the real converters."""

import io
from typing import Protocol

import pytest
from django.core.cache import cache

from media.models import Asset, Picture, Recording, Visibility
from media.services.adding import add_picture, add_recording
from media.services.conversion import convert
from tests.media import samples
from tests.media.remembering import Remembered


class Convert(Protocol):
    def __call__(self, asset: Asset, *recipes: str) -> Asset: ...


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Wagtail keeps renditions in the cache by primary key, and each test counts from one again."""
    cache.clear()


@pytest.fixture(scope="session")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Remembered:
    return Remembered(tmp_path_factory.mktemp("remembered"))


@pytest.fixture
def picture(db: None, remembered: Remembered) -> Picture:
    with remembered.in_use():
        return add_picture(io.BytesIO(samples.picture()), filename="大门.jpg", visibility=Visibility.PUBLIC)


@pytest.fixture
def recording(db: None, remembered: Remembered) -> Recording:
    content = samples.sound("mp3", seconds=4)
    with remembered.in_use():
        return add_recording(io.BytesIO(content), filename="访谈.mp3", visibility=Visibility.PUBLIC)


@pytest.fixture
def converted() -> Convert:
    """Do the conversions of an asset now (all, or these), in their real child processes."""

    def now(asset: Asset, *recipes: str) -> Asset:
        for row in asset.derivatives.all():
            if not recipes or row.recipe in recipes:
                convert(row.pk)
        return Asset.objects.for_display().get(pk=asset.pk)

    return now


@pytest.fixture
def converted_before(converted: Convert, remembered: Remembered) -> Convert:
    """For tests of what comes after: the same, and each conversion of a file is really done once."""

    def before(asset: Asset, *recipes: str) -> Asset:
        with remembered.in_use():
            return converted(asset, *recipes)

    return before
