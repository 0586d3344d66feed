"""What has to be true before something is published. Asked by the model itself, so that no way round leads past it."""

from typing import Any

from archive.models import Curated, Person, Record
from archive.services.consent import check_publishable


def check(instance: Curated, revision: Any, **kwargs: Any) -> None:
    """Raises ConsentMissing when the revision would show what nobody has agreed to."""
    if isinstance(instance, Record | Person):
        check_publishable(revision.as_object(), stored=instance)
