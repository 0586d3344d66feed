"""A chooser that offers only what the account may refer to, and makes what is missing as a draft."""

from typing import Any

from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetCreateView,
)

from archive.editing import View, choosable_by, guarded


class OfferedView(ChooseView):  # type: ignore[misc]  # untyped library
    def get_object_list(self) -> QuerySet[Any]:
        return choosable_by(self.request.user, super().get_object_list())


class OfferedResultsView(ChooseResultsView):  # type: ignore[misc]  # untyped library
    def get_object_list(self) -> QuerySet[Any]:
        return choosable_by(self.request.user, super().get_object_list())


class ChosenRowsView(SnippetChosenMultipleView):  # type: ignore[misc]  # untyped library
    """Several at once. Ids that are no numbers choose nothing."""

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        numbers = [int(pk) for pk in pks if pk.isascii() and pk.isdigit() and len(pk) < 19]
        return choosable_by(self.request.user, super().get_objects(numbers))


class DraftView(SnippetCreateView):  # type: ignore[misc]  # untyped library
    """Made from a dialog, with a name and little else: a draft until somebody has looked at it."""

    def save_form(self, form: Any) -> Any:
        drafted = isinstance(form.instance, DraftStateMixin)
        if drafted:
            form.instance.live = False
        instance = form.save()
        log(instance, "wagtail.create", user=self.request.user)
        if drafted:
            instance.save_revision(user=self.request.user)
        return instance


class ArchiveChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]  # untyped library
    choose_view_class = OfferedView
    choose_results_view_class = OfferedResultsView
    chosen_multiple_view_class = ChosenRowsView
    create_view_class = DraftView

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        return guarded(super().construct_view(view_class, **kwargs), self.model, choosable_by)
