"""The recordings of an interview as the page's own audio elements need them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from archive.models import Interview, InterviewPart
from media.models import Recording, Visibility
from media.models.derivative import State
from museum.timecodes import seconds

QUALITIES = ("normal", "low", "film")
"""Recipes a browser may play, in the order it is offered them; low first is the listener's choice."""

KEPT_BACK = frozenset({Visibility.KEEPERS, Visibility.SEALED})
"""Sound that another record, or a withdrawal, closes for the public."""

EARLY = "first"
"""The recipe that is there within seconds of an upload; played only until a better one is made."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file a browser may choose; `quality` is the recipe it was made by."""

    url: str
    media_type: str
    quality: str
    size_bytes: int = 0

    @property
    def kind(self) -> str:
        """What the recipe is called by those who listen."""
        names = {"low": _("省流量"), "normal": _("标准音质"), "film": _("录像")}
        return names.get(self.quality, _("先听"))

    @property
    def plain_url(self) -> str:
        """The whole file, from its beginning."""
        return self.url.partition("#")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One recording on the interview's own clock. Without sources `state` says why there is nothing to hear:
    "converting", "failed", or "refused" when the sound is kept back though the words are open."""

    title: str
    offset_ms: int
    duration_ms: int
    is_video: bool
    sources: list[Source] = field(default_factory=list)
    peaks_url: str = ""
    poster_url: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What hearing all of it costs in bytes; 0 where there is no such version."""

    low_bytes: int
    normal_bytes: int


def cost_of(parts: Sequence[Part]) -> Cost:
    """Of the first format of each, which is the one most browsers take."""

    def total(quality: str) -> int:
        firsts = (next((each for each in part.sources if each.quality == quality), None) for part in parts)
        return sum(each.size_bytes for each in firsts if each)

    return Cost(total("low"), total("normal"))


def parts_of(
    interview: Interview,
    start_ms: int | None = None,
    end_ms: int | None = None,
    *,
    saving: bool = False,
    is_public: bool = True,
) -> list[Part]:
    """In order. The part that holds `start_ms` opens at that second, also without script (media fragment `#t=`).
    A visitor who is `saving` is offered the small files first."""
    rows = sorted(interview.parts.all(), key=lambda row: row.offset_ms)
    holding = max((row.offset_ms for row in rows if start_ms is not None and row.offset_ms <= start_ms), default=None)
    recipes = sorted(QUALITIES, key=lambda recipe: recipe != "low") if saving else QUALITIES
    return [
        part_of(
            row,
            _fragment(row, start_ms, end_ms) if start_ms and row.offset_ms == holding else "",
            recipes,
            is_public=is_public,
        )
        for row in rows
    ]


def silences_of(interview: Interview) -> list[tuple[int, int]]:
    """Where its recordings are muted (ms, on the interview's clock): what is heard, whatever the words leave out."""
    return [
        (row.offset_ms + start, row.offset_ms + end)
        for row in interview.parts.all()
        for start, end in row.recording.muted_ranges
    ]


def part_at(interview: Interview, start_ms: int, end_ms: int) -> Part | None:
    """The one recording that holds a moment, set to play from there to the end of the moment."""
    found = [part for part in parts_of(interview, start_ms, end_ms) if part.offset_ms <= start_ms]
    return found[-1] if found and found[-1].sources else None


def part_of(
    row: InterviewPart, fragment: str = "", recipes: Sequence[str] = QUALITIES, *, is_public: bool = True
) -> Part:
    recording = row.recording
    is_refused = is_public and recording.asset.visibility in KEPT_BACK
    sources = [] if is_refused else _sources(recording, recipes, fragment) or _sources(recording, [EARLY], fragment)
    return Part(
        title=row.title,
        offset_ms=row.offset_ms,
        duration_ms=recording.duration_ms,
        is_video=recording.is_video,
        sources=sources,
        peaks_url="" if is_refused else recording.peaks_url,
        poster_url="" if is_refused else recording.poster_url,
        state="" if sources else "refused" if is_refused else _waiting(recording),
    )


def _waiting(recording: Recording) -> str:
    """Failed only when nothing is left that could still come."""
    states = {row.state for row in recording.asset.derivatives.all() if row.recipe in (*QUALITIES, EARLY)}
    return "failed" if State.FAILED in states and states <= {State.FAILED, State.DONE} else "converting"


def _sources(recording: Recording, recipes: Sequence[str], fragment: str) -> list[Source]:
    return [
        Source(f"{file.url}{fragment}", file.media_type, recipe, file.size_bytes)
        for recipe in recipes
        for file in recording.asset.served_files(recipe)
    ]


def _fragment(row: InterviewPart, start_ms: int, end_ms: int | None) -> str:
    end = f",{seconds(end_ms - row.offset_ms)}" if end_ms else ""
    return f"#t={seconds(start_ms - row.offset_ms)}{end}"
