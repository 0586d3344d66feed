"""Three exhibits, three stories, two trails and a front door, built from the blocks curators use themselves."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from media.models import Picture
from museum.demo import source
from museum.demo.page_blocks import Block, Cabinet, blocks_of, moment, open_cabinet, paragraph, station
from museum.demo.planting import Tally
from museum.demo.source import Row
from museum.models import ExhibitIndexPage, ExhibitPage, HomePage, StoryIndexPage, StoryPage, TrailIndexPage, TrailPage

LATEST = 12
"""How many of the newest records of a kind a list shows first."""

VOICE_TITLE = "今天听这一段"


def load(*, pictures: Mapping[str, Picture]) -> Tally:
    """Every demo page that is not there yet, and the home page if nobody has written on it."""
    cabinet = open_cabinet(pictures)
    tally = Tally()
    exhibits = ExhibitIndexPage.objects.get()
    for row in source.programme()["exhibits"]:
        tally += _plant(exhibits, _exhibit(row, cabinet))
    stories = StoryIndexPage.objects.get()
    for row in source.tables("pages.yaml")["stories"]:
        tally += _plant(stories, _story(row, cabinet))
    if trails := TrailIndexPage.objects.first():
        for row in source.programme()["trails"]:
            tally += _plant(trails, _trail(row, cabinet))
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
        *(trail["picture"] for trail in words["trails"].values()),
        *newest,
    ]


def voices_first() -> list[str]:
    """The interviews the front door lets one hear."""
    home = source.tables("pages.yaml")["home"]
    return [home["voices"][0]["interview"], *(column["interview"] for column in home["generations"]["columns"])]


def home_body(cabinet: Cabinet) -> list[Block]:
    """What the front door shows below its search box."""
    home = source.tables("pages.yaml")["home"]
    columns = [{**column, **moment(column, cabinet)} for column in home["generations"]["columns"]]
    years = [{**year, "artifact": cabinet.artifacts[year["artifact"]]} for year in home["timeline"]["years"]]
    return [
        ("generations", {"title": home["generations"]["title"], "columns": columns}),
        *(("voice", {"title": VOICE_TITLE, **moment(row, cabinet), "words": ""}) for row in home["voices"]),
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


def _plant(parent: Page, page: ExhibitPage | StoryPage | TrailPage) -> Tally:
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
    instead = words["instead"].get(row["id"], {})
    body: list[Block] = []
    for number, block in enumerate(row["blocks"]):
        if number in breaks:
            body.append(("chapter", {"title": breaks[number]["title"], "lead": breaks[number].get("lead", "")}))
        for each in instead.get(number, [block]):
            body.extend(blocks_of(each, cabinet))
    return ExhibitPage(
        title=row["title"],
        slug=row["id"],
        subtitle=row["subtitle"],
        summary=words["summaries"][row["id"]],
        picture=cabinet.pictures.get(words["pictures"][row["id"]]),
        body=[("text", {"heading": "", "body": paragraph(row["argument"])}), *body],
        is_demo=True,
    )


def _story(row: Row, cabinet: Cabinet) -> StoryPage:
    return StoryPage(
        title=row["title"],
        slug=row["slug"],
        author=row["author"],
        summary=row["summary"],
        picture=cabinet.pictures.get(row["picture"]),
        body=[made for block in row["blocks"] for made in blocks_of(block, cabinet)],
        is_demo=True,
    )


def _trail(row: Row, cabinet: Cabinet) -> TrailPage:
    words = source.tables("pages.yaml")["trails"][row["id"]]
    steps = zip(row["steps"], words["stations"], strict=True)
    return TrailPage(
        title=row["title"],
        slug=row["id"],
        summary=words["summary"],
        picture=cabinet.pictures.get(words["picture"]),
        audience=words["audience"],
        minutes=row["minutes"],
        teacher_note=words["teacher_note"],
        body=[("station", station(step, said, cabinet)) for step, said in steps],
        is_demo=True,
    )
