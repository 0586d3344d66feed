"""The requests of the recorder page: nobody without the token, nothing lost or doubled whatever the network does."""

import base64
import hashlib
import json
import shutil
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive import receipts
from archive.contribution_states import ContributionKind, ContributionState
from archive.models import Contribution, ContributionItem
from archive.services.contributions import drafting, handing_in
from media.models import Chunk, Intake
from media.services.intake.taking import take_in
from media.storage import local_folder
from tests.media import samples
from tests.media.telling import CHUNK_MS, chunk

pytestmark = pytest.mark.django_db


class Page:
    """The recorder page of one draft, with the requests that its script makes."""

    def __init__(self, client: Client, token: str) -> None:
        self.client, self.headers = client, {"X-Contribution-Token": token}
        self.take = uuid.uuid4()
        self.key = ""

    def open(self) -> dict[str, Any]:
        answer = self.client.post("/contribute/arriving/voice/", headers=self.headers)
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        self.key = told["key"]
        return told

    def put(self, sequence: int, content: bytes | None = None, *, digest: str = "", query: str = "?ordinal=1") -> Any:
        content = chunk(sequence) if content is None else content
        digest = digest or base64.b64encode(hashlib.sha256(content).digest()).decode()
        return self.client.put(
            f"/contribute/arriving/voice/{self.key}/{self.take}/{sequence}/{query}", content, content_type="audio/flac",
            headers={**self.headers, "Content-Digest": f"sha-256=:{digest}:"},
        )  # fmt: skip

    def finish(self, chunks: int, **more: Any) -> Any:
        body = json.dumps({"takes": [{"key": str(self.take), "chunks": chunks}], **more})
        address = f"/contribute/arriving/voice/{self.key}/finish/"
        return self.client.post(address, body, content_type="application/json", headers=self.headers)


@pytest.fixture
def token() -> str:
    return drafting.start(kind=ContributionKind.VOICE)[1]


@pytest.fixture
def page(visitor: Client, token: str) -> Iterator[Page]:
    """Opened; what it leaves on the disk is removed."""
    page = Page(visitor, token)
    page.open()
    yield page
    shutil.rmtree(local_folder("intake"), ignore_errors=True)


def told(answer: Any) -> tuple[int, str]:
    """Status and code of a refusal, which always has a sentence."""
    said = json.loads(answer.content)
    assert said["message"]
    return answer.status_code, said["code"]


def test_a_voice_is_told_handed_in_and_joins_its_contribution(page: Page) -> None:
    for sequence in (1, 0):
        assert page.put(sequence).status_code == 201
    assert page.open()["takes"] == [
        {"key": str(page.take), "ordinal": 1, "duration_ms": 2 * CHUNK_MS, "runs": [[0, 1]], "deleted": False}
    ]
    assert page.finish(2).json()["state"] == "taking_in"
    take_in(Intake.objects.get().pk)
    item = ContributionItem.objects.get()
    assert item.asset is not None
    assert item.asset.original.duration_ms == 2 * CHUNK_MS
    assert (item.check_state, item.asset.visibility) == ("waiting", "sealed")


def test_what_was_lost_on_the_way_is_asked_for_again(page: Page) -> None:
    page.put(0)
    assert told(page.put(1, digest=base64.b64encode(bytes(32)).decode())) == (460, "wrong_hash")
    assert told(page.put(1, digest="?")) == (460, "wrong_hash")
    assert told(page.finish(2)) == (409, "gap")
    page.put(1)
    page.put(1)
    assert Chunk.objects.count() == 2
    assert page.finish(2).status_code == 202


def test_a_gap_may_be_accepted(page: Page) -> None:
    page.put(1)
    assert page.finish(2, accept_gaps=True).status_code == 202


def test_a_chunk_can_be_heard_again_by_whoever_told_it_and_nobody_else(page: Page, visitor: Client) -> None:
    page.put(0)
    address = f"/contribute/arriving/voice/{page.key}/{page.take}/0/"
    heard = visitor.get(address, headers=page.headers)
    assert b"".join(heard.streaming_content) == chunk(0)  # type: ignore[attr-defined]  # a streaming response
    other = drafting.start(kind=ContributionKind.VOICE)[1]
    for stranger in ("", "forged", other):
        assert told(visitor.get(address, headers={"X-Contribution-Token": stranger})) == (404, "no_draft")


@pytest.mark.parametrize("stranger", ["", "forged", "钥匙", "x" * 5000])
def test_without_the_token_of_a_draft_nothing_can_be_opened(visitor: Client, stranger: str) -> None:
    headers = {"X-Contribution-Token": stranger} if stranger.isascii() else {}
    assert told(visitor.post("/contribute/arriving/voice/", headers=headers)) == (404, "no_draft")
    assert Intake.objects.count() == 0


def test_what_was_handed_in_takes_nothing_more(page: Page) -> None:
    Contribution.objects.update(state=ContributionState.RECEIVED)
    assert told(page.put(0)) == (404, "no_draft")


def test_a_deleted_part_stays_deleted(page: Page, visitor: Client) -> None:
    page.put(0)
    address = f"/contribute/arriving/voice/{page.key}/{page.take}/"
    assert visitor.delete(address, headers=page.headers).status_code == 200
    assert told(page.put(1)) == (410, "take_deleted")
    assert told(page.finish(1)) == (422, "no_voice")


def test_a_full_museum_says_so_and_when_to_come_again(page: Page, settings: LazySettings) -> None:
    settings.INTAKE_MIN_FREE_BYTES = 10**18
    answer = page.put(0)
    assert told(answer) == (507, "no_room")
    assert answer["Retry-After"] == "30"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"takes": [{"key": "1", "chunks": 1}]}', b'{"takes": 1}', b"\xff"]
)
def test_a_finish_that_says_nothing_is_a_sentence(page: Page, visitor: Client, body: bytes) -> None:
    address = f"/contribute/arriving/voice/{page.key}/finish/"
    answer = visitor.post(address, body, content_type="application/json", headers=page.headers)
    assert told(answer) == (400, "takes")


@pytest.mark.parametrize("query", ["", "?ordinal=", "?ordinal=-1", "?ordinal=一", "?ordinal=99999999"])
def test_a_chunk_without_its_place_is_a_sentence(page: Page, query: str) -> None:
    assert told(page.put(0, query=query)) == (400, "ordinal")


def test_what_is_far_too_long_is_not_read(page: Page) -> None:
    assert told(page.put(0, bytes(700_000))) == (422, "not_voice")


def test_the_page_offers_a_file_to_whoever_cannot_record(visitor: Client, token: str) -> None:
    address = f"/contribute/continue/{token}/voice/"
    page = visitor.get(address)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    assert told_in(visitor.post(address)) == "还没有选文件"
    picture = SimpleUploadedFile("照片.jpg", samples.picture())
    assert "图片" in visitor.post(address, {"sound": picture}).content.decode()
    sound = SimpleUploadedFile("录音.mp3", samples.sound("mp3", seconds=1))
    assert visitor.post(address, {"sound": sound})["Location"] == f"/contribute/continue/{token}/who/"
    assert ContributionItem.objects.count() == 1


def test_its_link_leads_to_the_receipt_once_it_was_handed_in(visitor: Client, token: str) -> None:
    """The page tells people to keep its link."""
    Contribution.objects.update(state="received")
    answer = visitor.get(f"/contribute/continue/{token}/voice/")
    assert answer["Location"] == f"/receipt/{receipts.code_of(token)}/"


def test_the_first_step_leads_to_the_recorder(visitor: Client) -> None:
    first = visitor.get("/contribute/voice/")
    assert "现在就讲" in first.content.decode()


def test_a_voice_that_is_still_being_taken_in_counts_as_told(page: Page) -> None:
    draft = Contribution.objects.get()
    assert not handing_in.is_told(draft)
    page.put(0)
    page.finish(1)
    assert handing_in.is_told(draft)


def told_in(answer: Any) -> str:
    assert answer.status_code == 422
    text: str = answer.content.decode()
    return "还没有选文件" if "还没有选文件" in text else ""


def test_a_forged_link_opens_no_page(visitor: Client) -> None:
    assert visitor.get("/contribute/continue/forged/voice/").status_code == 404
