"""Deleting several at once: of what the account may open. Wagtail would name the rest on its page of refusals."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.utils.functional import classproperty
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models

from archive.editing import editable_by


class DeleteSeveral(DeleteBulkAction):
    @classproperty
    def models(cls) -> list[type[Any]]:  # noqa: N805  of the class, as Wagtail asks for it
        return [model for model in get_snippet_models() if model._meta.app_label == "archive"]

    def get_queryset(self, model: type[Any], object_ids: Iterable[Any]) -> list[Any]:
        numbers = [int(pk) for pk in map(str, object_ids) if pk.isascii() and pk.isdigit() and len(pk) < 19]
        found = list(editable_by(self.request.user, model._default_manager.filter(pk__in=numbers)))
        if not found:
            raise Http404
        return found
