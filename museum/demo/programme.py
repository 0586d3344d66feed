"""Three exhibits, three stories and a front door, built from the blocks curators use themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from wagtail.models import Page

from archive.models import Artifact, Family, Interview, Photograph, Place
from media.models import Picture
from museum.demo import source
from museum.demo.planting import Tally
from museum.demo.source import Row
from museum.models import ExhibitIndexPage, ExhibitPage, HomePage, StoryIndexPage, StoryPage

Block = tuple[str, dict[str, Any]]

LATEST = 12
"""How many of the newest records of a kind a list shows first."""

VOICE_TITLE = "今天听这一段"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cabinet:
    """The records pages may show, by the ids the demo data uses, fetched once."""

    artifacts: Mapping[str, Artifact]
    photographs: Mapping[str, Photograph]
    interviews: Mapping[str, Interview]
    families: Mapping[str, Family]
    places: Mapping[str, Place]
    pictures: Mapping[str, Picture]


def load(*, pictures: Mapping[str, Picture]) -> Tally:
    """Every demo page that is not there yet, and the home page if nobody has written on it."""
    cabinet = _open_cabinet(pictures)
    tally = Tally()
    exhibits = ExhibitIndexPage.objects.get()
    for row in source.programme()["exhibits"]:
        tally += _plant(exhibits, _exhibit(row, cabinet))
    stories = StoryIndexPage.objects.get()
    for row in source.tables("pages.yaml")["stories"]:
        tally += _plant(stories, _story(row, cabinet))
    tally += _furnish_home(cabinet)
    return tally


def pictures_first() -> list[str]:
    """The pictures on the front door, on the lists it leads to first and at the head of every exhibit and story."""
    words = source.tables("pages.yaml")
    newest = [row["accession_number"] for row in (*source.artifacts()[-LATEST:], *source.photographs()[-LATEST:])]
    return [
        *(year["artifact"] for year in words["home"]["timeline"]["years"]),
        *words["pictures"].values(),
        *(story["picture"] for story in words["stories"]),
        *newest,
    ]


def voices_first() -> list[str]:
    """The interviews the front door lets one hear."""
    home = source.tables("pages.yaml")["home"]
    return [home["voices"][0]["interview"], *(column["interview"] for column in home["generations"]["columns"])]


def home_body(cabinet: Cabinet) -> list[Block]:
    """What the front door shows below its search box."""
    home = source.tables("pages.yaml")["home"]
    columns = [{**column, **_moment(column, cabinet)} for column in home["generations"]["columns"]]
    years = [{**year, "artifact": cabinet.artifacts[year["artifact"]]} for year in home["timeline"]["years"]]
    return [
        ("generations", {"title": home["generations"]["title"], "columns": columns}),
        *(("voice", {"title": VOICE_TITLE, **_moment(row, cabinet), "words": ""}) for row in home["voices"]),
        ("timeline", {"title": home["timeline"]["title"], "years": years}),
        ("call", dict(home["call"])),
    ]


def unfurnish_home(home: HomePage) -> None:
    """Take the demo's blocks off the front door; what curators have put there themselves stays."""
    words = source.tables("pages.yaml")["home"]
    titles = {words["generations"]["title"], words["timeline"]["title"], words["call"]["title"], VOICE_TITLE}
    kept: Any = [(block.block_type, block.value) for block in home.body if block.value.get("title") not in titles]
    home.body = kept
    if home.example_queries == words["example_queries"]:
        home.example_queries = ""
    home.is_demo = False
    home.save_revision().publish()


def _open_cabinet(pictures: Mapping[str, Picture]) -> Cabinet:
    return Cabinet(
        artifacts={row.accession_number: row for row in Artifact.objects.filter(is_demo=True)},
        photographs={row.accession_number: row for row in Photograph.objects.filter(is_demo=True)},
        interviews={row.slug: row for row in Interview.objects.filter(is_demo=True)},
        families={row.slug.removesuffix("-family"): row for row in Family.objects.filter(is_demo=True)},
        places={row.slug: row for row in Place.objects.filter(is_demo=True).prefetch_related("changes")},
        pictures=pictures,
    )


def _plant(parent: Page, page: ExhibitPage | StoryPage) -> Tally:
    if parent.get_children().filter(slug=page.slug).exists():
        return Tally(kept=1)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return Tally(made=1)


def _furnish_home(cabinet: Cabinet) -> Tally:
    home = HomePage.objects.get()
    if home.body or home.is_demo:
        return Tally(kept=1)
    home.is_demo = True
    home.example_queries = source.tables("pages.yaml")["home"]["example_queries"]
    home.body = home_body(cabinet)
    home.save_revision().publish()
    return Tally(made=1)


def _exhibit(row: Row, cabinet: Cabinet) -> ExhibitPage:
    words = source.tables("pages.yaml")
    breaks = {chapter["before"]: chapter for chapter in words["chapters"][row["id"]]}
    body: list[Block] = []
    for number, block in enumerate(row["blocks"]):
        if number in breaks:
            body.append(("chapter", {"title": breaks[number]["title"], "lead": breaks[number].get("lead", "")}))
        body.extend(_blocks(block, cabinet))
    return ExhibitPage(
        title=row["title"],
        slug=row["id"],
        subtitle=row["subtitle"],
        summary=words["summaries"][row["id"]],
        picture=cabinet.pictures.get(words["pictures"][row["id"]]),
        body=[("text", {"heading": "", "body": _paragraph(row["argument"])}), *body],
        is_demo=True,
    )


def _story(row: Row, cabinet: Cabinet) -> StoryPage:
    return StoryPage(
        title=row["title"],
        slug=row["slug"],
        author=row["author"],
        summary=row["summary"],
        picture=cabinet.pictures.get(row["picture"]),
        body=[made for block in row["blocks"] for made in _blocks(block, cabinet)],
        is_demo=True,
    )


def _blocks(block: Row, cabinet: Cabinet) -> Sequence[Block]:
    """One block of the programme as the page blocks that show it."""
    kind = block["type"]
    if kind in {"record", "picture"}:
        return [_record(block, cabinet)]
    return [_BUILDERS[kind](block, cabinet)]


def _text(block: Row, cabinet: Cabinet) -> Block:
    return "text", {"heading": block.get("heading", ""), "body": _paragraph(block["body"])}


def _clip(block: Row, cabinet: Cabinet) -> Block:
    return "clip", {**_moment(block, cabinet), "caption": block.get("caption", "")}


def _quotation(block: Row, cabinet: Cabinet) -> Block:
    return "quotation", {**_moment(block, cabinet), "words": block.get("words") or block["body"]}


def _family(block: Row, cabinet: Cabinet) -> Block:
    family = cabinet.families[block["family"]]
    return "family", {"family": family, "note": block.get("note", "")}


def _record(block: Row, cabinet: Cabinet) -> Block:
    number = block["record"]
    note = block.get("note", "")
    if number in cabinet.photographs:
        return "photograph", {"record": cabinet.photographs[number], "note": note}
    return "artifact", {"record": cabinet.artifacts[number], "note": note}


def _contradiction(block: Row, cabinet: Cabinet) -> Block:
    row = next(row for row in source.programme()["contradictions"] if row["id"] == block["id"])
    versions = [{**_moment(version, cabinet), "says": version["says"]} for version in row["versions"]]
    evidence = [cabinet.artifacts[number] for number in row["evidence"] if number in cabinet.artifacts]
    return "contradiction", {"title": row["title"], "versions": versions, "evidence": evidence}


def _call(block: Row, cabinet: Cabinet) -> Block:
    row = next(row for row in source.programme()["calls"] if row["id"] == block["call"])
    return "call", {"title": row["title"], "text": row["prompt"]}


def _map(block: Row, cabinet: Cabinet) -> Block:
    """The plan comes with its years; the last map of an exhibit is the empty place."""
    words = source.tables("pages.yaml")
    title = words["map_titles"].get(block["decade"])
    if title is None:
        return "text", {"heading": "", "body": _paragraph(words["after_the_fall"])}
    changes = cabinet.places[block["focus"]].changes.all()
    years = [{"year": str(change.year), "generation": "", "text": change.text, "artifact": None} for change in changes]
    return "timeline", {"title": title, "years": years}


_BUILDERS = {
    "text": _text,
    "clip": _clip,
    "quotation": _quotation,
    "family": _family,
    "contradiction": _contradiction,
    "call": _call,
    "map": _map,
}


def _moment(row: Row, cabinet: Cabinet) -> dict[str, Any]:
    clip = row.get("clip", row)
    return {
        "interview": cabinet.interviews[clip["interview"]],
        "start_ms": clip["start_ms"],
        "end_ms": clip["end_ms"],
    }


def _paragraph(text: str) -> str:
    return format_html("<p>{}</p>", text)
