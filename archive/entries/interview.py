"""An interview as the search knows it: its catalogue text, and what is spoken in it as passages.

Passages are cut from 原始转写, which has the exact times. The other layers' words go into the interview's own text: a
word that only the edited version uses still finds the interview, and a passage said once is not found twice.
"""

from collections.abc import Iterable

from archive.entries.naming import gazetteer, with_mentions
from archive.entries.wording import (
    filled,
    generations_of,
    is_shown,
    joined,
    paragraphs,
    place_names,
    thumbnail,
    visibility_of,
    workshop_names,
)
from archive.masking import NameMask, name_mask
from archive.models import IndexPoint, Interview, InterviewParticipant
from archive.rights import Viewer, shown_name
from archive.speech import layer_of_speech, lines, open_mentions, open_points, participant_label, spoken
from archive.states import ParticipantRole
from search.entries import Entry
from search.passages import cut


def interview_entry(interview: Interview) -> Entry | None:
    """None when it must not be in the index. Its years stay open: the day of the recording is not what it speaks of."""
    visibility = visibility_of(interview)
    if visibility is None:
        return None
    mask = name_mask()
    viewer = Viewer.PUBLIC if visibility == "public" else Viewer.STAFF
    layers = list(interview.transcripts.all())
    for layer in layers:
        layer.interview = interview  # spares a query a layer
    speech = layer_of_speech(layers)
    cut_out = cut(spoken(lines(speech, viewer, mask=mask))) if speech else ()
    passages = with_mentions(cut_out, interview, gazetteer()) if cut_out else ()
    rest = [line for layer in layers if layer is not speech for line in lines(layer, viewer, mask=mask)]
    points = open_points(interview)
    participants = list(interview.participants.all())
    narrators = _labels(participants, ParticipantRole.NARRATOR, mask)
    interviewers = _labels(participants, ParticipantRole.INTERVIEWER, mask)
    places = [*([interview.place] if interview.place else []), *(link.place for link in interview.places.all())]
    return Entry(
        id=f"interview:{interview.pk}",
        kind="interview",
        url=interview.get_absolute_url(),
        title=mask(interview.title),
        subtitle=joined("、".join(narrators), interview.recorded),
        summary=mask(interview.synopsis),
        body=mask(
            paragraphs(
                interview.description,
                *(joined(point.title, point.synopsis) for point in points),
                *(joined(line.heading, line.text, by="：") for line in rest),
            )
        ),
        names=tuple(mask(name) for name in interview.names),
        people=tuple(dict.fromkeys([*narrators, *interviewers, *_mentioned(interview)])),
        places=place_names(places),
        tags=tuple(tag.name for tag in interview.tags.all()),
        identifiers=(interview.accession_number, interview.slug),
        generations=_generations(participants),
        thumbnail_url=thumbnail(interview.portrait),
        visibility=visibility,
        has_sound=any(not part.recording.asset.is_sealed for part in interview.parts.all()),
        has_picture=is_shown(interview.portrait),
        duration_ms=interview.duration_ms,
        fields=filled(
            narrator=narrators,
            interviewer=interviewers,
            workshop=workshop_names(places),
            dialect=[interview.dialect],
            keyword=[mask(word) for word in _keywords(interview, points)],
        ),
        updated_at=interview.updated_at,
        passages=passages,
    )


def _keywords(interview: Interview, points: Iterable[IndexPoint]) -> list[str]:
    """The keywords, without those that only a closed chapter brought in."""
    said = [str(word) for point in points for word in point.keywords]
    closed = {str(word) for point in interview.index_points.all() for word in point.keywords} - set(said)
    return list(dict.fromkeys([*said, *(str(word) for word in interview.keywords if str(word) not in closed)]))


def _labels(participants: Iterable[InterviewParticipant], kind: ParticipantRole, mask: NameMask) -> list[str]:
    return [participant_label(row, Viewer.PUBLIC, mask) for row in participants if row.kind == kind]


def _mentioned(interview: Interview) -> list[str]:
    """Persons spoken of at marked moments that may be heard."""
    labels = (shown_name(row.person) for row in open_mentions(interview) if row.person is not None)
    return [label for label in labels if label]


def _generations(participants: Iterable[InterviewParticipant]) -> tuple[int, ...]:
    """Those of the narrators who say who they are."""
    return generations_of(
        row.person
        for row in participants
        if row.kind == ParticipantRole.NARRATOR and not row.is_anonymous and row.person is not None
    )
