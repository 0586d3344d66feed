"""Transcripts in: understood first, stored whole or not at all, ids kept through corrections."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import (
    IndexPoint,
    Interview,
    InterviewParticipant,
    Segment,
    SegmentRedirect,
    Transcript,
    TranscriptVersion,
)
from archive.services.timing import time_cues
from archive.services.transcripts import TranscriptChanged, apply_import, import_transcript, plan_import
from archive.states import Layer, ParticipantRole
from archive.transcripts.model import Cue, TranscriptError
from search.models import OutboxRow
from tests.factories.archive import InterviewFactory, PartFactory, ParticipantFactory, PersonFactory


def vtt(*cues: str, first_second: int = 0) -> bytes:
    """A WebVTT file, one cue a second; `id|讲述人|text` or only the text."""
    blocks = ["WEBVTT"]
    for second, cue in enumerate(cues, start=first_second):
        identity, speaker, text = ["", "讲述人", *cue.split("|")][-3:] if "|" not in cue else cue.split("|")
        head = f"{identity}\n" if identity else ""
        blocks.append(f"{head}00:00:{second:02d}.000 --> 00:00:{second + 1:02d}.000\n<v {speaker}>{text}")
    return ("\n\n".join(blocks) + "\n").encode()


def take(interview: Interview, data: bytes, **options: object) -> list[Segment]:
    import_transcript(interview=interview, data=data, filename="a.vtt", **options)  # type: ignore[arg-type]  # by name
    return list(Segment.objects.filter(transcript__interview=interview).order_by("order"))


@pytest.fixture
def interview(db: None) -> Interview:
    talk: Interview = InterviewFactory.create(slug="iv-77")
    ParticipantFactory.create(interview=talk, person=PersonFactory.create(name="谭大山"), voice_label="讲述人")
    ParticipantFactory.create(
        interview=talk,
        person=PersonFactory.create(name="谭小苗"),
        voice_label="采访人",
        kind=ParticipantRole.INTERVIEWER,
    )
    return talk


# --- first import --------------------------------------------------------------------------------


def test_cues_become_segments(interview: Interview) -> None:
    first, second = take(interview, vtt("那年进厂。", "|采访人|哪一年？"))
    assert (first.text, first.start_ms, first.end_ms, first.speaker) == ("那年进厂。", 0, 1000, "讲述人")
    assert (second.speaker, second.person and second.person.name) == ("采访人", "谭小苗")


def test_ids_are_the_museums_own_when_the_file_has_none(interview: Interview) -> None:
    assert [row.uid for row in take(interview, vtt("一句。", "两句。"))] == ["iv-77-0001", "iv-77-0002"]


def test_ids_of_the_file_are_kept(interview: Interview) -> None:
    rows = take(interview, vtt("iv-77-0009|讲述人|一句。", "iv-77-0010|讲述人|两句。", "|讲述人|三句。"))
    assert [row.uid for row in rows] == ["iv-77-0009", "iv-77-0010", "iv-77-0011"]


def test_numbers_of_cues_are_no_ids(interview: Interview) -> None:
    assert take(interview, vtt("1|讲述人|一句。"))[0].uid == "iv-77-0001"


def test_an_id_that_another_interview_bears_is_not_taken(interview: Interview) -> None:
    take(InterviewFactory.create(slug="iv-78"), vtt("cue-a|讲述人|别处的话。"))
    assert take(interview, vtt("cue-a|讲述人|一句。"))[0].uid == "iv-77-0001"


def test_layers_do_not_share_ids(interview: Interview) -> None:
    take(interview, vtt("一句。"))
    import_transcript(interview=interview, data=vtt("整理过的一句。"), filename="b.vtt", layer=Layer.EDITED)
    edited = Segment.objects.get(transcript__layer=Layer.EDITED)
    assert edited.uid == "iv-77-e0001"


def test_a_version_is_kept_of_every_import(interview: Interview) -> None:
    take(interview, vtt("一句。"))
    take(interview, vtt("一句话。"))
    texts = [version.segments[0]["text"] for version in TranscriptVersion.objects.order_by("version")]
    assert texts == ["一句。", "一句话。"]


def test_an_import_tells_the_index_once_and_not_once_a_segment(interview: Interview) -> None:
    def told(data: bytes) -> int:
        OutboxRow.objects.all().delete()
        take(interview, data)
        return OutboxRow.objects.filter(model_label="archive.interview").count()

    told(vtt("一句。"))
    assert told(vtt("一句。", "两句。")) == told(vtt("一句。", "两句。", *["还有一句。"] * 20)) > 0


# --- looking first -------------------------------------------------------------------------------


def test_a_preview_writes_nothing(interview: Interview) -> None:
    plan = plan_import(interview=interview, data=vtt("一句。"), filename="a.vtt")
    assert (plan.added, Transcript.objects.count()) == (1, 0)


def test_a_preview_says_who_speaks(interview: Interview) -> None:
    plan = plan_import(interview=interview, data=vtt("一句。", "|隔壁老王|两句。", "三句。"), filename="a.vtt")
    assert [(one.label, one.segments, one.is_known) for one in plan.speakers] == [
        ("讲述人", 2, True),
        ("隔壁老王", 1, False),
    ]


def test_an_unknown_voice_is_a_warning_with_its_line(interview: Interview) -> None:
    plan = plan_import(interview=interview, data=vtt("一句。", "|隔壁老王|两句。"), filename="a.vtt")
    (warning,) = plan.warnings
    assert warning.line > 0
    assert "隔壁老王" in warning.reason


@pytest.mark.parametrize("label", ["受访者", "谭大山", "口述人"])
def test_a_voice_is_known_by_role_or_name(interview: Interview, label: str) -> None:
    assert take(interview, vtt(f"|{label}|一句。"))[0].speaker == "讲述人"


def test_a_bad_file_stores_nothing_and_names_its_lines(interview: Interview) -> None:
    bad = vtt("一句。") + "\n00:00:09.000 --> 怎么写\n两句。\n".encode()
    with pytest.raises(TranscriptError) as refused:
        take(interview, bad)
    assert refused.value.problems[0].line > 0
    assert not Segment.objects.exists()


def test_two_curators_at_once_do_not_overwrite_each_other(interview: Interview) -> None:
    plan = plan_import(interview=interview, data=vtt("一句。"), filename="a.vtt")
    take(interview, vtt("别人的一句。"))
    with pytest.raises(TranscriptChanged):
        apply_import(plan=plan)
    assert Segment.objects.get().text == "别人的一句。"


# --- corrected files -----------------------------------------------------------------------------


def test_unchanged_segments_keep_their_ids(interview: Interview) -> None:
    before = take(interview, vtt("那年进了株化。", "冷得要死。", "后来好了。"))
    after = take(interview, vtt("那年进了株化厂。", "冷得要死。", "后来好了。", "完了。"))
    assert [row.uid for row in after[:3]] == [row.uid for row in before]
    assert [row.pk for row in after[:3]] == [row.pk for row in before]


def test_a_plan_counts_what_changes(interview: Interview) -> None:
    take(interview, vtt("那年进了株化。", "冷得要死。"))
    plan = plan_import(interview=interview, data=vtt("那年进了株化厂。", "冷得要死。", "后来好了。"), filename="a.vtt")
    assert (plan.added, plan.changed, plan.unchanged, plan.removed) == (1, 1, 1, 0)


def test_the_id_of_a_removed_segment_still_leads_to_the_moment(interview: Interview) -> None:
    take(interview, vtt("那年进了株化。", "这一句完全不要。"))
    take(interview, vtt("那年进了株化。"))
    redirect = SegmentRedirect.objects.get(uid="iv-77-0002")
    assert (redirect.start_ms, redirect.replaced_by) == (1000, None)


def test_joined_segments_lead_to_the_one_that_took_over(interview: Interview) -> None:
    take(interview, vtt("进厂是七五年，", "十二月，冷得要死。"))
    joined = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v 讲述人>进厂是七五年，十二月，冷得要死。\n".encode()
    (whole,) = take(interview, joined)
    gone = {"iv-77-0001", "iv-77-0002"} - {whole.uid}
    assert SegmentRedirect.objects.get(uid=gone.pop()).replaced_by == whole


def test_a_retired_id_is_never_given_again(interview: Interview) -> None:
    take(interview, vtt("那年进了株化。", "这一句完全不要。"))
    take(interview, vtt("那年进了株化。"))
    assert take(interview, vtt("那年进了株化。", "另外新加的一段话。"))[1].uid == "iv-77-0003"


def test_a_redacted_segment_stays_redacted(interview: Interview) -> None:
    take(interview, vtt("那年进了株化。", "病人叫李大海。"))
    Segment.objects.filter(uid="iv-77-0002").update(is_redacted=True)
    after = take(interview, vtt("那年进了株化。", "病人就叫李大海啊。"))
    assert [row.is_redacted for row in after] == [False, True]


# --- files without times, files with an index ----------------------------------------------------


def test_text_without_times_is_spread_over_the_recording(interview: Interview) -> None:
    PartFactory.create(interview=interview)
    rows = take(interview, "讲述人：那年进厂。\n采访人：哪一年？\n讲述人：七五年。\n".encode())
    assert (rows[0].start_ms, rows[-1].end_ms) == (0, 60_000)
    assert all(row.is_time_estimated for row in rows)


def test_estimated_times_are_said(interview: Interview) -> None:
    data = "讲述人：那年进厂。\n采访人：哪一年？\n".encode()
    plan = plan_import(interview=interview, data=data, filename="a.txt")
    assert any("估算" in warning.reason for warning in plan.warnings)


def test_an_ohms_index_becomes_index_points(interview: Interview) -> None:
    sample = next(Path("tests/data/transcripts").glob("*ohms*.xml"))
    import_transcript(interview=interview, data=sample.read_bytes(), filename=sample.name)
    assert IndexPoint.objects.filter(interview=interview).exists()


@given(
    st.lists(
        st.tuples(st.text("一二三四五", min_size=1, max_size=30), st.none() | st.integers(0, 500_000)),
        min_size=1,
        max_size=30,
    ),
    st.integers(0, 600_000),
)
def test_every_cue_gets_a_time_and_known_starts_are_kept(rows: list[tuple[str, int | None]], duration_ms: int) -> None:
    starts = iter(sorted(start for _, start in rows if start is not None))
    cues = [Cue(text=text, start_ms=None if start is None else next(starts)) for text, start in rows]
    timed = time_cues(cues, duration_ms=duration_ms)
    assert [one.cue.text for one in timed] == [cue.text for cue in cues]
    assert all(one.start_ms < one.end_ms for one in timed)
    assert all(one.start_ms == cue.start_ms for one, cue in zip(timed, cues, strict=True) if cue.start_ms is not None)


def test_a_participant_of_another_interview_is_not_heard_here(interview: Interview) -> None:
    InterviewParticipant.objects.filter(interview=interview).delete()
    ParticipantFactory.create(voice_label="讲述人")
    assert take(interview, vtt("一句。"))[0].person is None


def test_a_redacted_segment_stays_redacted_when_all_times_move(interview: Interview) -> None:
    take(interview, vtt("那年进了株化。", "病人叫李大海。"))
    Segment.objects.filter(uid="iv-77-0002").update(is_redacted=True)
    after = take(interview, vtt("那年进了株化。", "病人叫李大海。", first_second=20))
    assert [row.is_redacted for row in after] == [False, True]
