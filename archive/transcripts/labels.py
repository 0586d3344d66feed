"""Speakers' labels at the beginning of a line: which 谭小禾： opens a turn, and which 他就说： is only speech.

A label is known by its look and by how it is used in the whole file: a role word (访谈者, 说话人1) always; a name
when it opens several lines; a name that opens one line only when it looks like a Chinese name and others were found.
Words that end like reported speech (我说, 意思就是) never are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_NAME = r"[^\s：:，,。！!？?、；;…—“”‘’\"'（）()\[\]【】<>《》{}/\\|=*]{1,20}"
# One to three words and, in brackets, a role: 谭铁山（讲述人）.
LABEL = rf"{_NAME}(?: {_NAME}){{0,2}}(?:\s?[（(][^（）()\d：:]{{1,12}}[）)])?"

_OPENING = re.compile(rf"\*{{0,2}}({LABEL})\s?\*{{0,2}}[：:]\*{{0,2}}\s*")
_ROLE = re.compile(
    r"(?:访谈[者人员]|采访[者人员]|受访[者人]|被访[者人]|被采访[者人]|讲述[者人]|口述[者人]|叙述[者人]|主持人|记者|旁人|旁白|同伴|家属|"
    r"众人?|大家|提?问|回?答|说话人|发言人|讲话人|嘉宾|男声?|女声?|speaker|spk|interviewer|interviewee|narrator|host|[QA])"
    r"[ _-]?[0-9A-Z一二三四五六七八九十甲乙丙丁]{0,3}",
    re.IGNORECASE,
)
_SPEECH_ENDING = re.compile(r".+(?:说|道|讲|问|答|喊|叫|想|写|是|有|曰|如|意思|时候|了|的|呢|吧|啊|着|过)")
_NO_LABELS = frozenset(
    ("注", "备注", "按", "编者按", "另", "第一", "第二", "第三", "结果", "原因", "例", "http", "https")
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤易阳洪单区解宾邬骆欧阳梅柳文伍聂左"
)
_TITLE = re.compile(r"[老小阿]?([\u4e00-\u9fff])[\u4e00-\u9fff]{1,3}|[老小阿]([\u4e00-\u9fff])")


def opening(line: str) -> tuple[str, str] | None:
    """What may be a label at the beginning of a line, and the rest of the line; None when there is none."""
    match = _OPENING.match(line)
    if match is None or match[1].isdigit():
        return None
    return match[1].strip(), line[match.end() :]


def accepted(candidates: Iterable[str], timed: Iterable[str] = ()) -> frozenset[str]:
    """The labels among the candidates of a whole file, each given as often as it occurs, timed ones apart."""
    timed_counts = Counter(timed)
    counts = Counter(candidates) + timed_counts
    names = {label for label in counts if _may_be_name(label)}
    chinese = {label for label in names if _looks_chinese(label)}
    sure = {label for label, count in counts.items() if is_role(label) or (count > 1 and label in names)}
    sure |= chinese & timed_counts.keys()
    return frozenset(sure | chinese) if sure or len(chinese) > 1 else frozenset()


def is_role(label: str) -> bool:
    """Whether the label is a word for a role in an interview, with or without a number."""
    return _ROLE.fullmatch(label) is not None


def _may_be_name(label: str) -> bool:
    if label in _NO_LABELS or label.isdigit() or _SPEECH_ENDING.fullmatch(label):
        return False
    return len(label) <= 8 or label.isascii() or "（" in label or "(" in label


def _looks_chinese(label: str) -> bool:
    match = _TITLE.fullmatch(label)
    return match is not None and (match[1] or match[2]) in _SURNAMES
