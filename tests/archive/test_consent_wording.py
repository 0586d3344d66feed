"""What a text asks is read from the text itself."""

import pytest

from archive.consent import Use
from archive.consent_wording import HEADINGS, Question, questions
from archive.models.consent import USES


def test_every_use_can_be_asked_about_under_the_name_it_has_in_the_ledger() -> None:
    assert {(use.value, heading) for heading, use in HEADINGS.items()} == {(use, str(label)) for use, label in USES}


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("放出声音：放原来的声音。不答应，只给人读文字。", Question(Use.VOICE, "放原来的声音", "不答应，只给人读文字")),
        ("写出姓名：旁边写上名字。", Question(Use.NAME, "旁边写上名字", "")),
        (" 露出样子 ： 看得见您。没有您；不用管。", Question(Use.FACE, "看得见您", "没有您；不用管")),
        ("我们不拿去卖，不拿去做广告。", None),
        ("放出声音", None),
        ("唱出来：放原来的声音。", None),
        ("", None),
    ],
)
def test_a_line_asks_when_it_begins_with_a_use(line: str, asked: Question | None) -> None:
    assert list(questions([line]).values()) == ([asked] if asked else [])


def test_questions_keep_the_order_of_the_text() -> None:
    assert list(questions(["写出姓名：写上名字", "公开展示：给大家看"])) == [Use.NAME, Use.SHOW]
