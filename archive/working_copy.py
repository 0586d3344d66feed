"""A transcript for those who work on it: every segment with its id and its label, to be brought back corrected.

What is redacted leaves the house only in the hands of a keeper; everybody else gets ■■■ in its place, and bringing the
file back changes nothing there (`archive.services.transcripts`).
"""

from typing import Any

from archive.models import Transcript
from archive.rights import SEE_SEALED
from archive.transcripts import serialise
from archive.transcripts.marks import BLACKED_OUT
from archive.transcripts.model import Cue

CONTENT_TYPES = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def working_copy(transcript: Transcript, ending: str, user: Any) -> str:
    """The file, in one of the formats of CONTENT_TYPES."""
    knows = user.has_perm(SEE_SEALED)
    cues = [
        Cue(
            id=row.uid,
            start_ms=row.start_ms,
            end_ms=row.end_ms,
            speaker=row.speaker,
            text=BLACKED_OUT if row.is_redacted and not knows else row.text,
        )
        for row in transcript.segments.all()
    ]
    if ending == "vtt":
        return serialise.webvtt(cues, language=transcript.language)
    return serialise.srt(cues) if ending == "srt" else serialise.plain(cues)
