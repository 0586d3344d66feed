"""OHMS XML in."""

from tests.archive.transcripts.files import read, read_text, refusal, said, spans


def test_index_points_come_in_the_order_of_time() -> None:
    first, second = read("ohms.xml").index_points
    assert (first.title, first.start_ms, first.end_ms, first.partial_transcript) == (
        "报到",
        0,
        95_000,
        "我是六二年来的",
    )
    assert (second.title, second.synopsis, second.end_ms) == ("红薯", "冬天在道口烤红薯。", None)


def test_keywords_are_taken_apart() -> None:
    assert read("ohms.xml").index_points[1].keywords == ("红薯", "冬天", "道口")


def test_sync_marks_time_the_lines_that_they_name() -> None:
    transcript = read("ohms.xml")
    starts = {cue.text: cue.start_ms for cue in transcript.cues if cue.start_ms is not None}
    assert starts == {"您是哪年来的？": 0, "冬天怎么过？": 60_000, "一长两短就是车来了。": 120_000}
    assert "每 1 分钟一个" in transcript.warnings[0].reason


def test_footnotes_are_not_spoken() -> None:
    assert said(read("ohms.xml"))[1] == ("讲述人", "我是六二年来的。")
    assert not any("虚构" in text for _, text in said(read("ohms.xml")))


def test_facts_of_the_record_are_metadata() -> None:
    metadata = read("ohms.xml").metadata
    assert (metadata["标题"], metadata["日期"], metadata["讲述人"]) == ("演示数据·道口", "2018-11-18", "老工人乙")


def test_lines_are_those_of_the_file_and_a_false_declaration_of_encoding_does_no_harm() -> None:
    transcript = read("ohms.xml")
    assert (transcript.encoding, transcript.cues[0].line) == ("GB18030", 14)


def test_a_webvtt_transcript_inside_is_read_as_webvtt() -> None:
    transcript = read("ohms-vtt.xml")
    assert (said(transcript), spans(transcript)) == ([("讲述人", "广播响了。")], [(1000, 3000)])


def test_an_index_alone_is_enough() -> None:
    text = "<ROOT><record><index><point><time>3</time><title>甲</title></point></index></record></ROOT>"
    assert read_text(text).index_points[0].start_ms == 3000


def test_a_point_without_a_time_is_refused_by_number() -> None:
    text = "<ROOT><record><index><point><time>早上</time></point></index></record></ROOT>"
    assert "索引第 1 条的时间“早上”" in refusal(text)


def test_other_xml_is_refused() -> None:
    assert "不是 OHMS 文件" in refusal("<rss><channel/></rss>")


def test_unfinished_xml_is_refused_with_its_line() -> None:
    assert refusal("<ROOT>\n<record>\n<title>甲").startswith("第 3 行：XML 到这里读不下去")
