"""等着看的: every contribution as a curator meets it, longest waiting first, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from archive.contribution_states import ContributionKind, ContributionState
from archive.models import Call, Contact, Contribution, Grid

PER_PAGE: Final = 25
LATE_DAYS: Final = 14
"""The receipt promises a week or two."""
WAITING, EVERYTHING = "waiting", "all"
MINE, NOBODY = "me", "nobody"
WORDS: Final = ("story", "what", "when", "where", "who", "items__words", "parties__name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the queue is wanted, as the address says it. What is unknown asks for nothing."""

    state: str = WAITING
    kind: str = ""
    call: str = ""
    grid: str = ""
    whose: str = ""
    words: str = ""

    @classmethod
    def of(cls, typed: QueryDict) -> "Asked":
        state, kind = typed.get("state", WAITING), typed.get("kind", "")
        call, grid = typed.get("call", ""), typed.get("grid", "")
        return cls(
            state=state if state == EVERYTHING or state in SHOWN_STATES else WAITING,
            kind=kind if kind in ContributionKind.values else "",
            call=call if _is_key(call) else "",
            grid=grid if _is_key(grid) else "",
            whose=typed.get("whose", "") if typed.get("whose") in (MINE, NOBODY) else "",
            words=typed.get("q", "").strip()[:60],
        )

    @property
    def address(self) -> str:
        """The same question as a query string; empty for the queue as it opens."""
        asked = {
            "state": "" if self.state == WAITING else self.state,
            "kind": self.kind, "call": self.call, "grid": self.grid, "whose": self.whose, "q": self.words,
        }  # fmt: skip
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in asked.items() if value})
        return query.urlencode()


SHOWN_STATES: Final = frozenset(ContributionState.values) - {ContributionState.DRAFT}


def queue(asked: Asked, user: Any) -> QuerySet[Contribution]:
    """The rows, unfetched. Those waiting come oldest first, everything else newest first."""
    rows = Contribution.objects.handed_in()
    if asked.state == WAITING:
        rows = rows.filter(state__in=ContributionState.waiting())
    elif asked.state != EVERYTHING:
        rows = rows.filter(state=asked.state)
    equals = {"kind": asked.kind, "call": asked.call, "grid": asked.grid}
    rows = rows.filter(**{name: value for name, value in equals.items() if value})
    if asked.whose:
        rows = rows.filter(assigned_to=user) if asked.whose == MINE else rows.filter(assigned_to=None)
    if asked.words:
        found = Q()
        for name in WORDS:
            found |= Q(**{f"{name}__icontains": asked.words})
        rows = rows.filter(pk__in=Contribution.objects.filter(found).values("pk"))
    is_waiting = asked.state in {WAITING, *ContributionState.waiting()}
    return rows.order_by(*(("received_at", "pk") if is_waiting else ("-received_at", "-pk")))


def for_list(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """With everything a line shows."""
    return (
        rows.select_related("call", "grid", "assigned_to", "hold__holder", "book")
        .prefetch_related("parties", "items__asset__derivatives")
        .annotate(
            files=Count("items", distinct=True),
            is_reachable=Exists(Contact.objects.filter(party__contribution=OuterRef("pk"))),
            answers=Count(
                "messages",
                filter=Q(messages__sender="contributor", messages__sent_at__gt=F("received_at")),
                distinct=True,
            ),
        )
    )


def neighbours(asked: Asked, user: Any, pk: int) -> tuple[int | None, int | None]:
    """The contributions before and after this one in the queue; of one that has left it, the first as the next."""
    keys = list(queue(asked, user).values_list("pk", flat=True))
    if pk not in keys:
        return None, keys[0] if keys else None
    place = keys.index(pk)
    return (keys[place - 1] if place else None, keys[place + 1] if place + 1 < len(keys) else None)


def calls_and_grids() -> dict[str, Any]:
    """For the two lists of choices."""
    return {"calls": list(Call.objects.only("pk", "title")), "grids": list(Grid.objects.only("pk", "name"))}


def days_waited(contribution: Contribution) -> int:
    """Whole days since it came."""
    came = contribution.received_at or contribution.created_at
    return (timezone.localdate() - timezone.localdate(came)).days


def note_wait(row: Any) -> None:
    """Sets on a row of the list how long it has waited, and whether that is too long."""
    row.days_waited = days_waited(row)
    row.is_late = row.days_waited >= LATE_DAYS and row.state in ContributionState.waiting()


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
