"""Fourteen workshops, nine facilities and the neighbourhood, with what they were called and when they changed."""

import re
from collections.abc import Mapping, Sequence

from django.db import transaction

from archive.models import Equipment, Place, PlaceChange, PlaceName, PlaceParent, PlanLine
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
    "jixiu": (("机修车间", 1957, 2000), ("机电公司", 2001, 2018)),
    "linfei": (("磷肥车间", 1965, 2006),),
    "huayan": (("中央化验室", 1957, 1997), ("质检中心", 1998, 2018)),
    "yiyuan": (("卫生所", 1960, 1962), ("厂医院", 1963, None)),
    "binguan": (("招待所", 1964, 1989), ("宾馆", 1990, None)),
}

PARENTS: Sequence[tuple[str, str, int, int | None]] = (
    ("yanshui", "dianjie", 1992, 2018),
    ("lvqing", "dianjie", 1992, 2018),
    ("yelv", "dianjie", 1992, 2018),
    ("yibiao", "jixiu", 1958, 1971),
    ("yibiao", "jixiu", 2001, 2018),
    ("linfei", "liusuan", 2003, 2006),
    ("zidixuexiao", "jingkan", 1961, None),
    ("youeryuan", "jingkan", 1962, None),
    ("yiyuan", "jingkan", 1960, None),
    ("binguan", "jingkan", 1964, None),
)
"""What belonged to what, and from when to when."""


def load() -> Tally:
    """Every place, then who belonged to whom."""
    tally = _ground()
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
    drawn = source.plan()["places"][row["id"]]
    (x, y), (width, height) = drawn["xy"], drawn["size"]
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
        plan_outline=drawn.get("outline", []),
    )
    place.names = _names(row)
    place.changes = [_change(change) for change in row["changes"]]
    place.equipment = [_machine(item) for item in row.get("equipment", ())]
    return place


def _machine(row: Row) -> Equipment:
    machine = Equipment(tag=row["tag"], name=row["name"])
    if drawn := source.plan()["equipment"].get(row["tag"]):
        machine.plan_x, machine.plan_y = drawn["xy"]
        machine.plan_radius = drawn["radius"]
        machine.from_year, machine.to_year = drawn["years"]
    return machine


def _ground() -> Tally:
    """Walls, roads, spurs, pipes and slopes: once, all together."""
    lines = source.plan()["lines"]
    if PlanLine.objects.filter(is_demo=True).exists():
        return Tally(kept=len(lines))
    for row in lines:
        first, last = row.get("years", (None, None))
        PlanLine.objects.create(
            kind=row["kind"],
            label=row.get("label", ""),
            points=row["points"],
            from_year=first,
            to_year=last,
            is_demo=True,
        )
    return Tally(made=len(lines))


def _names(row: Row) -> list[PlaceName]:
    dated = [
        PlaceName(text=text, from_year=first, to_year=last, is_official=True)
        for text, first, last in NAMES_BY_PERIOD.get(row["id"], ())
    ]
    taken = {name.text for name in dated} | {row["name"]}
    return dated + [PlaceName(text=alias) for alias in row["aliases"] if alias not in taken]


def _change(row: Row) -> PlaceChange:
    """The text as the demo world tells it: what stands beside ``what`` belongs to the same sentence."""
    text = "，".join([row["what"], *(key for key in row if key not in {"year", "what", "kind"})])
    found = next((kind for words, kind in CHANGES if re.search(words, text)), PlaceChangeKind.OTHER)
    kind = PlaceChangeKind(row["kind"]) if "kind" in row else found
    return PlaceChange(year=row["year"], kind=kind, text=text)


def _belonging() -> None:
    places = by_id()
    for child in dict.fromkeys(child for child, *_rest in PARENTS):
        place = places[child]
        if place.parents.exists():
            continue
        above = [(places[parent], first, last) for each, parent, first, last in PARENTS if each == child]
        with transaction.atomic():
            place.parents = [PlaceParent(parent=parent, from_year=first, to_year=last) for parent, first, last in above]
            place.changes = [_merged(change, above) for change in place.changes.all()]
            publish(place)


def _merged(change: PlaceChange, above: Sequence[tuple[Place, int, int | None]]) -> PlaceChange:
    """A merger names what the place was merged into."""
    if change.kind == PlaceChangeKind.MERGED:
        change.into = next((parent for parent, first, _last in above if first == change.year), None)
    return change
