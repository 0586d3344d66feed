"""Lines, clips, scenes: how words come to stand on a page."""

from typing import Any

import pytest
from wagtail.blocks import StreamValue

from archive.models import Transcript
from archive.states import Access, Layer, ParticipantRole
from museum.blocks.body import ExhibitBody
from museum.body import body_context
from museum.clips import key_of
from museum.listening import lines_of
from museum.reader import Reader
from museum.scenes import scenes_of
from museum.templatetags.museum import addressbreaks, marked_title, wordbreaks
from museum.timecodes import duration, read_moment, seconds
from museum.transcript_html import write_lines
from tests.factories.archive import ParticipantFactory, RestrictionFactory, SegmentFactory
from tests.museum.telling import Told, tell, write


def body(*blocks: tuple[str, dict[str, Any]]) -> StreamValue:
    return ExhibitBody().to_python([{"type": kind, "value": value} for kind, value in blocks])


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("767", 767_000),
        ("12:47", 767_000),
        ("1:02:03.5", 3_723_500),
        ("767.25", 767_250),
        ("5s", 5_000),
        ("12：47", 767_000),
    ],
)
def test_moments_are_read(text: str, milliseconds: int) -> None:
    assert read_moment(text) == milliseconds


@pytest.mark.parametrize("text", ["", "x", "-1", "1:2:3:4", "999999999", "12:75"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(("milliseconds", "text"), [(767_000, "767"), (767_250, "767.25"), (0, "0"), (100, "0.1")])
def test_seconds_carry_no_idle_zeros(milliseconds: int, text: str) -> None:
    assert seconds(milliseconds) == text


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(400, "1 秒"), (38_000, "38 秒"), (3_240_000, "54 分"), (4_320_000, "1 小时 12 分"), (3_599_900, "1 小时")],
)
def test_lengths_are_said(milliseconds: int, text: str) -> None:
    assert duration(milliseconds) == text


def test_a_title_never_breaks_inside_a_word_nor_before_a_comma() -> None:
    assert wordbreaks("“那天夜班，阀门是我关的”") == "“那天<wbr>夜班，<wbr>阀门<wbr>是<wbr>我关的”"


def test_no_line_of_a_title_begins_with_what_leans_on_the_word_before() -> None:
    assert wordbreaks("洗衣房里闻得出车间的人") == "洗衣房里闻得出<wbr>车间的<wbr>人"


def test_no_line_of_a_title_ends_with_a_not() -> None:
    assert wordbreaks("这一页不在这里") == "这<wbr>一页<wbr>不在<wbr>这里"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "株化记忆，登录号 ZH-A-0001. https://a.cn/artifacts/ZH-A-0001/.",
            "株化记忆，登录号 ZH-A-0001. https://<wbr>a.<wbr>cn/<wbr>artifacts/<wbr>ZH-<wbr>A-<wbr>0001/.",
        ),
        ("http://a.cn/i/1/?t=10,40&layer=raw", "http://<wbr>a.<wbr>cn/<wbr>i/<wbr>1/?<wbr>t=<wbr>10,<wbr>40&amp;<wbr>layer=<wbr>raw"),
        ("没有网址，<b>", "没有网址，&lt;b&gt;"),
    ],
)  # fmt: skip
def test_an_address_breaks_behind_its_signs_only(text: str, written: str) -> None:
    assert addressbreaks(text) == written


def test_a_title_is_escaped() -> None:
    assert "<script>" not in wordbreaks("<script>alert(1)</script>")
    assert "<script>" not in marked_title((("<script>", True), ("alert(1)</script>", False)))


def test_a_found_title_breaks_between_words_and_keeps_its_mark() -> None:
    parts = (("萧", False), ("师傅", True), ("做的半只泵", False))
    assert marked_title(parts) == "萧<mark>师傅</mark>做的<wbr>半只<wbr>泵"


@pytest.mark.django_db
def test_words_are_escaped(told: Told) -> None:
    SegmentFactory.create(transcript=told.transcript, order=9, text="<b>厂</b>", uid='x"y', speaker="<i>")
    html = write_lines(lines_of(Transcript.objects.get(pk=told.transcript.pk), Reader()))
    assert "<b>" not in html
    assert "<i>" not in html
    assert 'x"y' not in html


@pytest.mark.django_db
def test_long_transcripts_are_written_in_groups() -> None:
    told = tell(*["一句话。"] * 101)
    html = write_lines(lines_of(Transcript.objects.get(pk=told.transcript.pk), Reader()))
    assert html.count("<ol class=lines>") == 3


def clip_of(told: Told, start_ms: int, end_ms: int) -> dict[str, Any]:
    return {"interview": told.interview.pk, "start_ms": start_ms, "end_ms": end_ms, "caption": ""}


@pytest.mark.django_db
def test_a_clip_says_what_is_said_in_its_range(told: Told) -> None:
    found = body(("clip", clip_of(told, 900, 2100)))
    clip = body_context(found, Reader())["clips"][key_of(found[0].value)]
    assert clip.words == "师傅在后头打手电。"
    assert clip.narrator == "周桂生"


@pytest.mark.django_db
def test_a_clip_that_ends_inside_a_sentence_says_that_it_goes_on() -> None:
    told = tell("师傅在后头，", "打手电。")
    found = body(("clip", clip_of(told, 0, 1000)))
    clip = body_context(found, Reader())["clips"][key_of(found[0].value)]
    assert clip.words == "师傅在后头，……"


@pytest.mark.django_db
def test_a_clip_inside_a_long_signed_paragraph_says_what_was_said() -> None:
    told = tell("师傅在后头打手电。", "我在前头走。")
    edited, _segments = write(told.interview, "夜里抢修的那一段，前后两里路，我一直记得。", layer=Layer.EDITED)
    edited.segments.update(start_ms=0, end_ms=60_000)
    found = body(("clip", clip_of(told, 900, 2100)))
    clip = body_context(found, Reader())["clips"][key_of(found[0].value)]
    assert clip.words == "我在前头走。"
    assert "&layer=raw#s-" in clip.url


@pytest.mark.django_db
def test_what_somebody_asks_in_a_clip_is_not_put_into_the_narrators_mouth() -> None:
    told = tell("厂带。", "哪个带？", "您家小孩呢？")
    ParticipantFactory.create(interview=told.interview, kind=ParticipantRole.INTERVIEWER, voice_label="采访人")
    told.transcript.segments.exclude(text="厂带。").update(speaker="采访人")
    found = body(("clip", clip_of(told, 0, 3000)))
    clip = body_context(found, Reader())["clips"][key_of(found[0].value)]
    assert clip.words == "厂带。（问：哪个带？您家小孩呢？）"


@pytest.mark.django_db
def test_a_clip_knows_when_something_in_it_was_taken_back(told: Told) -> None:
    RestrictionFactory.create(interview=told.interview, start_ms=1200, end_ms=1300)
    found = body(("clip", clip_of(told, 0, 3000)))
    clip = body_context(found, Reader())["clips"][key_of(found[0].value)]
    assert clip.is_cut
    assert "打手电" not in clip.words


@pytest.mark.django_db
@pytest.mark.parametrize("access", [Access.STAFF, Access.RESTRICTED, Access.WITHDRAWN])
def test_a_closed_interview_has_no_clip(access: Access) -> None:
    told = tell("不能听的。", access=access)
    assert body_context(body(("clip", clip_of(told, 0, 1000))), Reader())["clips"] == {}


@pytest.mark.django_db
def test_a_record_that_was_deleted_leaves_the_page_standing(told: Told) -> None:
    found = body(("clip", {**clip_of(told, 0, 1000), "interview": 999_999}))
    assert body_context(found, Reader())["clips"] == {}


def test_pictures_stand_beside_the_words_that_follow_them() -> None:
    text = ("text", {"heading": "", "body": "<p>话</p>"})
    blocks = body(
        ("chapter", {"title": "一", "lead": ""}), ("artifact", {"record": 1}), text, ("photograph", {"record": 2}), text
    )
    scenes = scenes_of(blocks)
    assert [(scene.number, len(scene.pictures), len(scene.words)) for scene in scenes] == [(1, 1, 1), (0, 1, 1)]
    assert [scene.is_flipped for scene in scenes] == [False, True]


def test_loud_things_take_the_whole_width() -> None:
    scenes = scenes_of(body(("call", {"title": "来讲"}), ("text", {"body": "<p>话</p>"})))
    assert [bool(scene.wide) for scene in scenes] == [True, False]
