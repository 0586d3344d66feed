"""Fills a museum with the demo world, unit by unit, each in a transaction of its own.

Whoever pulls the plug in between finds, on the next load, what is there and gets the rest. The sign-ins come last, so
that a museum with sign-ins is a museum that is complete.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model

from archive.models import Album, Artifact, Interview, Person, Photograph, Place
from museum.demo import (
    albums,
    artifacts,
    consents,
    context,
    contributions,
    files,
    interviews,
    people,
    photographs,
    pictures,
    places,
    programme,
    source,
    users,
    vocabularies,
)
from museum.demo.pictures import Drawn
from museum.demo.planting import Report, Tally
from search.api import reindex
from search.indexing import drain
from search.rebuilding import needed

INDEX_WAIT_SECONDS = 60.0
"""How long a load waits for a worker that is writing to the index before leaving the rest to it."""

CLOSED_PICTURE = f"{artifacts.PARTLY_SHOWN}-closed"
"""The second picture of the notes: the ones that are not shown."""


class AddressesTaken(Exception):
    """Records of the museum's own stand where the demo's would go."""


@dataclass(slots=True)
class Loaded:
    """What a load did, by kind."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    @property
    def made(self) -> int:
        return sum(tally.made for tally in self.tallies.values())


class Loader:
    """One load, from the words of the vocabularies to the sign-ins."""

    def __init__(self, *, with_sound: bool, with_pictures: bool, convert_now: bool, report: Report) -> None:
        self.with_sound = with_sound
        self.with_pictures = with_pictures
        self.convert_now = convert_now
        self.report = report
        self.loaded = Loaded()

    def load(self) -> Loaded:
        """Bring the demo world in, or complete it.

        Raises AddressesTaken when a record of the museum's own has a number or address the demo needs, and
        users.UsernameTaken when somebody's account has the name of a demo sign-in. Nothing is loaded then.
        """
        check_addresses()
        users.check()
        if needed():
            reindex()
        self._surroundings()
        if self.with_pictures:
            self._note("图片", add_pictures())
        self._records()
        with transaction.atomic():
            self._note("机构", context.load_organisations(places=places.by_id()))
            self._note("大事", context.load_events(places=places.by_id()))
            self._note("征集与投稿", contributions.load())
            self._note("页面", programme.load(pictures=files.demo_pictures()))
        if self.convert_now:
            first = files.convert_now(pictures=programme.pictures_first(), voices=programme.voices_first())
            self._note("首页和展览的图与声音", first)
        if self.loaded.made:
            self.report("正在写搜索索引")
            drain(wait_seconds=INDEX_WAIT_SECONDS)
        self._note("演示账号", users.load())
        return self.loaded

    def _surroundings(self) -> None:
        with transaction.atomic():
            self._note("词表与权利声明", vocabularies.load())
            self._note("地点", places.load())
            self._note("全宗", context.load_collections())

    def _records(self) -> None:
        library = files.demo_pictures()
        fonds = context.collections()
        with transaction.atomic():
            self._note("人物、家庭与关系", people.load(places=places.by_id(), portraits=library))
        with transaction.atomic():
            self._note("藏品", artifacts.load(collection=fonds[context.ARTIFACTS], pictures=library))
        with transaction.atomic():
            heads = {row["accession_number"]: pictures.heads_of(row) for row in source.photographs()}
            self._note(
                "老照片",
                photographs.load(collection=fonds[context.PHOTOGRAPHS], pictures=library, heads=heads),
            )
        with transaction.atomic():
            self._note("相册", albums.load(collection=fonds[context.PHOTOGRAPHS], pictures=library))
        told = interviews.load(collection=fonds[context.INTERVIEWS], with_sound=self.with_sound, report=self.report)
        self._note("口述史", told)
        self._note("授权", consents.load())

    def _note(self, name: str, tally: Tally) -> None:
        self.loaded.tallies[name] = tally
        self.report(f"{name}：新 {tally.made}，已有 {tally.kept}")


def add_pictures() -> Tally:
    """Draw what is missing and take it in. Nobody is drawn whose record must not be seen at all."""
    seen = [row for row in source.people() if row["public_display"] in {"public", "name_only", "masked"}]
    titles = {
        **files.titles_of(source.artifacts(), key="accession_number", title="title"),
        **files.titles_of(source.photographs(), key="accession_number", title="title"),
        **{row["id"]: f"肖像：{row['public_name']}" for row in seen},
        CLOSED_PICTURE: "跨班纸条（不展出的）",
    }
    there = files.demo_pictures().keys()
    missing = titles.keys() - there
    drawn: dict[str, Drawn] = pictures.draw_all(
        artifacts=[row for row in source.artifacts() if row["accession_number"] in missing],
        photographs=[row for row in source.photographs() if row["accession_number"] in missing],
        people=[row for row in seen if row["id"] in missing],
    )
    if CLOSED_PICTURE in missing:
        drawn[CLOSED_PICTURE] = pictures.closed_notes(CLOSED_PICTURE)
    files.add_pictures(drawn, titles=titles)
    return Tally(made=len(drawn), kept=len(titles) - len(drawn))


def check_addresses() -> None:
    """Refuse before anything is written when the museum's own records stand where the demo's would."""
    taken = [
        *_taken(Artifact, "accession_number", (row["accession_number"] for row in source.artifacts())),
        *_taken(Photograph, "accession_number", (row["accession_number"] for row in source.photographs())),
        *_taken(Album, "accession_number", (row["accession_number"] for row in source.albums())),
        *_taken(Interview, "slug", (row["id"] for row in source.interviews())),
        *_taken(Person, "slug", (row["id"] for row in source.people())),
        *_taken(Place, "slug", (row["id"] for row in source.places())),
    ]
    if taken:
        shown = "、".join(taken[:5])
        raise AddressesTaken(
            f"馆里自己的记录已经用了演示数据的号或网址：{shown}（共 {len(taken)} 处）。演示数据只装进还空着的馆。"
        )


def _taken(model: type[Model], field_name: str, keys: Iterable[str]) -> list[str]:
    own = model._default_manager.filter(is_demo=False, **{f"{field_name}__in": list(keys)})
    return list(own.values_list(field_name, flat=True))
