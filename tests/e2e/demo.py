"""The demo museum that browsers look at: all of it in words, what the page kinds show also as picture or sound.

Drawing and humming all of it takes minutes and proves nothing more here.
"""

import json

from museum.demo import files, interviews, pictures, source
from museum.demo.loading import Loader
from museum.demo.sound import encode, track
from tests.e2e.page_kinds import BY_NAME, INTERVIEW, shown

SECONDS_HEARD = 90
FIRST_OF_THE_ALBUM = "ZH-P-0058"


def fill() -> None:
    """Loads the demo world with the picture and the sound of the records among the page kinds, all converted."""
    drawn = pictures.draw_all(
        artifacts=[row for row in source.artifacts() if row["accession_number"] in BY_NAME["artifact"].address],
        photographs=[
            row
            for row in source.photographs()
            if row["accession_number"] in (FIRST_OF_THE_ALBUM, *BY_NAME["photograph"].address.split("/"))
        ],
        people=[row for row in source.people() if row["id"] in BY_NAME["person"].address],
    )
    files.add_pictures(drawn, titles={key: key for key in drawn})
    heard = next(row for row in source.interviews() if row["id"] in INTERVIEW)
    spoken = interviews.voices(heard, interviews.words_of(heard))
    files.add_voice(heard["id"], encode(track(spoken, duration_ms=SECONDS_HEARD * 1000)))
    Loader(with_sound=False, with_pictures=False, convert_now=False, report=lambda line: None).load()
    files.convert_now(pictures=drawn, voices=[heard["id"]])


def print_shown() -> None:
    """The pages nobody can ask for, as JSON by their path."""
    print(json.dumps(shown()))
