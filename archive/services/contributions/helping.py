"""A helper who hands in for many keeps a book: one secret link to everything handed in, and how each is doing."""

from django.db import transaction

from archive import receipts
from archive.contribution_states import PartyRole
from archive.models import Contribution, HelperBook
from archive.services.contributions import drafting
from archive.services.contributions.moves import locked


class NoHelper(ValueError):
    """Nobody helped with this one, or it is in a book already, whose link only its owner has."""


@transaction.atomic
def open_book(contribution: Contribution) -> str:
    """A new book that begins with this contribution; its token is told once. Raises NoHelper."""
    row = locked(contribution)
    helper = row.helper
    if helper is None or row.book_id is not None:
        raise NoHelper
    token = receipts.new_token()
    row.book = HelperBook.objects.create(token_hash=receipts.hash_of(token), name=helper.name, grid=row.grid)
    row.save(update_fields=["book", "updated_at"])
    return token


def book_of(token: str) -> HelperBook | None:
    return HelperBook.objects.filter(token_hash__in=receipts.hashes_of(token)).select_related("grid").first()


def introduce(contribution: Contribution, book: HelperBook) -> None:
    """The helper of a draft begun from a book is its owner, whose relation was asked before or is asked anew."""
    if contribution.helper is None:
        drafting.save_party(contribution, PartyRole.HELPER, {"name": book.name})
