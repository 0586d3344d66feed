"""大家说是谁: beside the faces of a photograph, what residents have said of them and nobody has decided yet."""

from typing import Any

from wagtail.admin.panels import Panel

from archive.contribution_states import ContributionState
from archive.models import NameProposal
from archive.services.contributions.naming import weighed


class ProposedNamesPanel(Panel):
    """Not a field: each line leads to the page where it is taken in or not."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/admin/proposals/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.pk is not None and self.request.user.has_perm("archive.change_contribution"):
                rows = NameProposal.objects.filter(
                    photograph=self.instance.pk, contribution__state__in=ContributionState.waiting()
                )
                context["proposed"] = list(rows.select_related("contribution", "face").order_by("pk"))
                context["faces"] = _faces(self.instance)
            return context


def _faces(photograph: Any) -> list[tuple[str, Any]]:
    """Faces with more than one saying behind them, and how they weigh."""
    found = weighed(photograph)
    return [(str(face), found[face.pk]) for face in photograph.faces.all() if face.pk in found]
