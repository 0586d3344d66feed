"""A drawn picture for every demo record: eighty-seven objects, eighty-six prints and the portraits.

Which drawing stands for which record is written in ``data/pictures.yaml``; what a drawing looks like lies in
``illustrations/``; here they meet, each record in a pose of its own, the same on every load.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from museum.demo.drawing import Dice, drawing, letter, mark, raster, recolour
from museum.demo.prints import Head, Print, photograph
from museum.demo.source import Row, tables

WIDTH_PX = 1200
COVERED = "portrait-7"


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """One finished picture and the name of its file."""

    name: str
    content: bytes


def object_svg(accession_number: str) -> str:
    """The object alone on a transparent ground: the half-painted wall behind it belongs to the page."""
    name, tone, *rest = tables("pictures.yaml")["artifacts"][accession_number]
    words: Mapping[str, str] = rest[0] if rest else {}
    dice = Dice(accession_number)
    turn, size = dice.between(-4, 4), dice.between(0.9, 0.97)
    body = letter(recolour(drawing(name), tone), words)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480" width="480" height="480">'
        f'<g transform="translate(240 236) rotate({turn:.1f}) scale({size:.3f}) translate(-240 -240)">{body}</g>'
        f"{mark(x=438, y=472, size=15)}</svg>"
    )


def portrait_svg(person: Row) -> str:
    """A drawn bust; whoever has not agreed to be seen has covered eyes, and so the drawing gives nothing away."""
    name, tone = COVERED, "steel"
    if person["public_display"] == "public":
        dice = Dice(person["id"])
        name = dice.pick(tables("pictures.yaml")["portraits"][person["sex"]])
        tone = ("blue", "green", "orange")[person["generation"] - 1]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" width="320" height="320">'
        f"{letter(recolour(drawing(name), tone))}{mark(x=290, y=313, size=11)}</svg>"
    )


def artifact_picture(row: Row) -> Drawn:
    """The object of one artifact record, as a transparent PNG."""
    number = row["accession_number"]
    return Drawn(name=f"{number}.png", content=raster(object_svg(number), width_px=WIDTH_PX, kind="png"))


def photograph_picture(row: Row) -> Drawn:
    """The print of one photograph record, as a JPEG."""
    content = raster(_print(row).svg, width_px=WIDTH_PX, kind="jpeg")
    return Drawn(name=f"{row['accession_number']}.jpg", content=content)


def heads_of(row: Row) -> tuple[Head, ...]:
    """Where the heads of a photograph record are, back row first, each row from the left."""
    return _print(row).heads


def _print(row: Row) -> Print:
    number = row["accession_number"]
    scene, count, pose = tables("pictures.yaml")["photographs"][number]
    return photograph(accession_number=number, scene=scene, count=count, pose=pose, year=int(row["date_edtf"][:4]))


def closed_notes(name: str) -> Drawn:
    """The notes that are kept back: a drawing of a closed envelope's worth of paper, without a word on it."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480" width="480" height="480">'
        f"{recolour(drawing('slips'), 'steel')}{mark(x=438, y=472, size=15)}</svg>"
    )
    return Drawn(name=f"{name}.png", content=raster(svg, width_px=WIDTH_PX, kind="png"))


def portrait_picture(person: Row) -> Drawn:
    """The portrait of one person, as a PNG named by the neutral id of the record."""
    return Drawn(name=f"{person['id']}.png", content=raster(portrait_svg(person), width_px=WIDTH_PX // 2, kind="png"))


def draw_all(
    *, artifacts: Iterable[Row] = (), photographs: Iterable[Row] = (), people: Iterable[Row] = ()
) -> dict[str, Drawn]:
    """Every picture asked for, by accession number or person id; the drawing library works outside Python's lock."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        jobs = {row["accession_number"]: pool.submit(artifact_picture, row) for row in artifacts}
        jobs |= {row["accession_number"]: pool.submit(photograph_picture, row) for row in photographs}
        jobs |= {row["id"]: pool.submit(portrait_picture, row) for row in people}
        return {key: job.result() for key, job in jobs.items()}
