"""The album: photographs that came in one book and stay in its order."""

from collections.abc import Mapping

from archive.dates import FuzzyDate
from archive.models import Album, AlbumPhotograph, Collection, Photograph
from archive.states import RecordStatus
from media.models import Picture
from museum.demo import source, vocabularies
from museum.demo.planting import Tally, demo_uuid, publish
from museum.demo.source import Row


def load(*, collection: Collection, pictures: Mapping[str, Picture]) -> Tally:
    """Every album of the demo world that is not there yet; its photographs must be."""
    there = set(Album.objects.filter(is_demo=True).values_list("accession_number", flat=True))
    tally = Tally(kept=len(there))
    for row in source.albums():
        if row["accession_number"] not in there:
            publish(_album(row, collection, pictures))
            tally.made += 1
    return tally


def _album(row: Row, collection: Collection, pictures: Mapping[str, Picture]) -> Album:
    number = row["accession_number"]
    album = Album(
        uuid=demo_uuid("album", number),
        accession_number=number,
        title=row["title"],
        description=row["description"],
        cover=pictures.get(row["cover"]),
        date_compiled=FuzzyDate.parse(row["date"]).text(),
        rights=vocabularies.rights_by_name()["CC BY-NC 4.0"],
        collection=collection,
        record_status=RecordStatus.CATALOGUED,
    )
    prints = Photograph.objects.in_bulk(row["photographs"], field_name="accession_number")
    album.photographs = [
        AlbumPhotograph(photograph=prints[each], sort_order=n) for n, each in enumerate(row["photographs"])
    ]
    return album
