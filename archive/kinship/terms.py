"""What somebody is called who stands in a given place: 外祖父, 堂妹, 婶婶, 儿媳.

A way by blood and marriage is written as letters, from the person to the other: F father, M mother, S son, D
daughter, b brother, s sister, h husband, w wife; a lower-case e or y before b and s tells elder from younger where
both births are known. `P`, `C`, `x` and `p` stand for a parent, child, sibling or spouse of unknown sex.

Where a way has no word of its own, or the word would claim more than is known (the wife of one's father may be one's
mother, or not), it is told step by step: 父亲的妻子. A grandfather's wife is 祖母 in any case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from archive.kinship.graph import Graph, Step
from archive.kinship.ties import Role

_LETTERS = {
    (Role.PARENT, True): {"男": "F", "女": "M", "": "P"},
    (Role.PARENT, False): {"男": "S", "女": "D", "": "C"},
    (Role.SPOUSE, True): {"男": "h", "女": "w", "": "p"},
    (Role.SPOUSE, False): {"男": "h", "女": "w", "": "p"},
    (Role.SIBLING, True): {"男": "b", "女": "s", "": "x"},
    (Role.SIBLING, False): {"男": "b", "女": "s", "": "x"},
}
_ONE = {
    "F": "父亲", "M": "母亲", "P": "父母", "S": "儿子", "D": "女儿", "C": "子女", "h": "丈夫", "w": "妻子", "p": "配偶",
    "eb": "哥哥", "yb": "弟弟", "b": "兄弟", "es": "姐姐", "ys": "妹妹", "s": "姐妹", "x": "兄弟姐妹",
}  # fmt: skip
# In order: the first pattern that fits the whole way gives the word.
_TERMS: tuple[tuple[str, str], ...] = (
    ("FF", "祖父"), ("FM|FFw", "祖母"), ("MF", "外祖父"), ("MM|MFw", "外祖母"),
    ("FFF", "曾祖父"), ("FFM|FFFw", "曾祖母"), ("MFF", "外曾祖父"), ("MFM|MFFw", "外曾祖母"),
    ("FMF", "曾外祖父"), ("FMM|FMFw", "曾外祖母"), ("FFFF", "高祖父"), ("FFFM|FFFFw", "高祖母"),
    ("h?w?SS", "孙子"), ("h?w?SD", "孙女"), ("h?w?DS", "外孙"), ("h?w?DD", "外孙女"),
    ("h?w?SSS", "曾孙"), ("h?w?SSD", "曾孙女"), ("h?w?DSS", "外曾孙"), ("h?w?DSD", "外曾孙女"),
    ("h?w?SDS", "曾外孙"), ("h?w?SDD", "曾外孙女"), ("SSSS", "玄孙"), ("SSSD", "玄孙女"),
    ("Feb", "伯父"), ("Fyb", "叔叔"), ("Fb", "叔伯"), ("F[ey]?s", "姑姑"), ("M[ey]?b", "舅舅"), ("M[ey]?s", "姨妈"),
    ("Febw", "伯母"), ("Fybw", "婶婶"), ("F[ey]?sh", "姑父"), ("M[ey]?bw", "舅妈"), ("M[ey]?sh", "姨父"),
    ("FFeb", "伯祖父"), ("FFyb", "叔祖父"), ("FF[ey]?s", "姑祖母"), ("FM[ey]?b", "舅祖父"), ("FM[ey]?s", "姨祖母"),
    ("[ey]?bS", "侄子"), ("[ey]?bD", "侄女"), ("[ey]?sS", "外甥"), ("[ey]?sD", "外甥女"),
    ("[ey]?bSS", "侄孙"), ("[ey]?bSD", "侄孙女"),
    ("ebw", "嫂子"), ("ybw", "弟媳"), ("esh", "姐夫"), ("ysh", "妹夫"),
    ("[ey]?bSw", "侄媳"), ("[ey]?bDh", "侄女婿"), ("[ey]?sSw", "外甥媳妇"), ("[ey]?sDh", "外甥女婿"),
    ("Sw", "儿媳"), ("Dh", "女婿"), ("SSw", "孙媳"), ("SDh", "孙女婿"), ("DSw", "外孙媳"), ("DDh", "外孙女婿"),
    ("wF", "岳父"), ("wM", "岳母"), ("hF", "公公"), ("hM", "婆婆"),
    ("web", "内兄"), ("wyb", "内弟"), ("wes", "姨姐"), ("wys", "姨妹"),
    ("heb", "大伯子"), ("hyb", "小叔子"), ("hes", "大姑子"), ("hys", "小姑子"),
    ("(Sw|Dh)F", "亲家公"), ("(Sw|Dh)M", "亲家母"),
)  # fmt: skip
_COUSIN = re.compile(r"(F[ey]?b|F[ey]?s|M[ey]?[bs])([SD])")
_COMPILED = tuple((re.compile(pattern), term) for pattern, term in _TERMS)
_LETTER = re.compile(r"[ey][bs]|[A-Za-z]")


# What the families themselves say; longest first, so that 外祖父 is not read as 外 and 祖父.
SPOKEN: Mapping[str, str] = {
    "外曾祖父": "太外公", "外曾祖母": "太外婆", "曾外祖父": "太外公", "曾外祖母": "太外婆",
    "曾祖父": "太爷爷", "曾祖母": "太奶奶", "外祖父": "外公", "外祖母": "外婆", "祖父": "爷爷", "祖母": "奶奶",
    "伯祖父": "伯爷爷", "叔祖父": "叔爷爷", "姑祖母": "姑奶奶", "舅祖父": "舅爷爷", "姨祖母": "姨奶奶",
}  # fmt: skip
_SPOKEN = re.compile("|".join(sorted(SPOKEN, key=len, reverse=True)))


def spoken(word: str) -> str:
    """A term as it is said at home: 祖父 is 爷爷."""
    return _SPOKEN.sub(lambda match: SPOKEN[match.group()], word)


def term(graph: Graph, person: str, other: str) -> str | None:
    """What the other is to the person: 外祖父, or 父亲的妻子 where no word fits; None when they are not kin."""
    way = graph.way(person, other, kin_only=True)
    if not way:
        return None
    if any(step.role is Role.UNCLE for step in way):
        return _by_steps(graph, way)
    letters = _letters(graph, way)
    if word := _word(graph, letters, person, other):
        return word
    partner = way[0].other
    if way[0].role is Role.SPOUSE and (word := _word(graph, letters[1:], partner, other)):
        return f"{_ONE[letters[0]]}的{word}"
    return "的".join(_ONE[letter] for letter in _LETTER.findall(letters))


def describe(graph: Graph, way: Sequence[Step]) -> str:
    """A way in words, from its first person's side: 徒弟的妻子. Empty for the way to oneself."""
    return _by_steps(graph, way)


def told(graph: Graph, way: Sequence[Step]) -> str:
    """A way in as few words as there are: each stretch among kin by its own word, at home's: 姐夫的师傅的妻子."""
    words: list[str] = []
    for is_kin, stretch in groupby(way, key=lambda step: step.role is not Role.OTHER):
        steps = list(stretch)
        word = term(graph, steps[0].person, steps[-1].other) if is_kin else None
        words.append(spoken(word) if word else describe(graph, steps))
    return "的".join(words)


def _word(graph: Graph, letters: str, person: str, other: str) -> str | None:
    if letters in _ONE:
        return _ONE[letters]
    if cousin := _COUSIN.fullmatch(letters):
        return _cousin(graph, cousin, person, other)
    return next((word for pattern, word in _COMPILED if pattern.fullmatch(letters)), None)


def _cousin(graph: Graph, match: re.Match[str], person: str, other: str) -> str:
    """堂 for the children of the father's brothers, 表 for all others; elder or younger by birth."""
    kind = "堂" if re.fullmatch("F[ey]?b", match[1]) else "表"
    elder = _age(graph, person, other)
    words = {"S": {"e": "哥", "y": "弟", "": "兄弟"}, "D": {"e": "姐", "y": "妹", "": "姐妹"}}
    return kind + words[match[2]][elder]


def _letters(graph: Graph, way: Sequence[Step]) -> str:
    """The way as letters; up to a parent and down to another child is a sibling."""
    letters: list[str] = []
    position = 0
    while position < len(way):
        step = way[position]
        following = way[position + 1] if position + 1 < len(way) else None
        if following and _is_up(step) and following.role is Role.PARENT and not following.reaches_a:
            letters.append(_sibling(graph, step.person, following.other))
            position += 2
            continue
        letters.append(_letter(graph, step))
        position += 1
    return "".join(letters)


def _is_up(step: Step) -> bool:
    return step.role is Role.PARENT and step.reaches_a


def _letter(graph: Graph, step: Step) -> str:
    if step.role is Role.SIBLING:
        return _sibling(graph, step.person, step.other)
    return _LETTERS[step.role, step.reaches_a][graph.people[step.other].sex]


def _sibling(graph: Graph, person: str, other: str) -> str:
    letter = _LETTERS[Role.SIBLING, True][graph.people[other].sex]
    return letter if letter == "x" else _age(graph, person, other) + letter


def _age(graph: Graph, person: str, other: str) -> str:
    """e when the other is elder, y when younger, nothing when a birth is unknown or both are of one year."""
    born, other_born = graph.people[person].born, graph.people[other].born
    if born is None or other_born is None or born == other_born:
        return ""
    return "e" if other_born < born else "y"


def _by_steps(graph: Graph, way: Sequence[Step]) -> str:
    return "的".join(_step_words(graph, step) for step in way)


def _step_words(graph: Graph, step: Step) -> str:
    if (step.role, step.reaches_a) in _LETTERS:
        return _ONE[_letter(graph, step)]
    if step.role is Role.UNCLE and not step.reaches_a and graph.people[step.other].sex == "女":
        return "侄女"
    return step.words
