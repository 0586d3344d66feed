"""The pictures and the one recording that all made-up records share: pages load files, not copies of files."""

from collections.abc import Sequence
from io import BytesIO

from media.models import Picture, Recording, Visibility
from media.services.adding import add_picture, add_recording
from media.services.disposal import dispose
from museum.demo import source
from museum.demo.pictures import artifact_picture
from museum.demo.sound import encode, track

TITLE = "量速度用"
PICTURES = 24
SOUND_MS = 60_000


def add() -> tuple[Sequence[Picture], Recording]:
    """Two dozen drawings and a minute of a quiet room."""
    pictures = [
        add_picture(BytesIO(drawn.content), filename=drawn.name, title=TITLE, visibility=Visibility.PUBLIC)
        for drawn in map(artifact_picture, source.artifacts()[:PICTURES])
    ]
    sound = encode(track([], duration_ms=SOUND_MS))
    recording = add_recording(BytesIO(sound), filename="load.ogg", title=TITLE, visibility=Visibility.PUBLIC)
    return pictures, recording


def clear() -> None:
    """Remove them, with their bytes."""
    for row in (*Picture.objects.filter(title=TITLE), *Recording.objects.filter(title=TITLE)):
        asset = row.asset
        row.delete()
        dispose(asset=asset)
