"""What nearly every page needs and few changes touch, remembered in this process until the stamp is another.

Not in the cache of the database: asking that costs as much as what is asked for. The stamp is read before the thing is
made, so that what is remembered under it is never older than it says; the day counts, since embargoes end by it.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar, cast

from django.http import HttpRequest
from django.utils import timezone

from museum import stamp

Thing = TypeVar("Thing")

SAFE: Final = frozenset({"GET", "HEAD"})

_remembered: dict[Hashable, tuple[str, Any]] = {}
"""By name, the stamp and what was made under it: of each thing the last one only."""


def remembered(request: HttpRequest | None, name: Hashable, make: Callable[[], Thing]) -> Thing:
    """The thing as of this request. One that may change something itself gets it made anew."""
    if request is None or request.method not in SAFE or not (now := stamp.of(request)):
        return make()
    moment = f"{now} {timezone.localdate()}"
    known, thing = _remembered.get(name, ("", None))
    if known != moment:
        thing = make()
        _remembered[name] = (moment, thing)
    return cast(Thing, thing)
