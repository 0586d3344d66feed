"""Eighty-six photographs, the faces in them, and everybody who says whose face it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from archive.dates import FuzzyDate
from archive.models import (
    Collection,
    FaceRegion,
    NameClaim,
    Person,
    Photograph,
    PhotographPerson,
    Place,
    RightsStatement,
)
from archive.states import AcquisitionMethod, Certainty, FaceStatus, RecordStatus
from media.models import Picture
from museum.demo import people, places, source, vocabularies
from museum.demo.planting import Tally, demo_uuid, publish
from museum.demo.prints import Head
from museum.demo.source import Row
from museum.demo.standing import position_of

STATUSES: Mapping[str, FaceStatus] = {"有争议": FaceStatus.DISPUTED, "待旁证": FaceStatus.UNCONFIRMED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What every photograph may refer to, fetched once."""

    places: Mapping[str, Place]
    people: Mapping[str, Person]
    named: Mapping[str, Person]
    rights: Mapping[str, RightsStatement]
    collection: Collection
    pictures: Mapping[str, Picture]
    heads: Mapping[str, Sequence[Head]]


def load(*, collection: Collection, pictures: Mapping[str, Picture], heads: Mapping[str, Sequence[Head]]) -> Tally:
    """Every photograph of the demo world that is not there yet."""
    desk = Desk(
        places=places.by_id(),
        people=people.by_id(),
        named=people.by_name(),
        rights=vocabularies.rights_by_name(),
        collection=collection,
        pictures=pictures,
        heads=heads,
    )
    there = set(Photograph.objects.filter(is_demo=True).values_list("accession_number", flat=True))
    tally = Tally()
    for row in source.photographs():
        if row["accession_number"] in there:
            tally.kept += 1
            continue
        publish(_photograph(row, desk))
        tally.made += 1
    return tally


def _photograph(row: Row, desk: Desk) -> Photograph:
    number = row["accession_number"]
    photograph = Photograph(
        uuid=demo_uuid("photograph", number),
        accession_number=number,
        title=row["title"],
        picture=desk.pictures.get(number),
        alt_text=row["caption"],
        caption=row["caption"],
        date_taken=FuzzyDate.parse(row["date_edtf"]).text(),
        place=desk.places[row["place"]],
        acquisition_method=AcquisitionMethod.GIFT,
        rights=desk.rights[row["rights"]],
        rights_note=row["rights_note"],
        collection=desk.collection,
        record_status=RecordStatus.CATALOGUED,
    )
    photograph.people = [PhotographPerson(person=desk.people[person]) for person in row["persons"]]
    photograph.faces = _faces(row, desk)
    return photograph


def _faces(row: Row, desk: Desk) -> list[FaceRegion]:
    """Faces somebody asks about, with every claim; where nobody asks, those whose names are known."""
    heads = desk.heads.get(row["accession_number"], ())
    asked = [_asked(face, heads, desk) for face in row["unnamed_faces"]]
    if asked:
        return asked
    return [
        _region(number, heads, person=desk.people[person], status=FaceStatus.CONFIRMED)
        for number, person in enumerate(row["persons"][: len(heads)], start=1)
    ]


def _asked(face: Row, heads: Sequence[Head], desk: Desk) -> FaceRegion:
    region = _region(face["face"], heads, person=None, status=STATUSES[face["status"]])
    region.claims = [_claim(claim, desk) for claim in face["claims"]]
    return region


def _region(number: int, heads: Sequence[Head], *, person: Person | None, status: FaceStatus) -> FaceRegion:
    region = FaceRegion(number=number, person=person, status=status, position=position_of(number, heads))
    if number <= len(heads):
        head = heads[number - 1]
        region.left, region.top = Decimal(str(head.left)), Decimal(str(head.top))
        region.width, region.height = Decimal(str(head.width)), Decimal(str(head.height))
    return region


def _claim(claim: Row, desk: Desk) -> NameClaim:
    """What a witness said. Words that name nobody in the archive (父亲的老乡) are safe to repeat."""
    person = desk.named.get(claim["name"])
    return NameClaim(
        name="" if person else claim["name"],
        person=person,
        certainty=Certainty.LIKELY,
        witness=desk.people[claim["witness"]],
        said_on=date.fromisoformat(claim["on"]),
        is_public=person is None,
    )
