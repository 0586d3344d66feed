"""Reads what a visitor typed. Nothing is an error: what is no operator is a word.

| typed                                  | read as                                        |
|----------------------------------------|------------------------------------------------|
| `氯碱 车间`                             | both words                                     |
| `“进了株化”` `"…"` `「…」` `『…』`        | exactly these characters, one after the other  |
| `-汽笛`                                 | not this                                       |
| `讲述人:李四` `narrator:李四`            | a field, see `FIELDS`                          |
| `1958..1966` `五八年到六六年`            | records whose years meet these                 |
"""

import re
from dataclasses import dataclass, replace

from search.text.normalise import normalised_text
from search.text.values import FIRST_YEAR, LAST_YEAR, as_year

MOST_CHARACTERS = 200
MOST_WORDS = 16
"""Words beyond these are left out: they cost time and say little new."""

FIELDS: dict[str, str] = {
    "讲述人": "narrator",
    "口述人": "narrator",
    "narrator": "narrator",
    "采访人": "interviewer",
    "采访者": "interviewer",
    "interviewer": "interviewer",
    "地点": "place",
    "地方": "place",
    "place": "place",
    "车间": "workshop",
    "workshop": "workshop",
    "标签": "tag",
    "tag": "tag",
    "类型": "type",
    "类别": "type",
    "type": "type",
    "人物": "person",
    "人": "person",
    "person": "person",
    "捐赠人": "donor",
    "捐赠者": "donor",
    "donor": "donor",
    "材质": "material",
    "材料": "material",
    "material": "material",
    "登录号": "identifier",
    "编号": "identifier",
    "number": "identifier",
    "日期": "date",
    "年份": "date",
    "date": "date",
    "标题": "title",
    "题名": "title",
    "title": "title",
    "说话人": "speaker",
    "speaker": "speaker",
}

PHRASE = re.compile(r"[“\"＂](?P<a>[^“”\"＂]*)[”\"＂]|「(?P<b>[^「」]*)」|『(?P<c>[^『』]*)』")
FIELD = re.compile(r"(?P<name>[^\s:：-]{1,12})[:：](?P<value>.*)", re.DOTALL)
GAP = re.compile(r"(?<!\S)[-－−]?(?P<name>[^\s:：“”\"-]{1,12})[:：] (?=[^\s－−-])(?![^\s:：]{1,12}[:：])")
"""A blank behind a colon, as in prose: 讲述人: 谭铁山."""
MINUS = "-－−"
NUMERIC_RANGE = re.compile(r"(\d{4})?\.{2,3}(\d{4})?")
SPOKEN_RANGE = re.compile(
    r"([0-9零〇一二三四五六七八九]{2,4})年?(?:到|至|-|~|—)([0-9零〇一二三四五六七八九]{2,4})(年?)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """Something to find, as typed. `is_phrase`: exactly these characters. `field`: only there, empty means anywhere."""

    text: str
    is_phrase: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """What was asked, taken apart. `was_cut` tells that more than `MOST_CHARACTERS` were typed;
    `is_exact` that nothing but the words themselves is wanted."""

    text: str
    wanted: tuple[Word, ...] = ()
    excluded: tuple[Word, ...] = ()
    years: tuple[int, int] | None = None
    was_cut: bool = False
    is_exact: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.wanted and not self.excluded and self.years is None


def parse(typed: str) -> Syntax:
    """Reads any string whatever."""
    text = " ".join(typed[: MOST_CHARACTERS * 4].split())
    was_cut = len(text) > MOST_CHARACTERS or len(typed) > MOST_CHARACTERS * 4
    text = text[:MOST_CHARACTERS].strip()
    wanted: list[Word] = []
    excluded: list[Word] = []
    years: tuple[int, int] | None = None
    for negated, word in _words(GAP.sub(_closed, text)):
        if not word.is_phrase and not word.field and not negated and (meant := _years(word.text)):
            years = meant
        elif not _has_substance(word.text):
            continue
        elif negated:
            excluded.append(word)
        else:
            wanted.append(word)
    return Syntax(text=text, wanted=_bounded(wanted), excluded=_bounded(excluded), years=years, was_cut=was_cut)


def exactly(syntax: Syntax) -> Syntax:
    """The same question for its own words alone, in either script: no synonyms, no other wording of a number, nothing
    that sounds alike, nothing taken apart."""
    wanted = tuple(word if word.field else replace(word, is_phrase=True) for word in syntax.wanted)
    return replace(syntax, wanted=wanted, is_exact=True)


def _words(text: str) -> list[tuple[bool, Word]]:
    """(is excluded, word) in the order typed."""
    found: list[tuple[bool, Word]] = []
    at = 0
    for phrase in PHRASE.finditer(text):
        before = text[at : phrase.start()]
        prefix = before.split(" ")[-1] if before and not before.endswith(" ") else ""
        negated, field = _prefix(prefix)
        if negated or field:
            before = before[: len(before) - len(prefix)]
        found.extend(_plain(before))
        said = phrase["a"] or phrase["b"] or phrase["c"] or ""
        found.append((negated, Word(said, is_phrase=not field, field=field)))
        at = phrase.end()
    found.extend(_plain(text[at:]))
    return found


def _closed(gap: re.Match[str]) -> str:
    """The colon of a field without its blank; any other as it is."""
    return gap[0].rstrip() if normalised_text(gap["name"]) in FIELDS else gap[0]


def _prefix(prefix: str) -> tuple[bool, str]:
    """What stands right before a quotation: `-`, `讲述人:`, `-讲述人:` or nothing of the kind."""
    negated = prefix[:1] != "" and prefix[:1] in MINUS
    name = prefix[1:] if negated else prefix
    field = FIELDS.get(normalised_text(name[:-1]), "") if name[-1:] in (":", "：") and name else ""
    return (negated and (field != "" or not name)), field


def _plain(text: str) -> list[tuple[bool, Word]]:
    found: list[tuple[bool, Word]] = []
    for piece in text.split(" "):
        if not piece:
            continue
        negated = len(piece) > 1 and piece[0] in MINUS
        piece = piece[1:] if negated else piece
        match = FIELD.fullmatch(piece)
        field = FIELDS.get(normalised_text(match["name"]), "") if match else ""
        if match and field:
            found.append((negated, Word(match["value"], field=field)))
        else:
            found.append((negated, Word(piece)))
    return found


def _years(word: str) -> tuple[int, int] | None:
    word = normalised_text(word)
    if (numeric := NUMERIC_RANGE.fullmatch(word)) and (numeric[1] or numeric[2]):
        first = int(numeric[1]) if numeric[1] else FIRST_YEAR
        last = int(numeric[2]) if numeric[2] else LAST_YEAR
        return min(first, last), max(first, last)
    spoken = SPOKEN_RANGE.fullmatch(word)
    if not spoken:
        return None
    first_year, last_year = as_year(spoken[1]), as_year(spoken[2])
    clear = spoken[3] or (len(spoken[1]) == 4 and len(spoken[2]) == 4)
    if first_year is None or last_year is None or not clear:
        return None
    return min(first_year, last_year), max(first_year, last_year)


def _has_substance(text: str) -> bool:
    """Whether anything is left of a word once punctuation is gone."""
    return any(character.isalnum() for character in normalised_text(text))


def _bounded(words: list[Word]) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(words))[:MOST_WORDS]
