"""Pages whose order of blocks tells a story: when it is changed, that is kept."""

from typing import Any

from wagtail.models import Revision

from museum.moving import note_moves, order_in


class OrderedBody:
    """Mixed into a page that has a `body`."""

    def save_revision(self, user: Any = None, *args: Any, **kwargs: Any) -> Revision:
        """A draft that is saved over, as the editor does by itself, is compared before it is gone."""
        before = order_in(self.latest_revision)  # type: ignore[attr-defined]  # Wagtail's page
        revision = super().save_revision(user, *args, **kwargs)  # type: ignore[misc]
        note_moves(self, before, revision, user)
        return revision
