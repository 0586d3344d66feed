"""What stands around the records: the fonds they belong to, two organisations, and the timeline."""

from collections.abc import Mapping

from archive.models import (
    Artifact,
    Collection,
    Event,
    EventSource,
    Interview,
    Organisation,
    Photograph,
    Place,
)
from museum.demo import source
from museum.demo.planting import Tally, demo_uuid, publish
from museum.demo.source import Row

FONDS, ARTIFACTS, PHOTOGRAPHS, INTERVIEWS = "zh", "zh-a", "zh-p", "zh-oh"


def load_collections() -> Tally:
    """The fonds and its three parts, parents before children."""
    tally = Tally()
    for row in source.tables("timeline.yaml")["collections"]:
        if Collection.objects.filter(slug=_slug(row), is_demo=True).exists():
            tally.kept += 1
            continue
        publish(
            Collection(
                uuid=demo_uuid("collection", row["id"]),
                slug=_slug(row),
                reference_code=row["code"],
                name=row["name"],
                level=row["level"],
                parent=collections().get(row.get("parent", "")),
                dates=row.get("dates", ""),
                extent=row.get("extent", ""),
                scope_and_content=row["scope"],
                custodial_history=row.get("history", ""),
                access_conditions="演示数据，内容均为虚构。",
                languages="中文",
            )
        )
        tally.made += 1
    return tally


def collections() -> dict[str, Collection]:
    """The demo's fonds and its parts by the id used in the demo data."""
    prefix = "demo-"
    return {row.slug.removeprefix(prefix): row for row in Collection.objects.filter(is_demo=True)}


def load_organisations(*, places: Mapping[str, Place]) -> Tally:
    """The works and the museum itself."""
    tally = Tally()
    for row in source.tables("timeline.yaml")["organisations"]:
        if Organisation.objects.filter(slug=_slug(row), is_demo=True).exists():
            tally.kept += 1
            continue
        publish(
            Organisation(
                uuid=demo_uuid("organisation", row["id"]),
                slug=_slug(row),
                name=row["name"],
                place=places[row["place"]],
                existed_on=row["existed"],
                history=row["history"],
            )
        )
        tally.made += 1
    return tally


def load_events(*, places: Mapping[str, Place]) -> Tally:
    """The timeline, each event with the moments and things that tell of it."""
    artifacts = {row.accession_number: row for row in Artifact.objects.filter(is_demo=True)}
    photographs = {row.accession_number: row for row in Photograph.objects.filter(is_demo=True)}
    interviews = {row.slug: row for row in Interview.objects.filter(is_demo=True)}
    tally = Tally()
    for row in source.tables("timeline.yaml")["events"]:
        if Event.objects.filter(slug=_slug(row), is_demo=True).exists():
            tally.kept += 1
            continue
        event = Event(
            uuid=demo_uuid("event", row["id"]),
            slug=_slug(row),
            title=row["title"],
            description=row["text"],
            happened_on=row["date"],
            place=places.get(row.get("place", "")),
        )
        event.sources = [
            EventSource(
                interview=interviews.get(item.get("iv", "")),
                start_ms=item.get("start_ms"),
                artifact=artifacts.get(item.get("record", "")),
                photograph=photographs.get(item.get("record", "")),
                says=item.get("says", ""),
            )
            for item in row.get("sources", ())
        ]
        publish(event)
        tally.made += 1
    return tally


def _slug(row: Row) -> str:
    return f"demo-{row['id']}"
