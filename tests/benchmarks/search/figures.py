"""What was measured, against what it may be. Free of Django."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of the table. With a limit, `at_least` says on which side of it the number has to be."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def is_over(self) -> bool:
        if self.limit is None:
            return False
        return self.value < self.limit if self.at_least else self.value > self.limit

    @property
    def told(self) -> str:
        return f"{shortly(self.value)} {self.unit}".strip()

    @property
    def bound(self) -> str:
        if self.limit is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {shortly(self.limit)}"


def shortly(value: float) -> str:
    """Three digits are all that a shared machine can tell."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


LIMITS: dict[str, dict[str, float]] = {
    "embedded": {
        "query p50": 5,
        "query p95": 15,
        "clients p95": 40,
        "clients rate": 250,
        "suggest p95": 5,
        "within p95": 10,
        "growth": 4,
        "index rate": 3_000,
        "index memory": 600,
        "save": 3,
    },
    "elastic": {
        "query p50": 15,
        "query p95": 40,
        "clients p95": 80,
        "suggest p95": 15,
        "within p95": 20,
        "growth": 4,
        "index rate": 2_000,
        "save": 3,
    },
}
AT_LEAST = frozenset({"clients rate", "index rate"})


def figure(engine: str, key: str, what: str, value: float, unit: str) -> Figure:
    """A figure with the limit that this engine has for it, if it has one."""
    return Figure(what=what, value=value, unit=unit, limit=LIMITS[engine].get(key), at_least=key in AT_LEAST)
