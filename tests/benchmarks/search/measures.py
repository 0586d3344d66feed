"""The measurements of one engine. Times are taken around `search.api`: everything from analysis to highlights."""

import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from multiprocessing import get_context
from typing import TypeVar

from django.conf import settings
from elasticsearch import Elasticsearch

from search import api
from search.entries import Results
from tests.benchmarks.search.archive import LONG_INTERVIEW
from tests.benchmarks.search.client import client
from tests.benchmarks.search.figures import Figure, figure, median, p95
from tests.benchmarks.search.filling import fill, known, sample
from tests.benchmarks.search.questions import Asking, Question

Asked = TypeVar("Asked", bound=Hashable)

PER_PAGE = 10
ROUNDS = 3
"""After those that warm up. Every single time counts for the percentiles."""
WARM_UP = 3
"""Elasticsearch compiles what is asked for often only when it has been asked a thousand times."""

CLIENTS = 4
PAGES = (1, 10, 100)


def index(size: int) -> list[Figure]:
    made = known(size) or fill(size)
    engine = settings.SEARCH_ENGINE
    return [
        figure(engine, "index rate", "indexing, analysis included", made.per_second, "passages/s"),
        figure(engine, "index memory", "memory of the process that indexes", made.own_bytes / 1e6, "MB"),
        Figure(what="· with the files of the index it has mapped", value=made.mapped_bytes / 1e6, unit="MB"),
    ]


def query(size: int) -> list[Figure]:
    questions = Asking(sample(size)).all()
    times = _timed(questions, _ask)
    everything = [each for told in times.values() for each in told]
    engine = settings.SEARCH_ENGINE
    by_form: dict[str, list[float]] = defaultdict(list)
    for question, told in times.items():
        by_form[question.form] += told
    return [
        figure(engine, "query p50", "query, median", median(everything), "ms"),
        figure(engine, "query p95", "query, 95th percentile", p95(everything), "ms"),
        *(
            Figure(what=f"· {form}, median / p95 {p95(told):.1f}", value=median(told), unit="ms")
            for form, told in by_form.items()
        ),
    ]


def clients(size: int) -> list[Figure]:
    """The same questions from four processes at once, each in an order of its own."""
    context = get_context("spawn")
    barrier = context.Barrier(CLIENTS)
    told = context.SimpleQueue()
    processes = [context.Process(target=client, args=(size, number, barrier, told)) for number in range(CLIENTS)]
    for process in processes:
        process.start()
    answers: list[tuple[float, float, list[float]]] = [told.get() for _ in processes]
    for process in processes:
        process.join()
    times = [each for _, _, own in answers for each in own]
    seconds = max(ended for _, ended, _ in answers) - min(began for began, _, _ in answers)
    engine = settings.SEARCH_ENGINE
    return [
        figure(engine, "clients rate", f"{CLIENTS} clients at once, together", len(times) / seconds, "queries/s"),
        figure(engine, "clients p95", f"{CLIENTS} clients at once, 95th percentile", p95(times), "ms"),
    ]


def as_client(size: int, number: int, ready: Callable[[], object]) -> tuple[float, float, list[float]]:
    """When it began and ended to ask, and how long each answer took."""
    questions = Asking(sample(size)).all()
    order = questions[number * 97 :] + questions[: number * 97]
    for question in order:
        _ask(question)
    ready()
    began = time.time()
    times = [each for own in _timed(order, _ask, warm_up=0).values() for each in own]
    return began, time.time(), times


def suggest(size: int) -> list[Figure]:
    times = _timed(Asking(sample(size)).keystrokes(), lambda typed: api.suggest(typed, viewer=api.PUBLIC))
    everything = [each for told in times.values() for each in told]
    engine = settings.SEARCH_ENGINE
    return [
        figure(engine, "suggest p50", "suggestion per keystroke, median", median(everything), "ms"),
        figure(engine, "suggest p95", "suggestion per keystroke, 95th percentile", p95(everything), "ms"),
    ]


def within(size: int) -> list[Figure]:
    interview = sample(size)[0]
    asked = list(dict.fromkeys(Asking(sample(size)).inside(interview)))
    times = _timed(asked, lambda text: api.within(LONG_INTERVIEW, text, viewer=api.PUBLIC))
    everything = [each for told in times.values() for each in told]
    engine = settings.SEARCH_ENGINE
    return [
        figure(engine, "within p50", "within an interview of 5,000 segments, median", median(everything), "ms"),
        figure(engine, "within p95", "within an interview of 5,000 segments, 95th percentile", p95(everything), "ms"),
    ]


def pages(size: int) -> list[Figure]:
    """The same query page by page; the last page is that of the records that match, whatever their number."""
    texts = ("师傅", "厂里", "一个")
    figures = []
    for sort in ("relevance", "newest"):
        for page in (*PAGES, 0):
            times: list[float] = []
            depths: list[int] = []
            for text in texts:
                last = _page(text, sort, 1).pages
                wanted = min(page or last, last)
                depths.append(wanted)
                own = _timed([wanted], lambda number, text=text, sort=sort: _page(text, sort, number), rounds=15)  # type: ignore[misc]
                times += own[wanted]
            name = f"page {page}" if page else f"last page ({max(depths):,})"
            figures.append(Figure(what=f"by {sort}, {name}", value=median(times), unit="ms"))
    return figures


def _page(text: str, sort: str, number: int) -> Results:
    return api.search(text, viewer=api.PUBLIC, sort=sort, page=number, per_page=PER_PAGE)  # type: ignore[arg-type]


def _ask(question: Question) -> None:
    api.search(question.text, viewer=api.PUBLIC, filters=question.filters, sort=question.sort, per_page=PER_PAGE)


def _forget_answers() -> None:
    """Elasticsearch keeps what it counted for a question and would not count again. Visitors seldom ask the same."""
    if settings.SEARCH_ENGINE == "elastic":
        Elasticsearch(settings.ELASTICSEARCH_URL).indices.clear_cache(request=True)


def _timed(
    asked: Iterable[Asked], ask: Callable[[Asked], object], *, rounds: int = ROUNDS, warm_up: int = WARM_UP
) -> dict[Asked, list[float]]:
    """Each question with its times in ms, round by round, so that no question meets its own answer in a cache alone."""
    times: dict[Asked, list[float]] = defaultdict(list)
    wanted = list(asked)
    for number in range(warm_up + rounds):
        _forget_answers()
        for question in wanted:
            began = time.perf_counter()
            ask(question)
            if number >= warm_up:
                times[question].append((time.perf_counter() - began) * 1000)
    return times
