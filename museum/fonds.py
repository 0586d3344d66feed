"""The fonds as a tree by the levels of ISAD(G), with how much lies at each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Value

from archive.models import Artifact, Collection, Interview, Photograph
from museum.reader import Reader


@dataclass(slots=True)
class Branch:
    """One unit of description; `total` counts what lies in it and below."""

    collection: Collection
    number: int = 0
    branches: list["Branch"] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.number + sum(branch.total for branch in self.branches)


def tree(reader: Reader) -> list[Branch]:
    """The fonds this reader may see, each with what is below it; two queries. What hangs below a draft is not shown."""
    rows = list(Collection.objects.visible_to(reader.viewer).order_by("reference_code"))
    below: dict[int | None, list[Collection]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    numbers = numbers_held(reader)
    return [_branch(row, below, numbers, frozenset()) for row in below[None]]


def subtree(collection: Collection, reader: Reader) -> list[Branch]:
    """What is below one unit."""
    waiting = tree(reader)
    for branch in waiting:
        if branch.collection.pk == collection.pk:
            return branch.branches
        waiting.extend(branch.branches)
    return []


def lineage(collection: Collection, above: Iterable[Collection]) -> list[Collection]:
    """From the fonds down to the unit's own parent; `above` are all that may be shown."""
    by_key = {row.pk: row for row in above}
    found: list[Collection] = []
    parent = by_key.get(collection.parent_id or 0)
    while parent is not None and parent not in found:
        found.insert(0, parent)
        parent = by_key.get(parent.parent_id or 0)
    return found


def numbers_held(reader: Reader) -> dict[int, int]:
    """How many records lie directly in each unit, in one query."""
    counted = [
        model.objects.visible_to(reader.viewer)
        .filter(collection__isnull=False)
        .order_by()
        .values("collection")
        .annotate(what=Value(model.KIND), number=Count("pk"))
        .values("collection", "what", "number")
        for model in (Artifact, Photograph, Interview)
    ]
    found: dict[int, int] = defaultdict(int)
    for row in counted[0].union(*counted[1:], all=True):
        found[row["collection"]] += row["number"]
    return dict(found)


def _branch(
    row: Collection, below: Mapping[int | None, list[Collection]], numbers: Mapping[int, int], above: frozenset[int]
) -> Branch:
    """A unit that names one of its own as its parent hangs nowhere, so `above` only guards against bad data."""
    inside = above | {row.pk}
    branches = [_branch(each, below, numbers, inside) for each in below.get(row.pk, []) if each.pk not in inside]
    return Branch(row, numbers.get(row.pk, 0), branches)
