"""What is wrong with a term, or worth a second look, in words a curator can act on.

Asked by the form and by the import alike. A fault keeps a term from being saved; a warning does not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from search.curation.entities import record_named
from search.curation.table import SURNAME
from search.lexicon import Lexicon, LexiconTerm
from search.models.lexicon import LONGEST_FORM, LONGEST_GLOSS, key_of
from search.text.script import is_han
from search.text.sound import syllables, toneless

MOST_FORMS = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """`column` is the name of a field of the term."""

    column: str
    text: str
    is_warning: bool = False


def faults_of(term: LexiconTerm, whole: Lexicon, *, is_taken: bool) -> list[Fault]:
    """Everything to be said of a term. `whole` is the lexicon it is or will be part of; `is_taken` says that another
    term has this word."""
    if not key_of(term.term):
        return [Fault("term", gettext("请写上这个词。"))]
    found = [*_form_faults(term), *_shared(term, whole), *_pinyin_faults(term), *_other_faults(term)]
    if is_taken:
        found.append(Fault("term", gettext("“%(term)s”已经有一条了，请到那一条里去改。") % {"term": term.term}))
    return found


def _form_faults(term: LexiconTerm) -> Iterator[Fault]:
    columns = {
        "term": (term.term,),
        "traditional": (term.traditional,) if term.traditional else (),
        "variants": term.variants,
        "synonyms": term.synonyms,
    }
    for column, forms in columns.items():
        if len(forms) > MOST_FORMS:
            yield Fault(column, gettext("最多写 %(most)d 个。") % {"most": MOST_FORMS})
        for form in forms:
            if len(form) > LONGEST_FORM or len(key_of(form)) > LONGEST_FORM:
                text = gettext("“%(form)s…”太长了，最多 %(most)d 个字。请只写词，不写句子。")
                yield Fault(column, text % {"form": form[:10], "most": LONGEST_FORM})
            elif not any(map(str.isalnum, form)):
                yield Fault(column, gettext("“%(form)s”里没有字。") % {"form": form})
            elif "；" in form or ";" in form or "\n" in form:
                yield Fault(column, gettext("“%(form)s”里有分号。一个词一行，不用分号。") % {"form": form})
    if len(key_of(term.term)) == 1:
        yield Fault("term", _single(term.term), is_warning=True)
    if term.traditional and key_of(term.traditional) != key_of(term.term):
        text = gettext("繁体“%(form)s”和“%(term)s”对不上。如果是另一个词，请写在“别的写法”或“同义词”里。")
        yield Fault("traditional", text % {"form": term.traditional, "term": term.term}, is_warning=True)


def _single(form: str) -> str:
    return gettext("“%(form)s”只有一个字：会帮助读音和联想，但一个字太常见，不会当同义词来找。") % {"form": form}


def _shared(term: LexiconTerm, whole: Lexicon) -> Iterator[Fault]:
    """A word may stand in several terms; that is worth a look, since it finds the words of all of them."""
    for column, forms in (("term", (term.term,)), ("variants", term.variants), ("synonyms", term.synonyms)):
        for form in forms:
            groups = [name for name in whole.groups.get(key_of(form), ()) if name != key_of(term.term)]
            if groups:
                listed = "、".join(f"“{name}”" for name in groups if name != key_of(form))
                text = gettext("“%(form)s”在%(terms)s那里也有：搜它的时候，两边的词都会找出来。")
                if not listed:
                    text = gettext("“%(form)s”自己另有一条：搜它的时候，两边的词都会找出来。")
                yield Fault(column, text % {"form": form, "terms": listed}, is_warning=True)


def _pinyin_faults(term: LexiconTerm) -> Iterator[Fault]:
    said = toneless(term.pinyin)
    strange = [part for part in said if all(map(is_han, key_of(term.term))) and part not in syllables()]
    if strange:
        yield Fault("pinyin", gettext("“%(part)s”不像一个音节。例如：shāo jiǎn") % {"part": strange[0]})
    characters = [character for character in key_of(term.term) if not character.isspace()]
    if said and all(map(is_han, characters)) and len(said) != len(characters):
        text = gettext("“%(term)s”有 %(characters)d 个字，读音写了 %(said)d 个音节。每个字一个音节，中间空一格。")
        yield Fault("pinyin", text % {"term": term.term, "characters": len(characters), "said": len(said)})


def _other_faults(term: LexiconTerm) -> Iterator[Fault]:
    if len(term.gloss) > LONGEST_GLOSS:
        yield Fault("gloss", gettext("解释太长了，最多 %(most)d 个字。") % {"most": LONGEST_GLOSS})
    if len(term.category) > LONGEST_FORM:
        yield Fault("category", gettext("类别太长了，最多 %(most)d 个字。") % {"most": LONGEST_FORM})
    if term.category == SURNAME:
        text = gettext("“姓”不是词的类别。姓的读音请写在“姓的读音”里。")
        yield Fault("category", text)
    if term.entity and record_named(term.entity) is None:
        text = gettext("没有“%(entity)s”这条记录，或者它还没有发布。请在词语的页面上选，或者空着。")
        yield Fault("entity", text % {"entity": term.entity})


def surname_faults(surname: str, readings: Iterable[str], taken: Iterable[str]) -> list[Fault]:
    """The same for a surname."""
    said = [part for reading in readings for part in toneless(reading)]
    faults: list[Fault] = []
    if len(key_of(surname)) != 1 or not is_han(key_of(surname)):
        faults.append(Fault("surname", gettext("请写一个字的姓。")))
    elif key_of(surname) in set(taken):
        faults.append(Fault("surname", gettext("“%(surname)s”已经有一条了。") % {"surname": surname}))
    if not said:
        faults.append(Fault("readings", gettext("请写上读音，例如：shàn")))
    faults += [
        Fault("readings", gettext("“%(part)s”不像一个音节。") % {"part": part})
        for part in said
        if part not in syllables()
    ]
    return faults
