"""WebVTT in."""

from archive.transcripts.model import Flag
from tests.archive.transcripts.files import FOLDER, problems, read, read_text, refusal, said, spans

HEAD = "WEBVTT\n\n"
SPAN = "00:00:01.000 --> 00:00:02.000\n"


def test_speakers_ids_and_times_are_kept() -> None:
    first = read("voices.vtt").cues[0]
    assert (first.id, first.speaker, first.start_ms, first.end_ms, first.line) == ("a-01", "采访人", 1000, 4000, 10)


def test_entities_are_resolved_and_styling_is_taken_out() -> None:
    assert [cue.text for cue in read("voices.vtt").cues][:2] == ["压力<3公斤的时候，怎么办？", "关阀门&报告莫慌。"]


def test_notes_and_header_are_metadata() -> None:
    metadata = read("voices.vtt").metadata
    assert (metadata["Language"], metadata["NOTE"]) == ("zh", "人物与事件均为虚构")


def test_two_voices_in_one_cue_become_two_cues_with_a_warning() -> None:
    transcript = read("voices.vtt")
    assert said(transcript)[2:] == [("采访人", "几个人？"), ("讲述人", "两个。")]
    assert [(warning.line, "不止一位" in warning.reason) for warning in transcript.warnings] == [(19, True)]


def test_labels_stand_in_where_no_cue_has_a_voice() -> None:
    text = f"{HEAD}{SPAN}采访人：您好。\n\n00:00:03.000 --> 00:00:04.000\n先讲名字。\n"
    assert said(read_text(text)) == [("采访人", "您好。"), ("采访人", "先讲名字。")]


def test_a_colon_in_speech_is_no_label_when_there_are_voices() -> None:
    assert said(read_text(f"{HEAD}{SPAN}<v 讲述人>采访人：三个字\n")) == [("讲述人", "采访人：三个字")]


def test_angle_brackets_that_are_no_tag_stay_text() -> None:
    assert read_text(f"{HEAD}{SPAN}<v 甲>温度<八十度 <笑>\n").cues[0].text == "温度<八十度 <笑>"


def test_every_fault_is_a_warning_with_its_line() -> None:
    found = [(warning.line, warning.reason[:4]) for warning in read("faults.vtt").warnings]
    assert found == [
        (7, "与上一句"),
        (11, "结束不晚"),
        (15, "时间倒退"),
        (19, "这一句没"),
        (23, "编号 b"),
        (23, "不认识标"),
        (23, "这一句没"),
        (27, "编号 b"),
    ]


def test_an_end_before_its_start_gives_way_to_the_next_start() -> None:
    text = f"{HEAD}00:05.000 --> 00:04.000\n<v 甲>一\n\n00:07.000 --> 00:08.000\n<v 甲>二\n"
    assert spans(read_text(text)) == [(5000, 7000), (7000, 8000)]


def test_a_broken_file_is_refused_with_all_its_problems() -> None:
    found = problems((FOLDER / "broken.vtt").read_bytes())
    assert [problem.line for problem in found] == [8, 11, 17]
    assert "00:00:61.000" in found[0].reason


def test_many_problems_are_counted_not_all_listed() -> None:
    assert refusal(HEAD + "没有时间\n\n" * 500).endswith("还有 450 处。")


def test_a_header_alone_is_refused() -> None:
    assert "没有找到一句话" in refusal("WEBVTT\n")


def test_marks_of_the_transcriber_become_flags_and_stay_in_the_text() -> None:
    text = f"{HEAD}{SPAN}<v 甲>叫[听不清]的，姓覃（？），住在■■■。\n"
    cue = read_text(text).cues[0]
    assert cue.flags == {Flag.INAUDIBLE, Flag.UNSURE, Flag.REDACTED}
    assert "[听不清]" in cue.text
