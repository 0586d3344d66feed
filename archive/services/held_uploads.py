"""A transcript file between preview and confirmation: held for an hour, for whoever brought it, in the cache alone."""

import secrets
from dataclasses import dataclass

from django.core.cache import cache

HOUR = 3600


class UploadGone(LookupError):
    """The file is no longer held: an hour has passed, the cache was emptied, or somebody else brought it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUpload:
    """What was uploaded, and for which layer of which interview."""

    interview_id: int
    user_id: int
    filename: str
    layer: str
    language: str
    data: bytes


def hold(upload: HeldUpload) -> str:
    """Keep it; the token is the only way back to it."""
    token = secrets.token_urlsafe(24)
    cache.set(_key(token), upload, HOUR)
    return token


def fetch(token: str, *, interview_id: int, user_id: int) -> HeldUpload:
    """Raises UploadGone."""
    upload = cache.get(_key(token)) if len(token) == 32 else None
    if not isinstance(upload, HeldUpload) or (upload.interview_id, upload.user_id) != (interview_id, user_id):
        raise UploadGone
    return upload


def drop(token: str) -> None:
    cache.delete(_key(token))


def _key(token: str) -> str:
    return f"archive.transcript.{token}"
