"""Eighty-seven objects: where they come from, what they are made of, who held them, and the label beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive.dates import FuzzyDate
from archive.models import (
    Artifact,
    ArtifactImage,
    ArtifactMaker,
    ArtifactPerson,
    ArtifactPlace,
    Collection,
    ConditionReport,
    Dimension,
    LocationMove,
    Person,
    Place,
    RightsStatement,
    Term,
    Vocabulary,
)
from archive.states import AcquisitionMethod, RecordStatus
from media.models import Picture
from museum.demo import people, places, source, vocabularies
from museum.demo.planting import Tally, demo_uuid, publish
from museum.demo.source import Row

METHODS: Mapping[str, AcquisitionMethod] = {
    "捐赠": AcquisitionMethod.GIFT,
    "移交": AcquisitionMethod.TRANSFER,
    "借展": AcquisitionMethod.LOAN,
    "采集": AcquisitionMethod.COLLECTED,
}
CATALOGUED_ON = date(2019, 11, 1)
PARTLY_SHOWN = "ZH-A-0030"
HEALTH_RECORDS = "ZH-A-0076"
TENDER_NOTES = "纸条里有夫妻之间的话，捐赠人只同意展出十二张"
PATIENTS = "抽屉里是职工的健康资料，不公开"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """What every artifact may refer to, fetched once."""

    places: Mapping[str, Place]
    people: Mapping[str, Person]
    named: Mapping[str, Person]
    types: Mapping[str, Term]
    materials: Mapping[str, Term]
    rights: RightsStatement
    collection: Collection
    pictures: Mapping[str, Picture]


def load(*, collection: Collection, pictures: Mapping[str, Picture]) -> Tally:
    """Every artifact of the demo world that is not there yet."""
    shelf = Shelf(
        places=places.by_id(),
        people=people.by_id(),
        named=people.by_name(),
        types=vocabularies.terms_of(Vocabulary.OBJECT_TYPE),
        materials=vocabularies.terms_of(Vocabulary.MATERIAL),
        rights=vocabularies.rights_by_name()["CC BY-NC 4.0"],
        collection=collection,
        pictures=pictures,
    )
    there = set(Artifact.objects.filter(is_demo=True).values_list("accession_number", flat=True))
    tally = Tally()
    for row in source.artifacts():
        if row["accession_number"] in there:
            tally.kept += 1
            continue
        publish(_artifact(row, shelf))
        tally.made += 1
    return tally


def _artifact(row: Row, shelf: Shelf) -> Artifact:
    number = row["accession_number"]
    donor = shelf.named.get(row["donor"].removesuffix("（借展）"))
    artifact = Artifact(
        uuid=demo_uuid("artifact", number),
        accession_number=number,
        title=row["title"],
        object_type=shelf.types[row["object_type"]],
        date_made=FuzzyDate.parse(row["date_edtf"]).text(),
        acquisition_method=METHODS[row["acquisition"]],
        donor=donor,
        source_name="" if donor else row["donor"],
        story_label=row["label"],
        rights=shelf.rights,
        collection=shelf.collection,
        record_status=RecordStatus.CATALOGUED,
    )
    artifact.materials = [shelf.materials[name] for name in row["materials"]]
    artifact.tags.add(*row["tags"])
    artifact.dimensions = [
        Dimension(quantity=quantity, value=value, unit=Dimension.Unit.MM)
        for quantity, value in row["dimensions_mm"].items()
    ]
    artifact.makers = [_maker(row["maker"], shelf.named)]
    artifact.people = [ArtifactPerson(person=shelf.people[person]) for person in row["persons"]]
    artifact.places = [ArtifactPlace(place=shelf.places[row["place"]])]
    artifact.condition_reports = [ConditionReport(assessed_on=CATALOGUED_ON, condition=row["condition"])]
    artifact.locations = [LocationMove(place=row["location"], since=CATALOGUED_ON)]
    artifact.images = _images(row, shelf.pictures)
    return artifact


def _maker(name: str, named: Mapping[str, Person]) -> ArtifactMaker:
    person = named.get(name)
    return ArtifactMaker(person=person, name="" if person else name)


def _images(row: Row, pictures: Mapping[str, Picture]) -> list[ArtifactImage]:
    """One drawing each; of the notes a second one is kept back, and of the health cards none is shown."""
    number = row["accession_number"]
    picture = pictures.get(number)
    if picture is None:
        return []
    closed = number == HEALTH_RECORDS
    shown = ArtifactImage(
        picture=picture,
        caption="演示插图",
        alt_text=row["title"],
        is_closed=closed,
        closed_reason=PATIENTS if closed else "",
    )
    kept_back = pictures.get(f"{number}-closed")
    if kept_back is None:
        return [shown]
    return [shown, ArtifactImage(picture=kept_back, caption="演示插图", is_closed=True, closed_reason=TENDER_NOTES)]
