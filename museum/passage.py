"""A passage of an interview, from one line to another: what a family sends on and a paper cites.

Its address names the seconds, because they stay when words are corrected. Its card and its QR code name the ids of
the first and the last segment, because the picture shows their words, and must die with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse

from archive.models import Interview, Segment, Transcript
from museum.listening import Line, choose_transcript, lines_of, speakers_of
from museum.reader import Reader
from museum.sharing import absolute
from museum.timecodes import seconds, timecode

LONGEST_SEGMENTS: Final = 40
"""More than a minute or two is no quotation: whoever wants more sends the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Lines of one layer in a row, as this reader may read them; none of them is cut."""

    interview: Interview
    lines: Sequence[Line]
    layer: str = ""
    """Kept in addresses when it is not the one that is shown unasked."""

    @property
    def start_ms(self) -> int:
        return self.lines[0].start_ms

    @property
    def end_ms(self) -> int:
        return self.lines[-1].end_ms

    @property
    def span(self) -> str:
        """00:12:47–00:13:05."""
        return f"{timecode(self.start_ms)}–{timecode(self.end_ms)}"

    @property
    def url(self) -> str:
        """Its place on the interview's page: it plays from the first of its seconds to the last."""
        query = urlencode({"layer": self.layer} if self.layer else {})
        span = f"t={seconds(self.start_ms)},{seconds(self.end_ms)}"
        asked = f"{span}&{query}" if query else span
        return f"{self.interview.get_absolute_url()}?{asked}#s-{self.lines[0].uid}"

    @property
    def full_url(self) -> str:
        return absolute(self.url)

    @property
    def short_url(self) -> str:
        """For the QR code: the ids of the segments, wherever they are by then."""
        return absolute(reverse("passage-address", args=self._ids))

    @property
    def card_url(self) -> str:
        return reverse("quote-card", args=self._ids)

    @property
    def _ids(self) -> list[str]:
        return [self.interview.slug, self.lines[0].uid, self.lines[-1].uid]

    @property
    def words(self) -> str:
        """With the names of those who speak, where it is more than one."""
        voices = {line.speaker for line in self.lines}
        if len(voices) == 1:
            return "".join(line.text for line in self.lines)
        said = ""
        before = None
        for line in self.lines:
            turn = f"\n{line.speaker}：" if line.speaker and line.speaker != before else ""
            said += turn + line.text
            before = line.speaker
        return said.strip()

    def narrators(self, reader: Reader) -> str:
        """Whoever speaks here without asking; else the narrators of the interview."""
        here = list(dict.fromkeys(line.speaker for line in self.lines if line.speaker and not line.asks))
        known = [each.name.text for each in speakers_of(self.interview, reader) if each.kind == "narrator"]
        return "、".join([name for name in here if name in known] or here or known)


def passage_in(
    interview: Interview, lines: Sequence[Line], start_ms: int, end_ms: int, layer: str = ""
) -> Passage | None:
    """The lines of which the greater part lies within; None where there are none, too many, or something is cut."""
    inside = [line for line in lines if _belongs(line, start_ms, end_ms)]
    return _passage(interview, inside, layer)


def _belongs(line: Line, start_ms: int, end_ms: int) -> bool:
    """What is cut belongs as soon as it touches: half a sentence tells too."""
    inside_ms = min(line.end_ms, end_ms) - max(line.start_ms, start_ms)
    return inside_ms > 0 and (line.is_cut or inside_ms * 2 >= line.length_ms)


def _passage(interview: Interview, lines: Sequence[Line], layer: str) -> Passage | None:
    if not lines or len(lines) > LONGEST_SEGMENTS or any(line.is_cut for line in lines):
        return None
    return Passage(interview=interview, lines=lines, layer=layer)


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last segment of a passage, where they stand now."""

    first: Segment
    last: Segment

    @property
    def transcript(self) -> Transcript:
        return self.first.transcript


def ends_of(interview: Interview, first_uid: str, last_uid: str) -> Ends | None:
    """None unless both are in one readable layer, in this order and not further apart than a passage may be long."""
    rows = Segment.objects.filter(transcript__in=interview.transcripts.readable(), uid__in={first_uid, last_uid})
    found = {row.uid: row for row in rows.select_related("transcript")}
    first, last = found.get(first_uid), found.get(last_uid)
    if first is None or last is None or first.transcript_id != last.transcript_id:
        return None
    return Ends(first, last) if 0 <= last.order - first.order < LONGEST_SEGMENTS else None


def passage_between(interview: Interview, ends: Ends, reader: Reader) -> Passage | None:
    """None when any of it may not be read: a passage with a hole is not the passage that was sent."""
    transcript = ends.transcript
    transcript.interview = interview
    between = Segment.objects.filter(order__gte=ends.first.order, order__lte=ends.last.order)
    rows = Prefetch("segments", queryset=between.select_related("person").order_by("order", "start_ms"))
    layers = list(interview.transcripts.readable())
    unasked = choose_transcript(layers, "")
    layer = transcript.layer if unasked and unasked.pk != transcript.pk else ""
    prefetched = Transcript.objects.prefetch_related(rows).get(pk=transcript.pk)
    prefetched.interview = interview
    return _passage(interview, lines_of(prefetched, reader), layer)
