"""The drawn pictures and the hummed voices of the demo museum: every record has its own, and it is always the same."""

from io import BytesIO

import pytest
from PIL import Image

from museum.demo import pictures, sound, source
from museum.demo.drawing import glyphs, letter


def test_every_artifact_and_photograph_has_a_drawing_of_its_own() -> None:
    drawn = pictures.draw_all(artifacts=source.artifacts(), photographs=source.photographs())
    assert len({picture.content for picture in drawn.values()}) == len(source.artifacts()) + len(source.photographs())


def test_pictures_are_large_enough_for_the_stage() -> None:
    picture = pictures.artifact_picture(source.artifacts()[0])
    assert Image.open(BytesIO(picture.content)).size == (1200, 1200)


def test_the_same_record_is_always_drawn_the_same() -> None:
    row = source.photographs()[2]
    assert pictures.photograph_picture(row) == pictures.photograph_picture(row)


@pytest.mark.parametrize(
    "row", [row for row in source.photographs() if row["unnamed_faces"]], ids=lambda row: row["title"]
)
def test_every_face_in_question_lies_on_a_drawn_head(row: source.Row) -> None:
    heads = pictures.heads_of(row)
    for face in row["unnamed_faces"]:
        head = heads[face["face"] - 1]
        assert 0 <= head.left <= 1 - head.width
        assert 0 <= head.top <= 1 - head.height


def test_no_word_in_a_drawing_waits_for_a_font() -> None:
    words = "".join(pictures.object_svg(row["accession_number"]) for row in source.artifacts())
    assert "<text" not in words


def test_the_words_of_all_drawings_have_outlines() -> None:
    assert set("抗洪保盐三号窗口平安班演示插图") <= set(glyphs())
    assert "<path" in letter('<text x="1" y="2" font-size="3">样</text>')


@pytest.mark.parametrize("person", source.people(), ids=lambda person: person["id"])
def test_whoever_has_not_agreed_is_shown_with_covered_eyes(person: source.Row) -> None:
    covered = 'height="26" fill="#14242F"' in pictures.portrait_svg(person)
    assert covered == (person["public_display"] != "public")


def test_a_track_is_as_long_as_the_catalogue_says() -> None:
    voice = sound.voice_of(sex="女", generation=1)
    cue = sound.Spoken(start_ms=500, end_ms=1500, voice=voice, text="我喝了四十年")
    samples = sound.track([cue], duration_ms=2345)
    assert len(samples) == 2345 * sound.SAMPLES_PER_MS * 2


def test_a_track_is_loud_while_somebody_speaks_and_quiet_between() -> None:
    voice = sound.voice_of(sex="男", generation=1)
    cue = sound.Spoken(start_ms=1000, end_ms=2000, voice=voice, text="槽子停了")
    samples = memoryview(sound.track([cue], duration_ms=3000)).cast("h")
    second = sound.RATE_HZ
    assert max(samples[second : 2 * second]) > 20 * max(samples[2 * second :])


def test_the_encoded_track_is_opus() -> None:
    encoded = sound.encode(sound.track([], duration_ms=1000))
    assert encoded[:4] == b"OggS"
    assert b"OpusHead" in encoded[:64]
