"""Refuses to start where files could not be converted, stored, or kept private; each refusal says what to do."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from media import ffmpeg


@register()
def converter_is_there(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        program = Path(ffmpeg.binary())
    except RuntimeError as problem:
        return [
            Error(
                f"There is no ffmpeg for this machine: {problem}.",
                hint="Install ffmpeg and set IMAGEIO_FFMPEG_EXE to its path.",
                id="media.E001",
            )
        ]
    if program.is_absolute() and not os.access(program, os.X_OK):
        return [
            Error(
                f"{program} cannot be run.",
                hint="Point IMAGEIO_FFMPEG_EXE at an ffmpeg that can.",
                id="media.E001",
            )
        ]
    return []


@register()
def files_can_be_written(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The nearest existing folder above MEDIA_ROOT decides: on a fresh machine the rest is made later."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    if os.access(folder, os.W_OK | os.X_OK):
        return []
    return [
        Error(f"{folder} cannot be written to.", hint="Set VAR_DIR to a folder this user owns.", id="media.E002"),
    ]


@register()
def originals_are_private(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Static files are handed to everybody: neither tree may lie inside the other."""
    files, static = Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()
    if files.is_relative_to(static) or static.is_relative_to(files):
        return [
            Error(
                f"MEDIA_ROOT ({files}) and STATIC_ROOT ({static}) lie inside each other: originals would be public.",
                hint="Give them folders side by side.",
                id="media.E003",
            )
        ]
    return []


@register()
def limits_make_sense(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    names = [name for name in dir(settings) if name.startswith(("MEDIA_MAX_", "MEDIA_DECODE_", "MEDIA_CONVERT_"))]
    found: list[CheckMessage] = [
        Error(f"{name} is {getattr(settings, name)}.", hint="Set it above zero.", id="media.E004")
        for name in names
        if getattr(settings, name) <= 0
    ]
    if settings.X_ACCEL_REDIRECT_PREFIX and not (
        settings.X_ACCEL_REDIRECT_PREFIX.startswith("/") and settings.X_ACCEL_REDIRECT_PREFIX.endswith("/")
    ):
        found.append(
            Error(
                f"X_ACCEL_REDIRECT_PREFIX is {settings.X_ACCEL_REDIRECT_PREFIX!r}.",
                hint="Write it with a slash at both ends, like /protected/.",
                id="media.E005",
            )
        )
    if settings.MEDIA_DECODE_MEMORY_BYTES < 9 * settings.MEDIA_MAX_IMAGE_PIXELS // 2:
        found.append(
            Warning(
                "MEDIA_DECODE_MEMORY_BYTES is too small for the largest picture allowed.",
                hint="Allow about five bytes a pixel of MEDIA_MAX_IMAGE_PIXELS.",
                id="media.W001",
            )
        )
    return found
