"""Small interviews to look at: one sentence a second, told by a person who may be named."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from archive.models import Interview, Person, Segment, Transcript
from archive.states import Layer
from tests.factories.archive import (
    InterviewFactory,
    PartFactory,
    ParticipantFactory,
    PersonFactory,
    SegmentFactory,
    TranscriptFactory,
)


@dataclass(frozen=True)
class Told:
    """An interview with everything it takes to be read."""

    interview: Interview
    narrator: Person
    transcript: Transcript
    segments: list[Segment]

    @property
    def url(self) -> str:
        return self.interview.get_absolute_url()


def tell(*texts: str, layer: str = Layer.RAW, narrator: Person | None = None, **interview: Any) -> Told:
    """An interview whose n-th text is spoken in the n-th second."""
    told = InterviewFactory.create(**interview)
    who = narrator or PersonFactory.create(name="周桂生", generation="1")
    ParticipantFactory.create(interview=told, person=who)
    PartFactory.create(interview=told)
    transcript, segments = write(told, *texts, layer=layer)
    return Told(told, who, transcript, segments)


def write(interview: Interview, *texts: str, layer: str = Layer.RAW) -> tuple[Transcript, list[Segment]]:
    """A layer of an interview."""
    transcript = TranscriptFactory.create(interview=interview, layer=layer)
    return transcript, [
        SegmentFactory.create(transcript=transcript, order=n, text=text) for n, text in enumerate(texts)
    ]


def serve_sound(interview: Interview) -> None:
    """The rows of conversions that are done, as the worker leaves them; no test here plays the bytes."""
    files = [{"name": "opus.ogg", "media_type": "audio/ogg", "size_bytes": 1000}]
    for part in interview.parts.all():
        part.recording.asset.derivatives.update_or_create(
            recipe="low",
            defaults={
                "state": "done",
                "served_generation": 1,
                "files": files,
                "not_before": timezone.now(),
                "size_bytes": 1000,
            },
        )
