"""The keys of what residents entrust to the museum: from the environment, or for a demo from a file beside the data."""

import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from museum.settings.environment import Environment

HOW = (
    "Set it to one or more keys, separated by commas, made with "
    "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'."
)


def contact_keys(env: Environment, var_dir: Path, *, may_make_one: bool) -> list[str]:
    """The keys, the one in use first. Only a demo may make its own: a key beside the data protects nothing."""
    keys = [key.strip() for key in str(env.str("CONTACT_KEYS", default="")).split(",") if key.strip()]
    if not keys and may_make_one:
        keys = [_kept_key(var_dir / "contact.key")]
    if not keys:
        raise ImproperlyConfigured(f"CONTACT_KEYS is not set. {HOW}")
    for key in keys:
        try:
            Fernet(key)
        except ValueError:
            raise ImproperlyConfigured(f"CONTACT_KEYS holds a key that is none. {HOW}") from None
    return keys


def _kept_key(path: Path) -> str:
    """Several processes may start at once: the first one to make the file has made the key."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        draft.write_bytes(Fernet.generate_key())
        draft.chmod(0o600)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
