"""The words of whoever handed something in, beside the record that was made of it: to be read, never written over."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.admin.panels import Panel

from archive.models import Contribution, Outcome


class ContributionsPanel(Panel):
    """Not part of the form. Empty for what nobody handed in."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/admin/desk/panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.request.user.has_perm("archive.view_contribution"))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["told"] = [(row, self._address(row)) for row in self._contributions()]
            return context

        def _contributions(self) -> list[Contribution]:
            if self.instance.pk is None:
                return []
            kind = ContentType.objects.get_for_model(self.instance)
            outcomes = Outcome.objects.filter(content_type=kind, object_id=self.instance.pk)
            rows = Contribution.objects.filter(outcomes__in=outcomes).prefetch_related("parties", "items__asset")
            return list(rows.order_by("received_at"))

        @staticmethod
        def _address(row: Contribution) -> str:
            return reverse("wagtailsnippets_archive_contribution:edit", args=[row.pk])
