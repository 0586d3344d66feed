"""SubRip in."""

from tests.archive.transcripts.files import read, read_text, refusal, said


def test_labels_become_speakers_and_last_until_the_next() -> None:
    assert said(read("player.srt")) == [
        ("采访人", "您好，先讲您的名字。"),
        ("讲述人", "我叫老工人甲。（笑）"),
        ("讲述人", "言字旁的谭，不是覃。"),
        ("采访人", "哪年进的厂？"),
        ("讲述人", "七五年。"),
    ]


def test_a_blank_line_inside_a_text_loses_nothing() -> None:
    assert "（笑）" in read("player.srt").cues[1].text


def test_counting_numbers_are_no_ids() -> None:
    assert {cue.id for cue in read("player.srt").cues} == {None}


def test_a_dot_does_for_the_comma() -> None:
    assert read("player.srt").cues[2].start_ms == 6500


def test_lines_are_those_of_the_numbers() -> None:
    assert [cue.line for cue in read("player.srt").cues] == [1, 6, 12, 17, 17]


def test_webvtt_without_its_header_is_still_read() -> None:
    assert said(read_text("00:00:01.000 --> 00:00:02.000\n讲述人：好。\n")) == [("讲述人", "好。")]


def test_positions_and_fonts_are_taken_out() -> None:
    text = '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">好。</font>\n'
    assert read_text(text).cues[0].text == "好。"


def test_a_badly_written_time_is_refused_with_its_line() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n好\n\n2\n00:00:03,000 --> 第四秒\n好\n"
    assert refusal(text).startswith("第 6 行：时间“00:00:03,000 --> 第四秒”看不懂")
