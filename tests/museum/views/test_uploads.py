"""The tus protocol as a client speaks it, and as one does that does not know it."""

import base64
import hashlib
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from archive.contribution_states import ContributionKind
from archive.models import ContributionItem
from archive.services.contributions import drafting
from media.models import Intake
from media.services.intake.taking import take_in
from media.storage import local_folder
from tests.media import samples

pytestmark = pytest.mark.django_db
CONTENT = samples.picture("png", width=300, height=200)
FILES = "/contribute/arriving/files/"


class Sender:
    def __init__(self, client: Client) -> None:
        self.client = client
        self.token = drafting.start(kind=ContributionKind.PHOTOGRAPHS)[1]

    def ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content_type = named.pop("Content-Type", "application/offset+octet-stream")
        return self.client.generic(
            method, address, body, content_type=content_type,
            headers={"Tus-Resumable": "1.0.0", "X-Contribution-Token": self.token, **named},
        )  # fmt: skip

    def create(self, name: str = "大门.png", size_bytes: int = len(CONTENT)) -> str:
        encoded = base64.b64encode(name.encode()).decode()
        answer = self.ask(
            "POST", FILES, Upload_Length=str(size_bytes), Upload_Metadata=f"filetype aW1hZ2U=,filename {encoded}"
        )
        assert answer.status_code == 201, answer.content
        assert answer["Upload-Expires"].endswith("GMT")
        return str(answer["Location"])

    def patch(self, address: str, offset: int, body: bytes, **headers: str) -> Any:
        return self.ask("PATCH", address, body, Upload_Offset=str(offset), **headers)


@pytest.fixture
def sender(visitor: Client) -> Iterator[Sender]:
    yield Sender(visitor)
    shutil.rmtree(local_folder("intake"), ignore_errors=True)


def test_a_photograph_in_pieces_joins_its_contribution(sender: Sender) -> None:
    address = sender.create()
    assert sender.patch(address, 0, CONTENT[:100])["Upload-Offset"] == "100"
    head = sender.ask("HEAD", address)
    assert (head["Upload-Offset"], head["Upload-Length"], head["Cache-Control"]) == (
        "100", str(len(CONTENT)), "no-store",
    )  # fmt: skip
    done = sender.patch(address, 100, CONTENT[100:])
    assert (done.status_code, done["Upload-Offset"], done["Tus-Resumable"]) == (204, str(len(CONTENT)), "1.0.0")
    take_in(Intake.objects.get().pk)
    assert sender.ask("GET", address).json()["state"] == "done"
    item = ContributionItem.objects.get()
    assert item.asset is not None
    assert item.asset.original_name == "大门.png"


def test_what_the_server_can_is_told(sender: Sender) -> None:
    told = sender.client.options(FILES)
    assert told.status_code == 204
    assert told["Tus-Version"] == "1.0.0"
    assert set(told["Tus-Extension"].split(",")) == {"creation", "termination", "checksum", "expiration"}
    assert told["Tus-Checksum-Algorithm"] == "sha1,sha256"


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        pytest.param("PATCH", {"Tus_Resumable": "0.2.0", "Upload_Offset": "0"}, 412, id="another version"),
        pytest.param("PATCH", {"Content_Type": "image/png", "Upload_Offset": "0"}, 415, id="another type"),
        pytest.param("PATCH", {}, 400, id="no offset"),
        pytest.param("PATCH", {"Upload_Offset": "-1"}, 400, id="an offset before the start"),
        pytest.param("PATCH", {"Upload_Offset": "7"}, 409, id="another offset"),
        pytest.param("PATCH", {"Upload_Offset": "0", "Upload_Checksum": "md5 AAAA"}, 400, id="another checksum"),
        pytest.param("PATCH", {"Upload_Offset": "0", "Upload_Checksum": "sha1 ?"}, 400, id="no checksum"),
        pytest.param("PATCH", {"Upload_Offset": "0", "Upload_Checksum": "sha1 AAAA"}, 460, id="other bytes"),
        pytest.param("HEAD", {"X_Contribution_Token": "forged"}, 404, id="a stranger"),
        pytest.param("PUT", {}, 405, id="another method"),
    ],
)
def test_what_is_not_the_protocol_is_refused(sender: Sender, method: str, headers: dict[str, str], status: int) -> None:
    address = sender.create()
    assert sender.ask(method, address, CONTENT[:10], **headers).status_code == status
    assert sender.ask("HEAD", address)["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("length", "status"), [("", 400), ("-5", 400), ("1e3", 400), ("0", 422), ("9" * 15, 413), ("9" * 40, 400)]
)
def test_a_length_that_is_none_opens_nothing(sender: Sender, length: str, status: int) -> None:
    assert sender.ask("POST", FILES, Upload_Length=length).status_code == status
    assert Intake.objects.count() == 0


@pytest.mark.parametrize("metadata", ["", "filename ?", "filename", "filename /////w==", "is_confidential"])
def test_a_file_without_a_readable_name_has_none(sender: Sender, metadata: str) -> None:
    sender.ask("POST", FILES, Upload_Length="10", Upload_Metadata=metadata)
    assert Intake.objects.get().filename == "未命名"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_is_checked(sender: Sender, algorithm: str) -> None:
    right = base64.b64encode(hashlib.new(algorithm, CONTENT[:10]).digest()).decode()
    answer = sender.patch(sender.create(), 0, CONTENT[:10], Upload_Checksum=f"{algorithm} {right}")
    assert answer.status_code == 204


def test_a_file_can_be_taken_out(sender: Sender) -> None:
    address = sender.create()
    sender.patch(address, 0, CONTENT[:10])
    assert sender.ask("DELETE", address).status_code == 204
    assert sender.ask("HEAD", address).status_code == 404


def test_what_is_no_picture_is_told_at_once(sender: Sender) -> None:
    page = b"<!doctype html>" + b" " * 500
    answer = sender.patch(sender.create("照片.jpg", len(page)), 0, page)
    assert (answer.status_code, answer.json()["code"]) == (422, "foreign")
    assert "网页" in answer.json()["message"]
