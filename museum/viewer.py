"""Who is asking: from a request to the archive's `Viewer` and the search's visibilities."""

from django.http import HttpRequest

from archive import rights
from archive.rights import Viewer

PUBLIC_ONLY: frozenset[str] = frozenset({"public"})
WITH_STAFF: frozenset[str] = frozenset({"public", "staff"})


def viewer_of(request: HttpRequest) -> Viewer:
    """Asked once a request: permissions cost a query, and every record on a page needs the answer."""
    known: Viewer | None = getattr(request, "_museum_viewer", None)
    if known is None:
        # Wagtail makes requests of its own for previews; those carry no user.
        known = rights.viewer_of(getattr(request, "user", None))
        request._museum_viewer = known  # type: ignore[attr-defined]  # kept with the request it belongs to
    return known


def visibilities(viewer: Viewer) -> frozenset[str]:
    """What the index may show this viewer."""
    return PUBLIC_ONLY if viewer is Viewer.PUBLIC else WITH_STAFF
