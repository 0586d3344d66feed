"""Files in pieces: what was cut off goes on where it broke, and what is no file of ours is told at once."""

import hashlib
import io

import pytest
from django.conf import LazySettings

from media.models import Intake, IntakeState, Piece
from media.refusals import Refused
from media.services.intake import files
from media.services.intake.files import Checksum
from media.services.intake.room import begin
from media.services.intake.taking import take_in
from tests.media import samples
from tests.media.telling import OWNER

pytestmark = pytest.mark.django_db
CONTENT = samples.picture("png", width=400, height=300)


class Cut(io.BytesIO):
    """A network that breaks after its last byte."""

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if not piece:
            raise ConnectionResetError
        return piece


def begun(content: bytes = CONTENT, name: str = "大门.png") -> Intake:
    return begin(owner=OWNER, filename=name, size_bytes=len(content))


def send(intake: Intake, offset: int, content: bytes, checksum: Checksum | None = None) -> int:
    return files.append(
        intake=Intake.objects.get(pk=intake.pk), offset=offset, stream=io.BytesIO(content), checksum=checksum
    )


def test_a_file_cut_anywhere_goes_on_where_it_broke() -> None:
    intake = begun()
    offset = files.append(intake=intake, offset=0, stream=Cut(CONTENT[:1000]))
    assert offset == files.received_bytes(intake) == 1000
    for start in range(1000, len(CONTENT), 1000):
        assert send(intake, start, CONTENT[start : start + 1000]) == min(start + 1000, len(CONTENT))
    take_in(intake.pk)
    intake.refresh_from_db()
    assert intake.state == IntakeState.DONE
    assert intake.asset is not None
    assert intake.asset.original.sha512 == hashlib.sha512(CONTENT).hexdigest()
    assert intake.asset.original_name == "大门.png"


def test_a_piece_elsewhere_than_the_end_is_refused_with_the_end() -> None:
    intake = begun()
    send(intake, 0, CONTENT[:10])
    for offset in (0, 5, 11):
        with pytest.raises(Refused, match="已经收到 10 字节"):
            send(intake, offset, CONTENT[10:20])
    assert Piece.objects.count() == 1


@pytest.mark.parametrize("algorithm", files.ALGORITHMS)
def test_a_piece_with_a_wrong_hash_is_not_kept(algorithm: str) -> None:
    intake = begun()
    with pytest.raises(Refused, match="走样"):
        send(intake, 0, CONTENT[:10], Checksum(algorithm, "0" * 64))
    assert files.received_bytes(intake) == 0
    right = Checksum(algorithm, hashlib.new(algorithm, CONTENT[:10]).hexdigest())
    assert send(intake, 0, CONTENT[:10], right) == 10


def test_more_than_announced_is_refused() -> None:
    intake = begun()
    with pytest.raises(Refused) as refused:
        send(intake, 0, CONTENT + b"!")
    assert refused.value.code == "overlong"


def test_a_file_larger_than_any_is_refused_before_it_is_sent(settings: LazySettings) -> None:
    settings.MEDIA_MAX_FILE_BYTES = len(CONTENT) - 1
    with pytest.raises(Refused) as refused:
        begun()
    assert refused.value.code == "file_bytes"


def test_what_the_first_bytes_give_away_is_told_at_once() -> None:
    page = b"<!doctype html>" + b" " * 2000
    intake = begun(page, "照片.jpg")
    with pytest.raises(Refused, match="网页"):
        send(intake, 0, page)
    intake.refresh_from_db()
    assert (intake.state, Piece.objects.count()) == (IntakeState.FAILED, 0)


def test_what_only_decoding_shows_is_told_with_the_state() -> None:
    cut = CONTENT[: len(CONTENT) // 2]
    intake = begun(cut)
    send(intake, 0, cut)
    take_in(intake.pk)
    intake.refresh_from_db()
    assert (intake.state, intake.asset) == (IntakeState.FAILED, None)
    assert "PNG" in intake.error
    assert Piece.objects.count() == 0


def test_a_file_can_be_taken_out_again_until_it_is_complete() -> None:
    intake = begun()
    send(intake, 0, CONTENT[:10])
    files.discard(intake=intake)
    assert (Intake.objects.count(), Piece.objects.count()) == (0, 0)
    intake = begun()
    send(intake, 0, CONTENT)
    with pytest.raises(Refused):
        files.discard(intake=intake)
