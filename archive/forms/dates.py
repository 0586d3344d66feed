"""A date typed in plain Chinese, with what was understood of it shown back before anything is saved."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.dates import FuzzyDate, InvalidDate


def understood(words: str) -> str:
    """One line that tells the curator what the words mean to the archive, or why they cannot be read."""
    if not words.strip():
        return ""
    try:
        found = FuzzyDate.parse(words)
    except InvalidDate as error:
        return str(error)
    if not found.is_known:
        return gettext("理解为：不详")
    return gettext("理解为：%(text)s（EDTF：%(edtf)s）") % {"text": found.text(), "edtf": found.edtf}


class FuzzyDateInput(forms.TextInput):
    """A text box that says beneath itself how the date was read. Without JavaScript it says so after saving."""

    template_name = "archive/admin/widgets/fuzzy_date.html"

    class Media:
        js = ("archive/admin/dates.js",)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-date-reading"] = reverse_lazy("archive_read_date")
        context["widget"]["attrs"].setdefault("autocomplete", "off")
        context["understood"] = understood(str(value or ""))
        return context


class FuzzyDateFormField(forms.CharField):
    """Surrounding space and full-width forms do not matter; words that are no date are refused with examples."""

    widget = FuzzyDateInput
    default_error_messages = {"max_length": _("日期最多写 %(limit_value)d 个字。")}
