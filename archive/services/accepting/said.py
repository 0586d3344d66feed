"""What a curator has filled in beside a contributor's words, and the files it is about."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils.translation import gettext

from archive.contribution_states import FileCheck
from archive.models import Contribution, ContributionItem, FaceRegion, Person, Record

READY = frozenset({FileCheck.OFF, FileCheck.CLEAN})


class CannotAccept(ValueError):
    """Not like this. `str()` is a sentence for the curator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`credit` is how the teller is called in public; `record` an existing record this is put to; `key` is that of the
    form, which makes nothing twice."""

    title: str = ""
    date: str = ""
    story: str = ""
    credit: str = ""
    items: tuple[int, ...] = ()
    person: Person | None = None
    record: Record | None = None
    face: FaceRegion | None = None
    key: UUID = field(default_factory=uuid4)


def chosen_items(contribution: Contribution, said: Said, kinds: Collection[str]) -> list[ContributionItem]:
    """The files that were ticked, in order. Raises CannotAccept for what the scanner has not seen."""
    rows = contribution.items.filter(pk__in=said.items, asset__kind__in=kinds).select_related("asset__original")
    items = list(rows)
    for item in items:
        if item.check_state not in READY:
            raise CannotAccept(gettext("“%(name)s”还没有查过毒，等查完再收。") % {"name": item.asset})
    return items
