"""Whose voice a transcript's label is: 受访者, 谭师傅： and 说话人1 against the people who were in the room."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.models import Interview, InterviewParticipant, Person
from archive.states import ParticipantRole

ROLE_WORDS: dict[ParticipantRole, frozenset[str]] = {
    ParticipantRole.NARRATOR: frozenset(
        [
            "讲述人",
            "讲述者",
            "口述人",
            "口述者",
            "叙述者",
            "受访者",
            "受访人",
            "被访者",
            "被访人",
            "被采访者",
            "被采访人",
            "答",
            "回答",
            "narrator",
            "interviewee",
            "A",
        ]
    ),
    ParticipantRole.INTERVIEWER: frozenset(
        [
            "采访人",
            "采访者",
            "采访员",
            "访谈者",
            "访谈人",
            "访问者",
            "主持人",
            "记者",
            "问",
            "提问",
            "interviewer",
            "host",
            "Q",
        ]
    ),
    ParticipantRole.PRESENT: frozenset(["旁人", "在场", "家属", "同伴", "旁白"]),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """What is stored with a segment: the transcript's label for the voice, and the person, where known."""

    label: str
    person: Person | None


class Room:
    """The participants of an interview, found again by whatever a transcript calls them."""

    def __init__(self, interview: Interview, assigned: Mapping[str, int] | None = None) -> None:
        """`assigned` outweighs everything a label could mean: a curator said whose it is."""
        self._participants: list[InterviewParticipant] = list(interview.participants.select_related("person"))
        by_pk = {row.pk: row for row in self._participants}
        self._assigned = {label: by_pk[pk] for label, pk in (assigned or {}).items() if pk in by_pk}

    def voice(self, label: str) -> Voice:
        """The participant behind a label; an unknown label stays as it is, without a person."""
        row = self._find(label.strip())
        if row is None:
            return Voice(label.strip(), None)
        return Voice(row.voice_label or label.strip(), row.person)

    def knows(self, label: str) -> bool:
        return self._find(label.strip()) is not None

    def _find(self, label: str) -> InterviewParticipant | None:
        if not label:
            return None
        if label in self._assigned:
            return self._assigned[label]
        for row in self._participants:
            if label in _forms(row):
                return row
        role = next((role for role, words in ROLE_WORDS.items() if label in words), None)
        playing = [row for row in self._participants if row.kind == role]
        return playing[0] if len(playing) == 1 else None


def _forms(row: InterviewParticipant) -> Iterable[str]:
    person = (row.person.name, row.person.public_name) if row.person else ()
    return {form for form in (row.voice_label, row.display_label, row.name, *person) if form}
