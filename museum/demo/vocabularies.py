"""The agreed words the demo's objects are described with, and what its rights statements allow."""

from collections.abc import Iterable, Mapping

from archive.models import RightsStatement, Term, Vocabulary
from archive.states import PictureUse
from museum.demo import source
from museum.demo.planting import Tally

NAMES = {Vocabulary.OBJECT_TYPE: "藏品类型", Vocabulary.MATERIAL: "材质", Vocabulary.CONDITION: "保存状况"}

RIGHTS: Mapping[str, dict[str, object]] = {
    "CC BY-NC 4.0": {
        "code": "cc-by-nc-4",
        "uri": "https://creativecommons.org/licenses/by-nc/4.0/deed.zh-hans",
        "explanation": "可以转发、可以下载，写明来处，不拿去卖。",
        "picture_use": PictureUse.FULL,
        "allows_download": True,
    },
    "仅限非商业展示": {
        "code": "display-only",
        "explanation": "权利人还没找到，先只放小图；谁认得，请告诉我们。",
        "picture_use": PictureUse.SMALL,
    },
    "仅展厅": {
        "code": "room-only",
        "explanation": "照片里的人没有同意上网，到馆里来看。",
        "picture_use": PictureUse.ROOM_ONLY,
    },
}


def load() -> Tally:
    """Vocabularies with their terms, and the rights statements."""
    tally = Tally()
    artifacts = source.artifacts()
    tally += _terms(Vocabulary.OBJECT_TYPE, (row["object_type"] for row in artifacts))
    tally += _terms(Vocabulary.MATERIAL, (material for row in artifacts for material in row["materials"]))
    for name, values in RIGHTS.items():
        _statement, made = RightsStatement.objects.get_or_create(
            code=values["code"], defaults={**values, "name": name, "is_demo": True}
        )
        tally += Tally(made=made, kept=not made)
    return tally


def _terms(code: str, words: Iterable[str]) -> Tally:
    vocabulary, _made = Vocabulary.objects.get_or_create(code=code, defaults={"name": NAMES[code], "is_demo": True})
    tally = Tally()
    for word in sorted(set(words)):
        _term, made = Term.objects.get_or_create(vocabulary=vocabulary, name=word, defaults={"is_demo": True})
        tally += Tally(made=made, kept=not made)
    return tally


def terms_of(code: str) -> dict[str, Term]:
    """The terms of one vocabulary by their word."""
    return {term.name: term for term in Term.objects.of(code)}


def rights_by_name() -> dict[str, RightsStatement]:
    """The demo's rights statements by the name its photographs use."""
    return {name: RightsStatement.objects.get(code=values["code"]) for name, values in RIGHTS.items()}
