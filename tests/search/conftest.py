"""What the tests of the search share: groups of users as the simplest searched model, registered for one test."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group

from search import registry
from search.entries import Entry
from search.models import OutboxRow
from search.rebuilding import rebuild


class Unreadable(Exception):
    """Raised for a record that the test declared broken."""


def group_entry(group: Group) -> Entry | None:
    """`隐藏…` must not be in the index, `坏…` cannot be read."""
    if group.name.startswith("隐藏"):
        return None
    if group.name.startswith("坏"):
        raise Unreadable(group.name)
    return Entry(id=f"group:{group.pk}", kind="group", url=f"/groups/{group.pk}/", title=group.name)


@pytest.fixture
def only_groups() -> Iterator[None]:
    """Groups are the one searched model, whatever the rest of the museum has registered."""
    kept, followed = dict(registry._registrations), dict(registry._followed)
    _empty()
    registry.register(
        Group,
        kind="group",
        to_entry=group_entry,
        queryset=lambda: Group.objects.exclude(name__in=["Editors", "Moderators"]),  # Wagtail's own
        urgent_when=lambda group: group.name.startswith("隐藏"),
    )
    yield
    _empty()
    registry._registrations.update(kept)
    registry._followed.update(followed)


@pytest.fixture
def index(db: None, only_groups: None) -> None:
    """An empty live index."""
    rebuild()
    OutboxRow.objects.all().delete()


def _empty() -> None:
    registry._registrations.clear()
    registry._followed.clear()
    registry.concerned_by.cache_clear()
    registry.parental_links.cache_clear()
