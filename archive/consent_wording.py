"""What a text that people agree to asks them: the lines that begin with the name of a use, in the words that stand
beside the box to be ticked. The text is the only place where these words are kept, so what is ticked is what is stored.

    公开展示：放在网上和展馆里，给大家看。不答应，馆里只收着。

Up to the first full stop is what is asked, what follows is what a no means. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from archive.consent import Use

HEADINGS: Final[Mapping[str, Use]] = {
    "公开展示": Use.SHOW,
    "写出姓名": Use.NAME,
    "露出样子": Use.FACE,
    "放出声音": Use.VOICE,
    "全文文字": Use.TEXT,
    "让人下载": Use.DOWNLOAD,
    "给机器学习用": Use.MACHINES,
    "身后继续": Use.AFTER_DEATH,
}


@dataclass(frozen=True, slots=True)
class Question:
    """One use, as it is asked about; `more` may be empty."""

    use: Use
    words: str
    more: str


def questions(lines: Iterable[str]) -> dict[Use, Question]:
    """What is asked, in the order in which it stands. Lines that ask nothing are left out."""
    found = {}
    for line in lines:
        heading, colon, asked = line.partition("：")
        use = HEADINGS.get(heading.strip())
        if use is None or not colon:
            continue
        words, _stop, more = asked.strip().partition("。")
        found[use] = Question(use, words, more.strip().removesuffix("。"))
    return found
