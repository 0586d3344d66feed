"""Who is reading: what they may see, and the mask their texts go through."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest

from archive import rights
from archive.masking import NameMask, name_mask
from archive.rights import Viewer
from museum.remembered import Thing, remembered

PUBLIC_ONLY: frozenset[str] = frozenset({"public"})
WITH_STAFF: frozenset[str] = frozenset({"public", "staff"})


class Reader:
    """One visitor of one page. The mask is looked for once, when the first text asks for it."""

    def __init__(self, viewer: Viewer = Viewer.PUBLIC, user: Any = None, request: HttpRequest | None = None) -> None:
        self.viewer = viewer
        self._user = user
        self._request = request

    @cached_property
    def mask(self) -> NameMask:
        return self.remember("mask", partial(name_mask, self.viewer))

    def remember(self, name: str, make: Callable[[], Thing]) -> Thing:
        """What is the same on every page for everybody who may see as much as this reader."""
        return remembered(self._request, (name, self.viewer), make)

    def say(self, text: str) -> str:
        """A curator's or a narrator's words as this reader may read them: living people without a yes stay 洪某."""
        return self.mask(text) if text else ""

    def may(self, permission: str) -> bool:
        """What this reader may do on a page besides reading it."""
        return self._user is not None and bool(self._user.has_perm(permission))

    def say_html(self, html: str) -> str:
        """The same for a whole page. Places to break a line at would hide a name from the mask: they go with it."""
        joined = html.replace("<wbr>", "")
        said = self.mask(joined)
        return html if said == joined else said

    @property
    def is_public(self) -> bool:
        return self.viewer is Viewer.PUBLIC

    @property
    def visibilities(self) -> frozenset[str]:
        """What the index may show."""
        return PUBLIC_ONLY if self.is_public else WITH_STAFF


def reader_of(request: HttpRequest) -> Reader:
    """Asked once a request: permissions cost a query, and every record on a page needs the answer."""
    known: Reader | None = getattr(request, "_museum_reader", None)
    if known is None:
        # Wagtail makes requests of its own for previews; those may carry no user.
        user = getattr(request, "user", None)
        known = Reader(rights.viewer_of(user), user, request)
        request._museum_reader = known  # type: ignore[attr-defined]  # kept with the request it belongs to
    return known
