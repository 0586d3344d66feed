"""What was asked and not found: the curators' work list, made of the log of searches.

A query counts as missed when it found nothing, only parts of what was asked, or only what sounds alike. Whether it
finds now is asked of the search itself, as a visitor would ask.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from search import api
from search.engines.base import EngineError
from search.entries import Loosened
from search.models import DismissedQuery, LoggedSearch

MISSED = Q(total=0) | ~Q(loosened="") | Q(reason="sound")
MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a visitor who asks this now would get."""

    total: int
    loosened: Loosened
    reason: str

    @property
    def is_found(self) -> bool:
        return self.total > 0 and not self.loosened and self.reason != "sound"


@dataclass(frozen=True, slots=True)
class Overview:
    """Searches of a period, and shares of them in per cent."""

    searches: int
    missed: int
    opened: int
    most_asked: list[dict[str, Any]]
    most_opened: list[dict[str, Any]]

    @property
    def missed_share(self) -> int:
        return round(self.missed * 100 / self.searches) if self.searches else 0

    @property
    def opened_share(self) -> int:
        return round(self.opened * 100 / self.searches) if self.searches else 0


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def missed_queries(since: datetime, *, dismissed: bool = False) -> QuerySet[Any, Any]:
    """One row for each query with a miss in the period, most frequent first. `nothing` counts how often there was
    nothing at all."""
    put_aside = DismissedQuery.objects.values("query")
    rows = LoggedSearch.objects.since(since).missed()
    rows = rows.filter(query__in=put_aside) if dismissed else rows.exclude(query__in=put_aside)
    found: QuerySet[Any, Any] = rows.by_query().annotate(nothing=Count("pk", filter=Q(total=0)))
    return found


def waiting_count(since: datetime) -> int:
    """How many queries wait for a curator: those that have not been found since, and were not put aside."""
    return (
        LoggedSearch.objects.since(since)
        .exclude(query__in=DismissedQuery.objects.values("query"))
        .values("query")
        .annotate(last_missed=Max("pk", filter=MISSED), last_found=Max("pk", filter=~MISSED))
        .filter(Q(last_missed__gt=F("last_found")) | Q(last_found=None))
        .count()
    )


def outcome(query: str) -> Outcome | None:
    """Asks now; None when the engine does not answer."""
    try:
        results = api.search(query, viewer=api.PUBLIC, per_page=1)
    except EngineError:
        return None
    reason = results.hits[0].reason if results.hits else ""
    return Outcome(results.total, results.loosened, reason)


def overview(since: datetime) -> Overview:
    rows = LoggedSearch.objects.since(since)
    counted = rows.aggregate(
        searches=Count("pk"), missed=Count("pk", filter=MISSED), opened=Count("pk", filter=~Q(opened_kind=""))
    )
    grouped = rows.by_query()
    return Overview(
        **counted,
        most_asked=list(grouped[:MOST_LISTED]),
        most_opened=list(grouped.filter(opened__gt=0).order_by("-opened", "query")[:MOST_LISTED]),
    )


def dismiss(query: str) -> None:
    """Puts a query aside, until `restore`."""
    DismissedQuery.objects.get_or_create(query=query)


def restore(query: str) -> None:
    DismissedQuery.objects.filter(query=query).delete()
