"""From a save in the database to the first search that finds it, with a real worker process in between."""

import subprocess
import sys
import time

from django.conf import settings

from archive.models import Place
from archive.states import PlaceKind
from search import api
from search.models import OutboxRow
from tests.benchmarks.search.figures import Figure, figure, median

TIMES = 7
NAMES = ("鹦鹉螺号泵房", "麒麟阁料场", "蟋蟀岭站台", "琥珀巷食堂", "貔貅门值班室", "珊瑚坝仓库", "鸢尾路工段")
POLL_SECONDS = 0.02
PATIENCE_SECONDS = 30.0


def save(size: int) -> list[Figure]:
    worker = subprocess.Popen([sys.executable, str(settings.PROJECT_DIR / "manage.py"), "worker"])
    try:
        _found_after(Place(slug="bench-first", name="先暖一暖机", kind=PlaceKind.FACILITY, live=True))
        times = [
            _found_after(Place(slug=f"bench-{number}", name=name, kind=PlaceKind.FACILITY, live=True))
            for number, name in enumerate(NAMES)
        ]
        for place in Place.objects.filter(slug__startswith="bench-"):
            place.delete()
        _settled()
    finally:
        worker.terminate()
        worker.wait(timeout=PATIENCE_SECONDS)
    engine = settings.SEARCH_ENGINE
    return [
        figure(engine, "save", "save to findable, the slowest of seven", max(times), "s"),
        Figure(what="save to findable, median", value=median(times), unit="s"),
    ]


def _found_after(place: Place) -> float:
    """Seconds from the beginning of the save."""
    began = time.perf_counter()
    place.save()
    while not _is_found(place.name):
        if time.perf_counter() - began > PATIENCE_SECONDS:
            raise TimeoutError(f"{place.name} was saved {PATIENCE_SECONDS:.0f} s ago and is not found.")
        time.sleep(POLL_SECONDS)
    return time.perf_counter() - began


def _settled() -> None:
    """What waits to be taken out of the index is kept out of every answer until then, and would slow what follows."""
    began = time.perf_counter()
    while OutboxRow.objects.exists() and time.perf_counter() - began < PATIENCE_SECONDS:
        time.sleep(POLL_SECONDS)


def _is_found(name: str) -> bool:
    """Itself, not something like it."""
    return any(hit.title == name for hit in api.search(name, viewer=api.PUBLIC, exact=True).hits)
