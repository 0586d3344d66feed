"""How kinds, facets and reasons are called. One place, so that page, table and API say the same."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.states import Generation
from search.entries import Reason, Sort

KIND_NAMES: Final = {
    "interview": gettext_lazy("讲述"),
    "artifact": gettext_lazy("藏品"),
    "photograph": gettext_lazy("老照片"),
    "album": gettext_lazy("相册"),
    "person": gettext_lazy("人物"),
    "place": gettext_lazy("地方"),
    "collection": gettext_lazy("全宗"),
    "family": gettext_lazy("人家"),
    "exhibit": gettext_lazy("展览"),
    "story": gettext_lazy("故事"),
    "trail": gettext_lazy("学习路线"),
}
TERM_NAME: Final = gettext_lazy("词")
"""The kind of a suggestion that comes from the lexicon."""

REASON_NAMES: Final[dict[Reason, object]] = {
    "exact": gettext_lazy("原字"),
    "variant": gettext_lazy("另一种写法"),
    "number": gettext_lazy("数字的说法"),
    "synonym": gettext_lazy("同一个意思"),
    "sound": gettext_lazy("读音相近"),
}
SORT_NAMES: Final[dict[Sort, object]] = {
    "relevance": gettext_lazy("最像的"),
    "date": gettext_lazy("年头早的"),
    "newest": gettext_lazy("新收的"),
}
FACET_NAMES: Final = {
    "generation": gettext_lazy("哪一代"),
    "decade": gettext_lazy("年头"),
    "workshop": gettext_lazy("车间"),
    "person": gettext_lazy("讲的人和讲到的人"),
    "tag": gettext_lazy("标签"),
    "has_sound": gettext_lazy("有声音"),
    "has_picture": gettext_lazy("有图"),
}


def kind_name(kind: str) -> str:
    return str(TERM_NAME if kind == "term" else KIND_NAMES.get(kind, kind))


def generation_name(value: str) -> str:
    return str(Generation(value).label) if value in Generation.values else value


def value_name(facet: str, value: str) -> str:
    """A value of a facet in a visitor's words."""
    if facet == "kind":
        return kind_name(value)
    if facet == "generation":
        return generation_name(value)
    if facet == "decade":
        return _("%(decade)s 年代") % {"decade": value}
    return str(FACET_NAMES[facet]) if facet in ("has_sound", "has_picture") else value


def reason_name(reason: Reason, found: str = "") -> str:
    """Why something matched; a year is called a year."""
    if reason == "number" and "年" in found:
        return _("年份的说法")
    return str(REASON_NAMES[reason])
