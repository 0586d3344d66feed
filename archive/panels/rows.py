"""Inline rows whose moments are typed as times (12:08) instead of milliseconds."""

from typing import Any

from django.db import models
from wagtail.admin.panels import InlinePanel, get_form_for_model

from archive.forms.timecodes import TimecodeField


class TimedRowsPanel(InlinePanel):
    """An InlinePanel whose `…_ms` columns are read and shown as times of the recording."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        model = self.db_field.related_model
        moments = {
            field.name: TimecodeField
            for field in model._meta.fields
            if isinstance(field, models.PositiveIntegerField) and field.name.endswith("_ms")
        }
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            model, defer_required_on_fields=deferred, field_classes=moments
        )
        return options
