"""The part of a record's form that shows what the ledger says about it, and leads to where more is written."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from archive.consent_overview import overview
from archive.services.consent import material_of


class ConsentPanel(Panel):
    """Not part of the form: a draft changes nothing in the ledger."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/admin/consent/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["is_saved"] = self.instance.pk is not None
            if context["is_saved"]:
                material = material_of(self.instance)
                context["overview"] = overview(self.instance)
                context["address"] = reverse("archive_consent", args=[material.kind, material.uuid])
            return context
