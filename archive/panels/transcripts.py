"""The tab of an interview that leads to its transcripts."""

from typing import Any

from django.db.models import Count
from wagtail.admin.panels import Panel


class TranscriptsPanel(Panel):
    """Which layers there are. They are not part of the form: a draft of the interview changes no spoken word."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/admin/transcripts/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = self.instance.pk is not None
            context["interview"] = self.instance if saved else None
            context["transcripts"] = (
                self.instance.transcripts.annotate(segment_count=Count("segments")) if saved else ()
            )
            context["may_change"] = self.request.user.has_perm("archive.change_transcript")
            return context
