"""What was told: a recording becomes an interview whose transcript waits, a written story one whose transcript is
there and whose sound is not. See docs/adr/0023."""

from typing import Any

from django.utils.translation import gettext

from archive.consent import Use
from archive.models import (
    AccessionNumber,
    Contribution,
    ContributionItem,
    Interview,
    InterviewPart,
    InterviewParticipant,
    Record,
)
from archive.services.accepting.consents import carry_to_file, may_be_named, teller_name
from archive.services.accepting.drafts import latest, received_on, save_change, save_draft
from archive.services.accepting.said import CannotAccept, Said, chosen_items
from archive.services.transcripts import apply_import, plan_read
from archive.states import ParticipantRole
from archive.transcripts.model import Cue
from archive.transcripts.model import Transcript as ReadTranscript
from media.models import Kind, Recording
from media.services.adding import recording_of

SOUND = frozenset({Kind.AUDIO.value, Kind.VIDEO.value})
NARRATOR = "讲述人"


def accept_as_interview(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """The recordings that were ticked, one after the other. Their conversions are under way since they arrived."""
    items = chosen_items(contribution, said, SOUND)
    if not items:
        raise CannotAccept(gettext("请勾上至少一段录音；没有录音的，收成“写下的故事”。"))
    interview = _interview(contribution, said, description=said.story)
    offset_ms = 0
    for order, item in enumerate(items):
        recording = _recording(item, said.title)
        part = InterviewPart(recording=recording, title=item.words[:120], offset_ms=offset_ms, sort_order=order)
        interview.parts.add(part)
        offset_ms += recording.duration_ms
    interview.duration_ms = offset_ms
    return [save_draft(interview, contribution, said, by)]


def accept_as_story(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """What was written, paragraph by paragraph, as the words of a narrator. The times are guesses."""
    paragraphs = [line.strip() for line in contribution.story.splitlines() if line.strip()]
    if not paragraphs:
        raise CannotAccept(gettext("没有写下的话，收不成故事。交来的是信、是文件，请收成“藏品”。"))
    interview = save_draft(_interview(contribution, said), contribution, said, by)
    cues = tuple(Cue(speaker=NARRATOR, text=text, line=line) for line, text in enumerate(paragraphs, start=1))
    read = ReadTranscript(cues=cues, format="text", encoding="UTF-8")
    apply_import(plan=plan_read(interview=interview, read=read, filename=str(contribution.uuid)), user=by)
    return [interview]


def join_recordings(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """Put the recordings behind those of an interview that is there already, in its draft."""
    record = said.record
    items = chosen_items(contribution, said, SOUND)
    if not isinstance(record, Interview):
        raise CannotAccept(gettext("录音只能并进一段口述史。"))
    newest = latest(record)
    parts = list(newest.parts.all())
    there = {part.recording_id for part in parts}
    end_ms = max((part.offset_ms + part.recording.duration_ms for part in parts), default=0)
    for item in items:
        recording = _recording(item, record.title)
        if item.asset is None or recording.pk in there:
            continue
        carry_to_file(contribution, item.asset, Use.VOICE)
        newest.parts.add(InterviewPart(recording=recording, offset_ms=end_ms, sort_order=len(there)))
        there.add(recording.pk)
        end_ms += recording.duration_ms
    if items:
        save_change(newest, by)
    return [record]


def _interview(contribution: Contribution, said: Said, **fields: Any) -> Interview:
    interview = Interview(
        title=said.title,
        slug=_free_slug(),
        date_recorded=str(received_on(contribution) or ""),
        consent_note=gettext("网上投稿时勾选"),
        **fields,
    )
    interview.participants.add(_narrator(contribution, said))
    return interview


def _narrator(contribution: Contribution, said: Said) -> InterviewParticipant:
    """Called as the teller wished. Without a yes to the name there is only what they may be called."""
    name = teller_name(contribution)
    is_named = bool(name) and said.credit == name and may_be_named(contribution)
    return InterviewParticipant(
        kind=ParticipantRole.NARRATOR,
        person=said.person,
        name=name or said.credit,
        voice_label=NARRATOR,
        is_anonymous=not is_named,
        display_label="" if is_named else (said.credit if said.credit != name else "") or gettext("一位讲述人"),
    )


def _recording(item: ContributionItem, title: str) -> Recording:
    if item.asset is None:
        raise CannotAccept(gettext("有一段录音已经不在了。"))
    return recording_of(item.asset, title=title)


def _free_slug() -> str:
    """As the form of an interview proposes it: the number it will get, never a name."""
    wanted = AccessionNumber.objects.propose(Interview.NUMBER_KIND).lower()
    taken = set(Interview.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
