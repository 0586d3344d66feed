"""The layers of the demo's transcripts: what was said, two texts a narrator read and signed, one translation."""

from collections.abc import Mapping
from datetime import date

from archive.models import Interview, Person, Segment, Transcript
from archive.services.transcripts import import_transcript
from archive.states import Layer, TranscriptStatus
from museum.demo import source
from museum.demo.source import Row


def add_transcripts(interview: Interview, row: Row, people: Mapping[str, Person]) -> None:
    """The raw layer as a curator would import it, and the edited one and the translation where there are any."""
    import_transcript(interview=interview, data=raw_of(row), filename=row["transcript"])
    if "translation" in row:
        file, language = row["translation"]["file"], row["translation"]["language"]
        import_transcript(
            interview=interview, data=file_of(file), filename=file, layer=Layer.TRANSLATION, language=language
        )
    if "edited" in row:
        _add_edited(interview, source.tables(f"interviews/{row['edited']}"), people)


def raw_of(row: Row) -> bytes:
    """The file with what was said."""
    return file_of(row["transcript"])


def file_of(name: str) -> bytes:
    return (source.DATA / "interviews" / name).read_bytes()


def _add_edited(interview: Interview, text: Row, people: Mapping[str, Person]) -> None:
    """The text the narrator signed: longer paragraphs under headings, each with the times of the cues it stands for."""
    signed = text["signed_off"]
    edited = Transcript.objects.create(
        interview=interview,
        layer=Layer.EDITED,
        version=1,
        status=TranscriptStatus.SIGNED,
        editor=people[text["editor"]],
        signed_off_by=people[signed["by"]],
        signed_off_on=date.fromisoformat(signed["on"]),
        sign_off_method=signed["method"],
    )
    Segment.objects.bulk_create(
        [
            Segment(
                transcript=edited,
                uid=f"{interview.slug}-e{order + 1:02d}",
                order=order,
                start_ms=section["start_ms"],
                end_ms=section["end_ms"],
                speaker="讲述人",
                person=people[signed["by"]],
                heading=section["heading"],
                text=section["text"],
            )
            for order, section in enumerate(text["sections"])
        ]
    )
