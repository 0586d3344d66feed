"""What records, persons and places share: drafts, revisions, workflow, locks, preview, one announcement when saved."""

import uuid
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from archive import previews
from archive.log_actions import PUBLISHING_REFUSED
from archive.signals import about_to_publish, curated_saved


class Curated(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """Anything a curator drafts, submits, publishes and takes back. The order of the mixins is Wagtail's."""

    KIND = ""
    """The kind in entry ids, URL names and template names: artifact, photograph, interview, person, place …"""

    KEPT_WHEN_REVERTED: tuple[tuple[str, str], ...] = ()
    """(field, value): once the row has this value, publishing an older revision must not take it back."""

    is_being_saved = False
    """True while `save` writes the inline rows, whose listeners then leave the settling to the record's own."""

    uuid = models.UUIDField(_("UUID"), default=uuid.uuid4, unique=True, editable=False)
    is_demo = models.BooleanField(_("演示数据"), default=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Rows, inline rows, tags and what listeners write are one transaction: a crash leaves all or nothing."""
        with transaction.atomic():
            self.is_being_saved = True
            try:
                super().save(*args, **kwargs)
            finally:
                self.is_being_saved = False
            curated_saved.send(sender=type(self), instance=self)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Every way of publishing ends here: form, workflow, bulk action, schedule, code.

        Raises archive.services.consent.ConsentMissing when the museum may not show it.
        """
        try:
            about_to_publish.send(sender=type(self), instance=self, revision=revision)
        except ValidationError as error:
            if revision.approved_go_live_at is None:
                raise
            # Nobody is there to read it, and what else is due must not wait behind it.
            type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            log(instance=self, action=PUBLISHING_REFUSED, data={"why": " ".join(error.messages)})
            return None
        return super().publish(revision, *args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """An older revision may bring back words, never a permission that was taken away since, nor an identity."""
        restored: Self = super().with_content_json(content)
        restored.uuid = self.uuid
        restored.created_at = self.created_at
        for field, value in self.KEPT_WHEN_REVERTED:
            if getattr(self, field) == value:
                setattr(restored, field, value)
        return restored

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return f"museum/views/{self.KIND}.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        page = previews.context_for(self.KIND, self, request)
        return {"request": request, self.KIND: self, "record": self, **page, "is_preview": True}
