"""The picture above the list of faces, on which a curator draws them instead of typing four numbers each."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from media.models import Picture


class FaceBoardPanel(Panel):
    """Not a field: what is drawn goes into the rows of the list below, which work without it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/admin/faces/board.html"

        class Media:
            js = ("archive/admin/faces.js",)
            css = {"all": ("archive/admin/faces.css",)}

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            picture = self.instance.picture
            context["picture"] = picture
            context["picture_url"] = picture_url(picture) if picture else ""
            return context


def picture_url(picture: Picture) -> str:
    """As large as there is: faces at the back of a group are small. Empty while nothing has been made."""
    if picture.tiles_url:
        return reverse("iiif:tile", args=[picture.asset.uuid, "full", "max"])
    return picture.largest_url
