"""Files of residents: kept for staff alone, never passed by a scanner that is away, gone when it finds something."""

import io
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.contribution_states import FileCheck
from archive.models import ContributionItem
from archive.services.contributions import files
from archive.services.visibility import settle_all
from media.models import Asset, Visibility
from media.refusals import Refused
from tests.factories.contributions import ContributionFactory
from tests.media.samples import picture

pytestmark = pytest.mark.django_db
EICAR = b"EICAR-STANDARD"


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd does, and takes one word for a virus."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        body = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            body += self.rfile.read(length)
        self.wfile.write(b"stream: Eicar FOUND\0" if EICAR in body else b"stream: OK\0")


@pytest.fixture
def clamd(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A scanner that answers at a socket of its own; away as long as `CLAMAV_SOCKET` points elsewhere."""
    address = tmp_path / "clamd.sock"
    settings.MEDIA_ROOT, settings.CLAMAV_SOCKET = tmp_path / "files", str(address)
    with socketserver.ThreadingUnixStreamServer(str(address), Clamd) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield address
        server.shutdown()


def taken(data: bytes, name: str = "a.png") -> ContributionItem:
    return files.receive(ContributionFactory.create(draft=True), io.BytesIO(data), filename=name)


def infected() -> bytes:
    return picture("png")[:-12] + struct.pack("!L", len(EICAR)) + b"tEXt" + EICAR + b"\0\0\0\0" + picture("png")[-12:]


def asset_of(item: ContributionItem) -> Asset:
    assert item.asset is not None
    return Asset.objects.get(pk=item.asset.pk)


def test_what_is_clean_is_for_staff(clamd: Path) -> None:
    item = taken(picture("png"))
    assert (item.check_state, asset_of(item).visibility) == (FileCheck.CLEAN, Visibility.STAFF)


def test_waits_while_the_scanner_is_away_and_passes_when_it_has_spoken(clamd: Path, settings: Any) -> None:
    settings.CLAMAV_SOCKET = "/nowhere/clamd.sock"
    item = taken(picture("png"))
    settle_all()
    assert (item.check_state, asset_of(item).visibility) == (FileCheck.WAITING, Visibility.SEALED)
    assert files.check_waiting() == 0
    settings.CLAMAV_SOCKET = str(clamd)
    assert files.check_waiting() == 1
    item.refresh_from_db()
    assert (item.check_state, asset_of(item).visibility) == (FileCheck.CLEAN, Visibility.STAFF)


def test_what_is_infected_is_not_kept(clamd: Path) -> None:
    with pytest.raises(Refused, match="病毒"):
        taken(infected())
    assert not Asset.objects.exists()


def test_what_turns_out_infected_goes(clamd: Path, settings: Any) -> None:
    settings.CLAMAV_SOCKET = "/nowhere/clamd.sock"
    item = taken(infected())
    settings.CLAMAV_SOCKET = str(clamd)
    files.check_waiting()
    item.refresh_from_db()
    assert (item.check_state, item.asset) == (FileCheck.INFECTED, None)
    assert not Asset.objects.exists()


def test_the_same_file_twice_is_one(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    contribution = ContributionFactory.create(draft=True)
    for _ in range(2):
        files.receive(contribution, io.BytesIO(picture()), filename="a.jpg")
    assert contribution.items.count() == 1


def test_a_file_too_large_is_told(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT, settings.CONTRIBUTION_MAX_FILE_BYTES = tmp_path, 10
    with pytest.raises(Refused, match="太大"):
        taken(picture(), "a.jpg")


def test_removing_erases_the_bytes(tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    item = taken(picture(), "a.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        files.remove(item)
    assert not Asset.objects.exists()
