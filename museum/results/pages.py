"""Links to the pages of an answer: the first, those around, the last."""

from dataclasses import dataclass

from django.core.paginator import Paginator

from museum.results.asked import Asked
from search.entries import Results


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number; without a number it is the gap …."""

    number: int | None
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one can turn to. Empty addresses where there is nothing to turn to."""

    numbers: tuple[PageLink, ...]
    before: str
    after: str

    @property
    def is_needed(self) -> bool:
        return len(self.numbers) > 1


def pages(asked: Asked, results: Results) -> Pages:
    paginator = Paginator(range(results.total), results.per_page)
    here = min(results.page, paginator.num_pages)
    shown = paginator.get_elided_page_range(here, on_each_side=2, on_ends=1)
    numbers = tuple(
        PageLink(each, asked.but(page=each).url, each == here) if isinstance(each, int) else PageLink(None, "")
        for each in shown
    )
    before = asked.but(page=here - 1).url if here > 1 else ""
    return Pages(numbers, before, asked.but(page=here + 1).url if here < paginator.num_pages else "")
