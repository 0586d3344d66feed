"""A picture or document that holds an upload is ingested just before its row is saved."""

from typing import Any

from django.db.models.signals import post_delete, pre_save

from media.models import Document, Picture, Visibility
from media.models.fields import original_file
from media.services.adding import ingest_held
from media.services.visibility import set_visibility


def ingest_before_saving(instance: Picture | Document, *, raw: bool = False, **kwargs: Any) -> None:
    if not raw and original_file(instance).is_held:
        ingest_held(instance=instance)


def seal_after_deleting(instance: Picture | Document, **kwargs: Any) -> None:
    set_visibility(assets=[instance.asset], visibility=Visibility.SEALED)


def connect() -> None:
    for model in (Picture, Document):
        pre_save.connect(ingest_before_saving, sender=model, dispatch_uid=f"ingest {model.__name__}")
        post_delete.connect(seal_after_deleting, sender=model, dispatch_uid=f"seal {model.__name__}")
