"""What a term finds now, and whether the index has followed its last change."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.panels import Panel

from search import api
from search.curation.reach import following_rows, records_found


class ReachPanel(Panel):
    """“这样写会找到”: each form of the term with the number of records it finds, and a way to see them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "archive/admin/lexicon/reach.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            row = type(self.instance)._default_manager.get(pk=self.instance.pk)
            forms = row.value().forms
            found = records_found(forms, api.STAFF)
            context["following"] = following_rows([row]).get(row.pk)
            context["forms"] = [(form, found.get(form), search_address(form)) for form in forms]
            context["is_known"] = bool(found)
            return context


def search_address(words: str) -> str:
    """Where a visitor would look for it."""
    return f"{reverse('search')}?{urlencode({'q': words})}"
