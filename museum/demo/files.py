"""The demo's pictures and voices on their way into the museum's files, by the same door as a curator's upload.

A file is known again by its name inside the demo's own picture collection (or by the title of a recording), so that a
load that was interrupted between a file and its record finds the file the next time.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from django.db import connection, transaction
from wagtail.models import Collection as PictureCollection

from media.models import Derivative, Kind, Picture, Recording, State
from media.services.adding import add_recording, describe
from media.services.conversion import convert
from media.services.ingest import Admitted, admit, keep
from museum.demo.pictures import Drawn
from museum.demo.planting import Tally

COLLECTION = "演示数据"
MARK = "演示插图"
RECORDING_TITLE = "演示录音 {}"
EXAMINERS = 2
FIRST_RECIPES = ("renditions", "low", "peaks")


def picture_collection() -> PictureCollection:
    """The folder of the picture library that holds the demo's drawings."""
    root = PictureCollection.get_first_root_node()
    found = root.get_children().filter(name=COLLECTION).first()
    return found or root.add_child(name=COLLECTION)


def remove_collection_if_empty() -> None:
    """A curator may have put pictures of their own into the demo's folder: then it stays."""
    folder = PictureCollection.get_first_root_node().get_children().filter(name=COLLECTION).first()
    if folder is not None and not Picture.objects.filter(collection=folder).exists():
        folder.delete()


def demo_pictures() -> dict[str, Picture]:
    """The demo's pictures by the name of their file without its ending: accession numbers and ids of people."""
    rows = Picture.objects.filter(collection__name=COLLECTION, title__endswith=MARK).select_related("asset__original")
    return {row.asset.original_name.rpartition(".")[0]: row for row in rows}


def demo_recordings() -> dict[str, Recording]:
    """The demo's recordings by the id of their interview."""
    prefix = RECORDING_TITLE.format("")
    rows = Recording.objects.filter(title__startswith=prefix).select_related("asset__original")
    return {row.title.removeprefix(prefix): row for row in rows}


def add_pictures(drawn: Mapping[str, Drawn], *, titles: Mapping[str, str]) -> None:
    """Take in drawings, a few at a time: examining a file means starting a child process."""
    folder = picture_collection()
    for key, admitted in _admitted(drawn):
        with transaction.atomic():
            asset = keep(admitted)
            title = f"{titles[key]}　{MARK}"
            picture = Picture(title=title, description=titles[key], collection=folder)
            describe(instance=picture, asset=asset)
            picture.save()


def add_voice(interview_id: str, sound: bytes) -> Recording:
    """Take in the track of one interview."""
    return add_recording(BytesIO(sound), filename=f"{interview_id}.ogg", title=RECORDING_TITLE.format(interview_id))


def convert_now(*, pictures: Iterable[str], voices: Iterable[str]) -> Tally:
    """Make what visitors see and hear of these at once: a museum just loaded has a front door before a worker started.

    The others wait for the worker: starting a bounded child for each of two hundred takes minutes.
    """
    library, recordings = demo_pictures(), demo_recordings()
    assets = [library[key].asset_id for key in pictures if key in library]
    assets += [recordings[key].asset_id for key in voices if key in recordings]
    waiting = Derivative.objects.filter(recipe__in=FIRST_RECIPES, state=State.PENDING, asset__in=assets)
    ids = list(waiting.values_list("pk", flat=True))
    with ThreadPoolExecutor(max_workers=EXAMINERS) as pool:
        for _result in pool.map(_convert, ids):
            pass
    return Tally(made=len(ids))


def _convert(derivative_id: int) -> None:
    try:
        convert(derivative_id)
    finally:
        connection.close()


def _admitted(missing: Mapping[str, Drawn]) -> Iterator[tuple[str, Admitted]]:
    """Judge files side by side, hand them over one by one: rows are written by one thread only."""
    with ThreadPoolExecutor(max_workers=EXAMINERS) as pool:
        yield from zip(missing, pool.map(_admit, missing.values()), strict=True)


def _admit(picture: Drawn) -> Admitted:
    try:
        return admit(BytesIO(picture.content), filename=picture.name, wanted={Kind.PICTURE})
    finally:
        connection.close()


def titles_of(rows: Iterable[Mapping[str, str]], *, key: str, title: str) -> dict[str, str]:
    """Titles by key, for `add_pictures`."""
    return {row[key]: row[title] for row in rows}
