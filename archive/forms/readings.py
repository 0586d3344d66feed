"""How a name is read: pinyin with tones and the initials, for sorting and for typing a name with a Latin keyboard."""

import unicodedata

from pypinyin import Style, lazy_pinyin

SURNAMES = {
    "曾": "zēng",
    "单": "shàn",
    "解": "xiè",
    "仇": "qiú",
    "任": "rén",
    "区": "ōu",
    "查": "zhā",
    "朴": "piáo",
    "盖": "gě",
    "华": "huà",
    "缪": "miào",
    "宁": "nìng",
    "应": "yīng",
    "燕": "yān",
    "乐": "yuè",
    "翟": "zhái",
    "纪": "jǐ",
    "洗": "xiǎn",
    "员": "yùn",
    "曲": "qū",
    "秘": "bì",
    "薄": "bó",
    "谌": "chén",
    "过": "guō",
    "召": "shào",
    "尹": "yǐn",
    "葛": "gě",
    "隗": "wěi",
    "幺": "yāo",
    "黑": "hè",
    "万": "wàn",
    "牟": "mù",
    "车": "chē",
    "折": "shé",
    "钻": "zuān",
}
"""Characters that are read otherwise as a surname than in a word."""


def reading(name: str) -> str:
    """zēng guì xiāng. Given names with several readings stay for the curator to mend."""
    syllables = lazy_pinyin(name, style=Style.TONE)
    if name[:1] in SURNAMES and len(syllables) == len(name):
        syllables[0] = SURNAMES[name[0]]
    return " ".join(syllables)


def initials(name: str) -> str:
    """zgx."""
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER)
    if name[:1] in SURNAMES and len(letters) == len(name):
        letters[0] = unicodedata.normalize("NFD", SURNAMES[name[0]])[0]
    return "".join(letters).lower()
