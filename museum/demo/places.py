"""Fourteen workshops, nine facilities and the neighbourhood, with what they were called and when they changed."""

import re
from collections.abc import Mapping, Sequence

from django.db import transaction

from archive.models import Equipment, Place, PlaceChange, PlaceName, PlaceParent
from archive.states import PlaceChangeKind, PlaceKind
from museum.demo import source
from museum.demo.planting import Tally, demo_uuid, publish
from museum.demo.source import Row

KINDS: Mapping[str, PlaceKind] = {
    "车间": PlaceKind.WORKSHOP,
    "工段": PlaceKind.SECTION,
    "科室": PlaceKind.OFFICE,
    "运输": PlaceKind.TRANSPORT,
    "设施": PlaceKind.FACILITY,
    "社区": PlaceKind.COMMUNITY,
    "村": PlaceKind.VILLAGE,
    "旧址": PlaceKind.SITE,
    "学校": PlaceKind.SCHOOL,
    "医院": PlaceKind.HOSPITAL,
    "宾馆": PlaceKind.GUESTHOUSE,
}

CHANGES: Sequence[tuple[str, PlaceChangeKind]] = (
    (r"动工|并动工", PlaceChangeKind.BEGUN),
    (r"并入|合并", PlaceChangeKind.MERGED),
    (r"停用|停产|关闭|停播|停运|停炉|停放|撤岗|清空", PlaceChangeKind.CLOSED),
    (r"拆除|拆轨", PlaceChangeKind.DEMOLISHED),
    (r"改称|更名", PlaceChangeKind.RENAMED),
    (r"改|换|添|两转两吸|新楼|二期|住院楼|砖门楼|女澡堂", PlaceChangeKind.REBUILT),
    (r"开|建成|接轨|设岗亭|一间平房|竹门|一个池子|仪表班|卫生所|招待所|开馆", PlaceChangeKind.OPENED),
)
"""The first words that fit say what a change was; what fits nothing stays 其他."""

NAMES_BY_PERIOD: Mapping[str, Sequence[tuple[str, int, int | None]]] = {
    "yibiao": (("仪表班", 1958, 1971), ("仪表工段", 1972, 1979), ("仪表车间", 1980, 2001)),
    "dianjie": (("电解一车间", 1958, 1991), ("氯碱分厂", 1992, 2018)),
    "juhe": (("聚合车间", 1966, 1994), ("树脂分厂", 1995, 2017)),
    "gujian": (("固碱工段", 1959, 2004), ("片碱工段", 2005, 2018)),
    "huayan": (("中央化验室", 1957, 1997), ("质检中心", 1998, 2018)),
    "yiyuan": (("卫生所", 1960, 1962), ("厂医院", 1963, None)),
    "binguan": (("招待所", 1964, 1989), ("宾馆", 1990, None)),
}

PARENTS: Sequence[tuple[str, str, int, int | None]] = (
    ("yanshui", "dianjie", 1992, 2018),
    ("lvqing", "dianjie", 1992, 2018),
    ("yelv", "dianjie", 1992, 2018),
    ("yibiao", "jixiu", 1958, 1971),
    ("linfei", "liusuan", 2003, 2006),
    ("zidixuexiao", "jingkan", 1961, None),
    ("youeryuan", "jingkan", 1962, None),
    ("yiyuan", "jingkan", 1960, None),
    ("binguan", "jingkan", 1964, None),
)
"""What belonged to what, and from when to when."""


def load() -> Tally:
    """Every place, then who belonged to whom."""
    tally = Tally()
    for row in source.places():
        if Place.objects.filter(slug=row["id"], is_demo=True).exists():
            tally.kept += 1
            continue
        publish(_place(row))
        tally.made += 1
    _belonging()
    return tally


def by_id() -> dict[str, Place]:
    """The demo's places by the id its records use."""
    return {place.slug: place for place in Place.objects.filter(is_demo=True)}


def _place(row: Row) -> Place:
    (x, y), (width, height) = row["xy"], row["size"]
    place = Place(
        uuid=demo_uuid("place", row["id"]),
        slug=row["id"],
        name=row["name"],
        kind=KINDS[row["kind"]],
        is_real=row.get("real", False),
        note=row.get("note", ""),
        plan_x=x,
        plan_y=y,
        plan_width=width,
        plan_height=height,
    )
    place.names = _names(row)
    place.changes = [_change(change) for change in row["changes"]]
    place.equipment = [Equipment(tag=item["tag"], name=item["name"]) for item in row.get("equipment", ())]
    return place


def _names(row: Row) -> list[PlaceName]:
    dated = [
        PlaceName(text=text, from_year=first, to_year=last, is_official=True)
        for text, first, last in NAMES_BY_PERIOD.get(row["id"], ())
    ]
    taken = {name.text for name in dated} | {row["name"]}
    return dated + [PlaceName(text=alias) for alias in row["aliases"] if alias not in taken]


def _change(row: Row) -> PlaceChange:
    """The text as the demo world tells it: what stands beside ``what`` belongs to the same sentence."""
    text = "，".join([row["what"], *(key for key in row if key not in {"year", "what"})])
    kind = next((kind for words, kind in CHANGES if re.search(words, text)), PlaceChangeKind.OTHER)
    return PlaceChange(year=row["year"], kind=kind, text=text)


def _belonging() -> None:
    places = by_id()
    for child, parent, first, last in PARENTS:
        place = places[child]
        if place.parents.exists():
            continue
        with transaction.atomic():
            place.parents = [PlaceParent(parent=places[parent], from_year=first, to_year=last)]
            publish(place)
