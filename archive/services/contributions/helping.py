"""A helper who hands in for many keeps a book: one secret link to everything handed in, and how each is doing."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction

from archive import receipts
from archive.contribution_states import PartyRole
from archive.models import Contribution, HelperBook
from archive.services.contributions import drafting
from archive.services.contributions.moves import locked


class NoHelper(ValueError):
    """Nobody helped with this one, or it is in a book already, whose link only its owner has."""


@transaction.atomic
def open_book(contribution: Contribution, code: str) -> str:
    """A new book that begins with the contribution of this code; its token is told once. Raises NoHelper."""
    row = locked(contribution)
    helper = row.helper
    if helper is None or row.book_id is not None:
        raise NoHelper
    token = receipts.new_token()
    row.book = HelperBook.objects.create(token_hash=receipts.hash_of(token), name=helper.name, grid=row.grid)
    row.sealed_secret = _sealed(code, token)
    row.save(update_fields=["book", "sealed_secret", "updated_at"])
    return token


def book_of(token: str) -> HelperBook | None:
    return HelperBook.objects.filter(token_hash__in=receipts.hashes_of(token)).select_related("grid").first()


def introduce(contribution: Contribution, token: str, *, book: HelperBook, book_token: str) -> None:
    """The helper of a draft begun from a book is its owner, whose relation is asked anew; its token is put in there."""
    if contribution.helper is None:
        drafting.save_party(contribution, PartyRole.HELPER, {"name": book.name})
    if not contribution.sealed_secret:
        sealed = _sealed(token, book_token)
        Contribution.objects.filter(pk=contribution.pk).update(sealed_secret=sealed)


def secret_of(contribution: Contribution, book_token: str) -> str:
    """What opens a contribution of this book: the token of a draft, otherwise a token or a code. "" where none was
    kept."""
    try:
        return _lock(book_token).decrypt(contribution.sealed_secret.encode("ascii")).decode("ascii")
    except InvalidToken:
        return ""


def _sealed(secret: str, book_token: str) -> str:
    return _lock(book_token).encrypt(secret.encode("ascii")).decode("ascii")


def _lock(book_token: str) -> Fernet:
    """A book's token holds 192 random bits, so a plain hash of it is a key."""
    digest = hashlib.sha256(f"book:{book_token}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
