"""What a file is, by content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.probe import ACCEPTED_LABEL, DOCX, JPEG, MP3, PDF, UnacceptableError, by_media_type, check_name, sniff
from tests.media import samples


@pytest.mark.parametrize("ending", sorted(samples.MEDIA_TYPES))
def test_every_accepted_format_is_recognised_by_content(ending: str) -> None:
    assert sniff(samples.sample(ending)).media_type == samples.MEDIA_TYPES[ending]


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (b"GIF89a" + bytes(20), "GIF"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\xef\xbb\xbf  <svg xmlns=''>", "SVG"),
        (b"MZ" + bytes(60), "Windows"),
        (b"\x7fELF" + bytes(60), "Linux"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), ".doc"),
        (b"RIFF\x10\0\0\0AVI LIST", "AVI"),
        (b"\0\0\0\x1cftypavif" + bytes(20), "AVIF"),
        (b"#!SILK_V3" + bytes(20), "微信"),
        ("只是几句话".encode(), "文字"),
        (bytes(range(256)), "认不出"),
    ],
)
def test_everything_else_is_named(content: bytes, label: str) -> None:
    with pytest.raises(UnacceptableError) as refused:
        sniff(content)
    assert refused.value.code == "foreign"
    assert label in str(refused.value.facts["label"])


def test_an_empty_file_is_called_empty() -> None:
    with pytest.raises(UnacceptableError) as refused:
        sniff(b"")
    assert refused.value.code == "empty"


def test_two_frames_must_follow_each_other_to_be_mp3() -> None:
    with pytest.raises(UnacceptableError):
        sniff(b"\xff\xfb\x90\x00" + bytes(2000))


def test_a_cover_picture_does_not_hide_an_mp3() -> None:
    tag = b"ID3\x03\0\0" + bytes([0, 0, 0x10, 0]) + bytes(2048)
    assert sniff(tag + samples.sound("mp3")) is MP3


@pytest.mark.parametrize("name", ["a.jpg", "a.PNG", "a.webp", "a", "a.unheard-of"])
def test_a_name_within_the_family_is_forgiven(name: str) -> None:
    check_name(name, JPEG)


@pytest.mark.parametrize(
    ("name", "found"), [("a.pdf", JPEG), ("a.html", JPEG), ("a.jpg", PDF), ("a.exe", MP3), ("a.zip", DOCX)]
)
def test_a_name_of_another_family_is_refused(name: str, found: object) -> None:
    with pytest.raises(UnacceptableError) as refused:
        check_name(name, found)  # type: ignore[arg-type]  # parametrize loses the type
    assert refused.value.code == "mismatch"


def test_a_stored_type_leads_back_to_its_format() -> None:
    assert by_media_type("audio/mpeg") is MP3


def test_the_list_of_what_is_accepted_names_each_kind() -> None:
    assert all(word in ACCEPTED_LABEL for word in ("JPEG", "DOCX", "AMR", "WebM"))


@given(st.binary(max_size=4096))
def test_no_content_breaks_the_probe(content: bytes) -> None:
    codes = {"empty", "foreign", "raw"}
    try:
        codes = {by_media_type(sniff(content).media_type).kind}
    except UnacceptableError as refused:
        codes &= {refused.code}
    assert codes
