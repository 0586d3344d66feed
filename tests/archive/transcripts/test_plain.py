"""Plain text in the forms people write and recognisers export."""

import pytest

from tests.archive.transcripts.files import read, read_text, said, spans


def test_recogniser_export_has_the_time_behind_the_speaker() -> None:
    transcript = read("recogniser.txt")
    assert said(transcript)[1] == ("说话人2", "泵房好咯。那年大水，水漫到三号泵的脚下。我们就垒沙包。")
    assert spans(transcript) == [(3000, 9000), (9000, 62_000), (62_000, 65_000), (65_000, None)]
    assert (transcript.timing, transcript.metadata["标题"]) == ("full", "演示数据：泵房夜话")


def test_meeting_export_has_the_time_in_brackets() -> None:
    transcript = read("meeting.txt")
    assert transcript.speakers == ("易小满", "易老倌")
    assert said(transcript)[1] == ("易老倌", "我想想：七一年，还是七二年。")


def test_roles_without_times_in_gb18030() -> None:
    transcript = read("roles-gb18030.txt")
    assert (transcript.encoding, transcript.timing, transcript.speakers) == (
        "GB18030",
        "none",
        ("访谈者", "受访者", "旁人"),
    )
    assert spans(transcript)[0] == (None, None)


def test_the_facts_on_top_are_metadata_not_speech() -> None:
    metadata = read("roles-gb18030.txt").metadata
    assert (metadata["访谈时间"], metadata["受访者"]) == ("2018年10月14日", "三号窗口的阿姨")


def test_reported_speech_is_no_speaker() -> None:
    assert ("受访者", "我跟他们说：饭底下有肉，莫声张。") in said(read("roles-gb18030.txt"))


def test_a_wrapped_line_goes_on_and_a_sentence_begins_a_paragraph() -> None:
    texts = [text for _, text in said(read("roles-gb18030.txt"))]
    assert "一勺是一勺，不抖。" in texts
    assert "中间歇过两年，带孙子。" in texts


def test_times_in_brackets_divide_a_line() -> None:
    transcript = read("times-utf16.txt")
    assert spans(transcript) == [(1000, 5000), (5000, 8000), (8000, 12_000), (12_000, None)]
    assert transcript.encoding == "UTF-16"


def test_text_alone_is_paragraphs_with_a_warning() -> None:
    transcript = read("nothing-known.txt")
    assert len(transcript.cues) == 2
    assert [warning.reason for warning in transcript.warnings] == [
        "没有找到说话人和时间，每一段当作一句。",
        "整份没有写说话人。",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "谭小禾(00:01:02): 好的。",
        "谭小禾（00：01：02）：好的。",
        "谭小禾 00:01:02 ：好的。",
        "谭小禾 [01:02] 好的。",
        "[00:01:02] 谭小禾：好的。",
        "【01:02】谭小禾：好的。",
        "00:01:02 谭小禾：好的。",
        "00:01:02 - 00:01:05 谭小禾：好的。",
        "谭小禾：[00:01:02] 好的。",
        "**谭小禾：** [1分2秒] 好的。",
    ],
)
def test_every_order_of_time_and_name_is_understood(line: str) -> None:
    cue = read_text(f"{line}\n阳帆(00:09:00)：嗯。\n阳帆(00:09:01)：好。").cues[0]
    assert (cue.start_ms, cue.speaker, cue.text) == (62_000, "谭小禾", "好的。")


@pytest.mark.parametrize("label", ["访谈者", "受访者", "说话人 1", "发言人2", "Speaker 1", "问", "答", "Q", "采访人A"])
def test_role_words_are_speakers_even_once(label: str) -> None:
    assert said(read_text(f"{label}：您好。")) == [(label, "您好。")]


@pytest.mark.parametrize("label", ["他就讲", "我的意思是", "第一", "备注", "http", "12"])
def test_other_words_before_a_colon_are_speech(label: str) -> None:
    text = f"讲述人：有一天，\n{label}：莫去。\n讲述人：后来。\n{label}：算了。"
    assert read_text(text).speakers == ("讲述人",)


def test_a_name_that_speaks_once_is_a_speaker_beside_others() -> None:
    assert read_text("访谈者：您好。\n受访者：好。\n阳帆：我也在。").speakers == ("访谈者", "受访者", "阳帆")


def test_a_speaker_on_a_line_of_his_own_speaks_the_next() -> None:
    assert said(read_text("访谈者：\n您贵姓？\n受访者：\n免贵姓谭。")) == [
        ("访谈者", "您贵姓？"),
        ("受访者", "免贵姓谭。"),
    ]


def test_the_time_of_day_in_a_sentence_is_no_time_code() -> None:
    transcript = read_text("讲述人：那天\n12:30 吃的饭。\n讲述人：就这样。")
    assert transcript.timing == "none"
    assert "12:30" in transcript.cues[0].text


def test_a_label_without_words_is_left_out_with_a_warning() -> None:
    transcript = read_text("访谈者：您好。\n受访者：\n访谈者：嗯。")
    assert [(one.line, one.reason[:7]) for one in transcript.warnings] == [(2, "这里只有说话人")]


def test_lines_before_the_first_speaker_are_said_to_be_left_out() -> None:
    transcript = read_text("口述稿\n这一份稿子是前年整理的，没有校对过。\n访谈者：您好。")
    assert transcript.metadata["标题"] == "口述稿"
    assert [one.line for one in transcript.warnings] == [2]


def test_partly_timed_text_says_so() -> None:
    transcript = read_text("访谈者(00:00:01)：您好。\n受访者：好。\n访谈者(00:00:09)：嗯。")
    assert transcript.timing == "partial"
    assert spans(transcript)[0] == (1000, None)


def test_a_missing_speaker_among_others_is_named() -> None:
    transcript = read_text("[00:01] 谁在说？\n[00:03] 访谈者：您好。")
    assert [(one.line, one.reason) for one in transcript.warnings] == [(1, "这一句没有说话人。")]


def test_a_very_long_turn_is_named() -> None:
    transcript = read_text(f"说话人1 00:01\n{'很长。' * 200}\n说话人2 09:00\n嗯。")
    assert "600 字" in transcript.warnings[0].reason
