"""Fifteen recorded conversations, from the public one to the one that was taken back, with their words and sound;
and one on the telephone that was only written down.

The transcripts hold restricted, withdrawn and embargoed words on purpose: loading them is the trial of the rules that
keep such words in. Cue ids of the files become the ids of the segments and stay so through every edit.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from archive.dates import FuzzyDate
from archive.models import (
    Artifact,
    Collection,
    IndexPoint,
    Interview,
    InterviewPart,
    InterviewParticipant,
    MomentMention,
    Person,
    Photograph,
    Place,
    Restriction,
    RightsStatement,
)
from archive.states import Access, ParticipantRole, RecordStatus
from archive.transcripts.api import parse
from archive.transcripts.model import Transcript
from media.models import Recording
from museum.demo import people, places, source, vocabularies
from museum.demo.files import add_voice, demo_recordings
from museum.demo.planting import Report, Tally, demo_uuid, publish
from museum.demo.sound import Spoken, encode, track, voice_of
from museum.demo.source import Row
from museum.demo.transcripts import add_transcripts, raw_of

ACCESS: Mapping[str, Access] = {
    "public": Access.PUBLIC,
    "restricted_part": Access.PUBLIC,
    "anonymous": Access.PUBLIC,
    "withdrawn": Access.WITHDRAWN,
    "embargoed": Access.EMBARGOED,
}
ROLES: Mapping[str, ParticipantRole] = {
    "讲述人": ParticipantRole.NARRATOR,
    "采访人": ParticipantRole.INTERVIEWER,
    "旁人": ParticipantRole.PRESENT,
}
DIALECT = "株洲话（湘语）"
NORTHERNERS = frozenset({"hong-zhaonan"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Studio:
    """What every interview may refer to, fetched once."""

    people: Mapping[str, Person]
    places: Mapping[str, Place]
    artifacts: Mapping[str, Artifact]
    photographs: Mapping[str, Photograph]
    collection: Collection
    rights: Mapping[str, RightsStatement]


def load(*, collection: Collection, with_sound: bool, report: Report) -> Tally:
    """Every interview that is not there yet. Without sound the pages say that it is still to come."""
    studio = Studio(
        people=people.by_id(),
        places=places.by_id(),
        artifacts={row.accession_number: row for row in Artifact.objects.filter(is_demo=True)},
        photographs={row.accession_number: row for row in Photograph.objects.filter(is_demo=True)},
        collection=collection,
        rights=vocabularies.rights_by_name(),
    )
    there = set(Interview.objects.filter(is_demo=True).values_list("slug", flat=True))
    missing = [row for row in source.interviews() if row["id"] not in there]
    tally = Tally(kept=len(there))
    for row, recording in _voiced(missing, with_sound=with_sound):
        with transaction.atomic():
            _plant(row, recording, studio)
        report(f"口述 {row['id']}")
        tally.made += 1
    return tally


def words_of(row: Row) -> Transcript:
    """The raw transcript of one interview, as the archive's own reader understands the file."""
    return parse(raw_of(row), row["transcript"])


def voices(row: Row, words: Transcript) -> list[Spoken]:
    """Who hums what, and when."""
    by_label = {}
    rows = source.person_rows()
    for label, person_id in row["voices"].items():
        person = rows[person_id]
        is_altered = label == "讲述人" and bool(row.get("voice_alteration"))
        by_label[label] = voice_of(sex=person["sex"], generation=person["generation"], is_altered=is_altered)
    return [
        Spoken(start_ms=cue.start_ms, end_ms=cue.end_ms, voice=by_label[cue.speaker], text=cue.text)
        for cue in words.cues
        if cue.start_ms is not None and cue.end_ms is not None
    ]


def _voiced(missing: list[Row], *, with_sound: bool) -> Iterator[tuple[Row, Recording | None]]:
    """Each interview with its recording. While one is written, the next is being hummed."""
    recordings = demo_recordings()

    def hum(row: Row) -> bytes | None:
        if not with_sound or row.get("is_written_down") or row["id"] in recordings:
            return None
        return encode(track(voices(row, words_of(row)), duration_ms=row["duration_ms"]))

    with ThreadPoolExecutor(max_workers=2) as pool:
        for row, sound in zip(missing, pool.map(hum, missing), strict=True):
            recording = recordings.get(row["id"])
            if sound is not None:
                recording = add_voice(row["id"], sound)
            yield row, recording


def _plant(row: Row, recording: Recording | None, studio: Studio) -> Interview:
    """The record, what must not get out of it, and only then its words and sound."""
    interview = _interview(row, studio)
    if recording is not None:
        interview.parts = [InterviewPart(recording=recording, offset_ms=0)]
    publish(interview)
    for restriction in row["restrictions"]:
        Restriction.objects.create(
            interview=interview,
            start_ms=restriction["start_ms"],
            end_ms=restriction["end_ms"],
            reason=restriction["reason"],
            requested_by="讲述人",
        )
    add_transcripts(interview, row, studio.people)
    return interview


def _interview(row: Row, studio: Studio) -> Interview:
    number = row["id"].removeprefix("iv-")
    access = ACCESS[row["visibility"]]
    interview = Interview(
        uuid=demo_uuid("interview", row["id"]),
        accession_number=f"ZH-OH-00{number}",
        slug=row["id"],
        title=row["title"],
        date_recorded=FuzzyDate.parse(row["date"]).text(),
        place=studio.places[row["place"]],
        dialect="" if row["narrator"] in NORTHERNERS else DIALECT,
        synopsis=row["synopsis"],
        keywords=row["keywords"],
        duration_ms=row["duration_ms"],
        is_voice_altered=row.get("voice_alteration", False),
        consent_note=row["consent"],
        access=access,
        embargo_until=date.fromisoformat(row["embargo_until"]) if access == Access.EMBARGOED else None,
        withdrawn_on=date.fromisoformat(row["withdrawn_on"]) if access == Access.WITHDRAWN else None,
        restriction_note=row["access"],
        collection=studio.collection,
        rights=studio.rights["CC BY-NC 4.0"] if row["visibility"] == "public" else None,
        record_status=RecordStatus.CATALOGUED,
    )
    interview.participants = [_participant(label, person, row, studio) for label, person in row["voices"].items()]
    interview.index_points = [
        IndexPoint(title=point["title"], start_ms=point["start_ms"], end_ms=point["end_ms"], keywords=point["keywords"])
        for point in row["index"]
    ]
    interview.mentions = [MomentMention(**mention) for mention in _mentions(row["id"], studio)]
    return interview


def _participant(label: str, person_id: str, row: Row, studio: Studio) -> InterviewParticipant:
    pseudonym = row.get("public_narrator", "") if label == "讲述人" else ""
    return InterviewParticipant(
        person=studio.people[person_id],
        kind=ROLES[label],
        voice_label=label,
        display_label=pseudonym,
        is_anonymous=bool(pseudonym),
    )


def _mentions(interview_id: str, studio: Studio) -> Iterator[dict[str, Any]]:
    """Where a place is spoken of; where a memory that contradicts another is told, the things that bear witness."""
    for row in source.tables("moments.yaml")["places"]:
        if row["iv"] == interview_id:
            yield {"start_ms": row["start_ms"], "end_ms": row["end_ms"], "place": studio.places[row["place"]]}
    for contradiction in source.programme()["contradictions"]:
        for version in contradiction["versions"]:
            clip = version["clip"]
            if clip["interview"] != interview_id:
                continue
            for number in contradiction["evidence"]:
                yield {
                    "start_ms": clip["start_ms"],
                    "end_ms": clip["end_ms"],
                    "artifact": studio.artifacts.get(number),
                    "photograph": studio.photographs.get(number),
                }
