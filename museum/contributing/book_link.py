"""The way back to a helper's book: its token goes along in the address from the first step to the receipt."""

from urllib.parse import urlencode

from django.http import HttpRequest

LONGEST_TOKEN = 64


def book_token(request: HttpRequest) -> str:
    """ "" outside a book."""
    return (request.POST.get("book") or request.GET.get("book") or "")[:LONGEST_TOKEN]


def along(request: HttpRequest, address: str) -> str:
    """This address, with the book that the request came with."""
    token = book_token(request)
    return f"{address}?{urlencode({'book': token})}" if token else address
