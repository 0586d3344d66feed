"""A file of words between rehearsal and application: held for an hour, for whoever brought it, in the cache alone."""

import secrets

from django.core.cache import cache

HOUR = 3600


def hold(data: bytes, *, filename: str, user_id: int) -> str:
    """Keep it; the token is the only way back to it."""
    token = secrets.token_urlsafe(24)
    cache.set(_key(token), (user_id, filename, data), HOUR)
    return token


def fetch(token: str, *, user_id: int) -> tuple[str, bytes] | None:
    """(name, content) of the file; None when it is no longer held, or was brought by somebody else."""
    held = cache.get(_key(token)) if len(token) == 32 else None
    return (held[1], held[2]) if held is not None and held[0] == user_id else None


def drop(token: str) -> None:
    cache.delete(_key(token))


def _key(token: str) -> str:
    return f"archive.lexicon.{token}"
