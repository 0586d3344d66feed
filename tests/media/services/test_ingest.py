"""Taking files in: what is kept, what is refused, and what a refusal costs."""

import hashlib
import io
import resource
import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings

from media.models import Asset, Derivative, Original, Visibility
from media.refusals import Refused
from media.services import derive
from media.services.ingest import admit, ingest
from media.storage import store
from tests.media import samples

pytestmark = pytest.mark.django_db


def take(content: bytes, filename: str) -> Asset:
    return ingest(io.BytesIO(content), filename=filename)


def quarantined() -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / "quarantine").iterdir())


def refusal(content: bytes, filename: str) -> Refused:
    """The refusal, after checking that nothing was kept and little was spent."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(Refused) as refused:
        take(content, filename)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5
    assert quarantined() == []
    assert not Original.objects.exists()
    return refused.value


@pytest.mark.parametrize("ending", sorted(samples.MEDIA_TYPES))
def test_every_accepted_format_is_kept(ending: str) -> None:
    asset = take(samples.sample(ending), f"文件.{ending}")
    assert asset.original.media_type == samples.MEDIA_TYPES[ending]


def test_an_original_lies_under_its_own_hash_unchangeable() -> None:
    content = samples.picture()
    asset = take(content, "a.jpg")
    digest = hashlib.sha512(content).hexdigest()
    path = Path(settings.MEDIA_ROOT) / f"originals/{digest[:2]}/{digest[2:4]}/{digest}"
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o444
    assert asset.original.sha512 == digest


def test_the_same_bytes_are_kept_once_for_two_assets() -> None:
    first, second = take(samples.picture(), "a.jpg"), take(samples.picture(), "b.jpg")
    assert first.uuid != second.uuid
    assert first.original == second.original
    assert len(list(store().walk("originals"))) == 1


def test_a_new_asset_is_for_staff_and_its_conversions_wait() -> None:
    asset = take(samples.picture(), "a.jpg")
    assert asset.visibility == Visibility.STAFF
    assert sorted(asset.derivatives.values_list("recipe", "state")) == [("renditions", "pending"), ("tiles", "pending")]


def test_a_picture_turned_on_its_side_is_measured_upright() -> None:
    original = take(samples.picture(orientation=6), "a.jpg").original
    assert (original.width_px, original.height_px) == (48, 64)


def test_content_decides_within_a_family() -> None:
    assert take(samples.picture("png"), "照片.jpg").original.media_type == "image/png"


def test_a_film_container_with_sound_alone_is_a_recording() -> None:
    assert take(samples.sound("m4a"), "a.mp4").kind == "audio"


def test_a_name_from_a_browser_loses_its_path() -> None:
    assert take(samples.picture(), "C:\\照片\\..\\a\n.jpg").original_name == "a.jpg"


def test_the_wrong_kind_is_told_where_it_belongs() -> None:
    with pytest.raises(Refused) as refused:
        admit(io.BytesIO(samples.pdf()), filename="a.pdf", wanted={"picture"})
    assert refused.value.code == "wrong_kind"
    assert "文档" in str(refused.value)


def test_a_crash_before_the_rows_leaves_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(**_asked: object) -> None:
        raise ConnectionError("the database went away")

    monkeypatch.setattr(derive, "request", crash)
    with pytest.raises(ConnectionError):
        take(samples.picture(), "a.jpg")
    assert (Asset.objects.count(), Original.objects.count(), Derivative.objects.count()) == (0, 0, 0)


def test_after_such_a_crash_the_upload_can_be_repeated() -> None:
    admitted = admit(io.BytesIO(samples.picture()), filename="a.jpg")
    store().promote(admitted.path, f"originals/{admitted.sha512[:2]}/{admitted.sha512[2:4]}/{admitted.sha512}")
    assert take(samples.picture(), "a.jpg").original.sha512 == admitted.sha512


# --- hostile and broken uploads ------------------------------------------------------------------
def bomb_png(width: int, height: int) -> bytes:
    """A PNG of one colour, written without ever holding its pixels."""
    squeeze = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    body = b"".join(squeeze.compress(row) for _row in range(height)) + squeeze.flush()

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_thirteen_thousand_pixels_square_is_too_large() -> None:
    refused = refusal(bomb_png(13_000, 13_000), "大图.png")
    assert refused.code == "pixels"
    assert "13000×13000" in str(refused)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "pdf", "docx", "m4a", "mp4", "mov", "wav"])
def test_half_a_file_is_refused(ending: str) -> None:
    content = samples.sample(ending)
    assert refusal(content[: len(content) * 2 // 3], f"a.{ending}").code in {"truncated", "damaged", "foreign"}


def test_a_recording_cut_short_behind_its_promise_is_refused() -> None:
    content = samples.sound("mp3", seconds=20)
    assert refusal(content[: len(content) // 3], "a.mp3").code == "truncated"


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"<html><script>alert(1)</script></html>", "a.jpg"),
        (b"GIF89a/*" + bytes(40), "a.gif"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
        (b"MZ" + bytes(400), "a.mp3"),
    ],
)
def test_what_is_not_accepted_is_refused_with_what_is(content: bytes, filename: str) -> None:
    refused = refusal(content, filename)
    assert refused.code == "foreign"
    assert "JPEG" in str(refused)


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (samples.picture() + samples.package({"a.class": b"code"}), "a.jpg"),
        (samples.picture("png") + b"<script>alert(1)</script>", "a.png"),
        (samples.picture() + samples.pdf(), "a.jpg"),
        (samples.pdf() + samples.package({"a.txt": b"x"}), "a.pdf"),
    ],
)
def test_two_files_in_one_are_refused(content: bytes, filename: str) -> None:
    assert refusal(content, filename).code == "polyglot"


@pytest.mark.parametrize(
    ("ending", "filename"), [("jpg", "a.pdf"), ("mp3", "a.jpg"), ("pdf", "a.docx"), ("png", "a.html")]
)
def test_a_lying_name_is_refused(ending: str, filename: str) -> None:
    assert refusal(samples.sample(ending), filename).code == "mismatch"


def test_a_zip_bomb_called_word_is_refused() -> None:
    bomb = samples.word_package(b"<a/>", **{"word/media/image1.png": bytes(300 * 1024 * 1024)})
    assert refusal(bomb, "a.docx").code == "bomb"


def test_an_xml_bomb_called_word_is_refused() -> None:
    lol = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
    assert refusal(samples.word_package(lol), "a.docx").code == "entities"


def test_an_external_entity_is_refused() -> None:
    spy = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert refusal(samples.word_package(spy), "a.docx").code == "entities"


def test_macros_are_refused() -> None:
    assert refusal(samples.word_package(b"<a/>", **{"word/vbaProject.bin": b"x"}), "a.docx").code == "macros"


def test_a_spreadsheet_is_named() -> None:
    sheet = samples.package({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"})
    assert "Excel" in str(refusal(sheet, "a"))


def test_a_longer_document_than_allowed_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_MAX_PDF_PAGES = 2  # type: ignore[attr-defined]  # pytest-django's settings proxy
    assert refusal(samples.pdf(pages=3), "a.pdf").code == "pages"


def test_a_longer_recording_than_allowed_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_MAX_DURATION_SECONDS = 1  # type: ignore[attr-defined]  # pytest-django's settings proxy
    assert refusal(samples.sound("mp3"), "a.mp3").code == "duration"


def test_a_larger_file_than_allowed_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_MAX_FILE_BYTES = 500  # type: ignore[attr-defined]  # pytest-django's settings proxy
    assert refusal(samples.picture(), "a.jpg").code == "file_bytes"


def test_a_check_that_takes_too_much_memory_is_a_refusal(settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_DECODE_MEMORY_BYTES = 300 * 1024 * 1024  # type: ignore[attr-defined]  # as above
    assert refusal(bomb_png(10_000, 10_000), "a.png").code == "heavy"
