"""The two secrets of a contribution, and how they are kept so that whoever reads the database has neither.

The token stands in a link and is too long to be guessed or read aloud. The code stands on the receipt: twelve digits,
because old people read digits to each other on the telephone without a mistake, and every keypad has them. It follows
from the token. Stored are hashes keyed with CONTACT_KEYS: without a key, trying all codes finds nothing.
"""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

from django.conf import settings

CODE_DIGITS: Final = 12
GROUP: Final = 4
TOKEN_BYTES: Final = 24
SPOKEN_DIGITS: Final = str.maketrans("〇零一幺二两三四五六七八九", "0011223456789")


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_of_form(form_key: str) -> str:
    """The token of the draft that a form starts: the same form sent twice starts one draft."""
    digest = _keyed(settings.CONTACT_KEYS[0], f"form:{form_key}")[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(digest).decode("ascii")


def code_of(token: str) -> str:
    """The receipt's code. The token holds 192 random bits, so its plain hash gives nothing away."""
    digest = hashlib.sha256(f"code:{token}".encode()).digest()
    return f"{int.from_bytes(digest, 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def code_in(secret: str) -> str:
    """The code of a token, or the code itself."""
    return secret if len(secret) == CODE_DIGITS and secret.isdecimal() else code_of(secret)


def spaced(code: str) -> str:
    """As it is printed and read aloud: 3847 2910 5563."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain_code(typed: str) -> str:
    """The digits of what somebody typed: full-width, spoken (幺九五八) and with anything between them."""
    text = unicodedata.normalize("NFKC", typed[:200]).translate(SPOKEN_DIGITS)
    return "".join(character for character in text if character in "0123456789")


def hash_of(secret: str) -> str:
    """What is stored of a token or a code."""
    return _keyed(settings.CONTACT_KEYS[0], secret).hex()


def hashes_of(secret: str) -> list[str]:
    """Under every key, the present one first: a receipt printed before the keys changed still opens."""
    return [_keyed(key, secret).hex() for key in settings.CONTACT_KEYS]


def _keyed(key: str, text: str) -> bytes:
    return hmac.digest(key.encode("ascii"), text.encode(), "sha256")
