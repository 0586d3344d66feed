"""A person's own voice: the first passages of what they told, ready to play."""

from dataclasses import replace

from django.utils import timezone

from archive.models import Interview, Person
from archive.states import ParticipantRole
from museum.clips import Clip, Key, clips_at
from museum.fetching import interview_cards, load_files, sound
from museum.listening import speakers_of
from museum.reader import Reader

MOST_PASSAGES = 3
PASSAGE_MS = 20_000


def is_known_narrator(record: Person) -> bool:
    """An interview given under a pseudonym must not be tied to the person by the back door."""
    return not record.interviewparticipant_links.filter(is_anonymous=True).exists()


def voice_of(interview: Interview, reader: Reader) -> list[Clip]:
    """A passage from the beginning of each of the first topics; what touches a cut is left out.

    The interview comes with its index points, its parts and their files.
    """
    points = list(interview.index_points.all())[:MOST_PASSAGES]
    keys: list[Key] = [
        (interview.pk, point.start_ms, min(point.end_ms or point.start_ms + PASSAGE_MS, point.start_ms + PASSAGE_MS))
        for point in points
    ]
    clips = clips_at(keys, {interview.pk: interview}, reader, with_sound=True)
    asked_by = {each.name.text for each in speakers_of(interview, reader) if each.kind != ParticipantRole.NARRATOR}
    told = (without(clips[key], asked_by) for key in keys if key in clips and not clips[key].is_cut)
    return [clip for clip in told if clip.lines]


def without(clip: Clip, voices: set[str]) -> Clip:
    """The words of a passage without those of some voices; its sound stays whole."""
    return replace(clip, lines=[line for line in clip.lines if line.speaker not in voices])


def passage_of_the_day(reader: Reader) -> Clip | None:
    """A passage for a front door on which nobody has put one: another interview each day, of those that are open
    and were recorded."""
    rows = Interview.objects.visible_to(reader.viewer).filter(index_points__isnull=False, parts__isnull=False)
    rows = rows.distinct().order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return None
    chosen = keys[timezone.localdate().toordinal() % len(keys)]
    interview = interview_cards(rows).prefetch_related("index_points", sound()).get(pk=chosen)
    load_files(part.recording.asset for part in interview.parts.all())
    return next(iter(voice_of(interview, reader)), None)
