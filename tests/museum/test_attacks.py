"""Somebody who means harm at every open door of contributing: what comes in as words or files stays words and files,
nobody reaches what is another's, and nothing answers with a 5xx."""

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive import receipts
from archive.contribution_states import ContributionKind, ContributionState
from archive.models import Contact, Contribution, ContributionItem, HeardDay, Message, Outcome, Withdrawal
from archive.services.contributions import contacts, drafting, files, messaging, news
from media.models import Intake, IntakeState
from museum.contributing import limits
from museum.models import User
from tests.factories.archive import InterviewFactory, PhotographFactory
from tests.factories.contributions import (
    ContributionFactory,
    CorrectionFactory,
    ItemFactory,
    MessageFactory,
    NameProposalFactory,
    PartyFactory,
)
from tests.media import samples
from tests.museum.contributing.filling import filled

pytestmark = pytest.mark.django_db

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
LIVE = ("<script>alert(1)", "<img src=x")
TOKEN = "a-token-of-the-tests"
CODE = receipts.code_of(TOKEN)


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def handed_in() -> Contribution:
    """Everything a resident can type is an attack."""
    row: Contribution = ContributionFactory.create(
        token=TOKEN, story=EVIL, what=EVIL, when=EVIL, where=EVIL, who=EVIL, prompt=EVIL, wants_news=True,
        state=ContributionState.QUESTION,
    )  # fmt: skip
    PartyFactory.create(contribution=row, name=EVIL[:60], relation="<img src=x>")
    ItemFactory.create(contribution=row, words=EVIL, asset__original_name=f"{EVIL}.jpg")
    ItemFactory.create(contribution=row, words=EVIL, asset__kind="document", asset__original_name=f"{EVIL}.pdf")
    MessageFactory.create(contribution=row, text=EVIL, sender="contributor")
    MessageFactory.create(contribution=row, text=EVIL)
    return row


def test_words_stay_words_wherever_a_curator_reads_them(handed_in: Contribution, superuser: Client) -> None:
    photograph = PhotographFactory.create(title=EVIL)
    Outcome.objects.create(contribution=handed_in, record=photograph, is_joined=True)
    about = f"photograph:{photograph.pk}"
    name = NameProposalFactory.create(name=EVIL, words=EVIL, where=EVIL, contribution__about=about)
    wrong = CorrectionFactory.create(shown=EVIL, proposed=f"{EVIL}!", contribution__about=about)
    admin = "/admin/curation"
    for url in (
        f"{admin}/contributions/",
        f"{admin}/contributions/?q=alert",
        f"{admin}/contributions/edit/{handed_in.pk}/",
        f"{admin}/proposals/",
        f"{admin}/proposals/{name.contribution.uuid}/",
        f"{admin}/proposals/{wrong.contribution.uuid}/",
        f"{admin}/photographs/edit/{photograph.pk}/",
    ):
        page = superuser.get(url)
        told = page.content.decode()
        assert (page.status_code, "alert(1)" in told) == (200, True), url
        assert not [live for live in LIVE if live in told], url


def test_the_sentence_after_a_button_repeats_no_markup(handed_in: Contribution, superuser: Client) -> None:
    desk = f"/admin/curation/contributions/edit/{handed_in.pk}/"
    page = superuser.get(desk)
    key, version = page.context["accept"]["key"].value(), page.context["version"]
    form = {"do": "accept", "version": version, "as": "artifact", "accept-title": EVIL, "accept-key": key}
    told = superuser.post(desk, form, follow=True).content.decode()
    assert "收下了" in told
    assert not [live for live in LIVE if live in told]


def test_words_stay_words_on_the_receipt(handed_in: Contribution, client: Client) -> None:
    told = client.get(f"/receipt/{CODE}/").content.decode()
    assert "alert(1)" in told
    assert not [live for live in LIVE if live in told]


# --- whose it is -----------------------------------------------------------------------------------


def test_every_form_of_contributing_wants_its_token(handed_in: Contribution) -> None:
    photograph = PhotographFactory.create()
    _draft, token = drafting.start(kind=ContributionKind.STORY)
    steps = [f"/contribute/continue/{token}/{step}/" for step in ("tell", "who", "let", "hand-in", "voice")]
    browser = Client(enforce_csrf_checks=True)
    for url in (
        "/contribute/story/",
        *steps,
        f"{photograph.get_absolute_url()}who/",
        f"/correct/photograph/{photograph.accession_number}/",
        "/receipt/",
        f"/receipt/{CODE}/",
        f"/receipt/{CODE}/news/",
        f"/receipt/{CODE}/book/",
        f"/receipt/{CODE}/withdraw/",
        f"/reply/photograph/{photograph.uuid}/",
        "/withdraw/",
    ):
        assert browser.post(url, filled(story="门口有棵樟树。", text="好")).status_code == 403, url
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("item", ["not-a-uuid", "../../etc/passwd", "\0", "9" * 5000])
def test_a_file_is_named_by_its_draft_alone(client: Client, item: str) -> None:
    other = ItemFactory.create(words="别人的话")
    _mine, token = drafting.start(kind=ContributionKind.STORY)
    url = f"/contribute/continue/{token}/tell/"
    for named in (item, str(other.uuid)):
        sent = filled(story="我的", remove=named, **{f"words_{named}": "改掉"})
        assert client.post(url, sent).status_code in {302, 400}
    assert ContributionItem.objects.get(pk=other.pk).words == "别人的话"


def test_an_upload_belongs_to_its_draft(client: Client) -> None:
    def ask(method: str, url: str, token: str, **headers: str) -> Any:
        told = {"Tus-Resumable": "1.0.0", "X-Contribution-Token": token}
        return client.generic(
            method, url, b"x" * 10, content_type="application/offset+octet-stream",
            headers=told | {name.replace("_", "-"): value for name, value in headers.items()},
        )  # fmt: skip

    (_one, mine), (_other, theirs) = (drafting.start(kind=ContributionKind.PHOTOGRAPHS) for _ in range(2))
    address = ask("POST", "/contribute/arriving/files/", mine, Upload_Length="1000")["Location"]
    for method in ("GET", "HEAD", "PATCH", "DELETE"):
        assert ask(method, address, theirs, Upload_Offset="0").status_code == 404
        assert ask(method, address, "", Upload_Offset="0").status_code == 404
    for offset, status in (("5", 409), ("-1", 400), ("1" * 15, 409), ("1" * 30, 400), ("٣", 400), ("0x0", 400)):
        assert ask("PATCH", address, mine, Upload_Offset=offset).status_code == status, offset
    for length, status in (("0", 422), ("-5", 400), ("9" * 15, 413), ("9" * 40, 400), ("1e3", 400)):
        assert ask("POST", "/contribute/arriving/files/", mine, Upload_Length=length).status_code == status, length
    assert Intake.objects.count() == 1


def test_nobody_takes_up_every_place_for_files_alone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD", limits.Limit("upload", device=3, address=9, seconds=3600))
    statuses = []
    for _draft in range(4):
        _row, token = drafting.start(kind=ContributionKind.PHOTOGRAPHS)
        told = {"Tus-Resumable": "1.0.0", "X-Contribution-Token": token, "Upload-Length": "10"}
        statuses.append(client.post("/contribute/arriving/files/", headers=told).status_code)
    assert statuses == [201, 201, 201, 429]
    assert client.post("/contribute/arriving/voice/", headers=told).status_code == 429


def test_no_cache_between_hands_one_form_to_two_people(client: Client) -> None:
    photograph = PhotographFactory.create()
    for url in (
        "/contribute/story/",
        f"{photograph.get_absolute_url()}who/",
        f"/correct/photograph/{photograph.accession_number}/?part=title",
    ):
        first, second = client.get(url), client.get(url)
        assert first["Cache-Control"] == "private, no-cache", url
        assert stamp_in(first) != stamp_in(second)


def stamp_in(page: Any) -> str:
    return str(page.content.decode().partition('name="stamp" value="')[2].partition('"')[0])


def test_files_that_the_worker_has_not_seen_count_too(client: Client, settings: Any) -> None:
    settings.CONTRIBUTION_MAX_FILES = 2
    draft, token = drafting.start(kind=ContributionKind.PHOTOGRAPHS)
    told = {"Tus-Resumable": "1.0.0", "X-Contribution-Token": token, "Upload-Length": "10"}
    statuses = []
    for _file in range(3):
        statuses.append(client.post("/contribute/arriving/files/", headers=told).status_code)
        Intake.objects.filter(owner=draft.uuid.hex).update(state=IntakeState.TAKING_IN)
    assert statuses == [201, 201, 429]


# --- files that are not what they say --------------------------------------------------------------


def png_of(width_px: int, height_px: int) -> bytes:
    """A few bytes that announce that many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def zip_of(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


BOMB = {"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a>" + b"A" * 9_000_000 + b"</a>"}
HARMFUL = {
    "a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "svg.jpg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "page.jpg": b"<!doctype html><script>alert(1)</script>",
    "page.pdf": b"<html><script>alert(1)</script></html>",
    "both.jpg": samples.picture() + zip_of({"a.txt": b"a"}),
    "code.jpg": samples.picture() + b"<script>alert(1)</script>",
    "wide.png": png_of(60_000, 60_000),
    "bomb.docx": zip_of(BOMB),
    "zip.docx": zip_of({"../../etc/passwd": b"x"}),
    "run.exe": b"MZ" + bytes(200),
    "cut.pdf": b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj",
    "empty.jpg": b"",
}


def test_a_harmful_file_is_refused_with_a_sentence_and_takes_nothing_along(client: Client) -> None:
    _draft, token = drafting.start(kind=ContributionKind.STORY)
    url = f"/contribute/continue/{token}/tell/"
    good = SimpleUploadedFile("../../../etc/大门.jpg", samples.picture(), content_type="text/html")
    bad = [SimpleUploadedFile(name, content, content_type="image/jpeg") for name, content in HARMFUL.items()]
    answer = client.post(url, {**filled(story="门口有棵樟树。"), "files": [*bad, good]})
    assert answer.status_code == 200
    told = answer.content.decode()
    assert not [name for name in HARMFUL if name not in told]
    kept = Contribution.objects.get().items.get()
    assert kept.asset is not None
    assert (kept.asset.original_name, kept.asset.original.media_type) == ("大门.jpg", "image/jpeg")
    assert client.get(kept.asset.original_url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "original/../original", "..%2f..%2foriginal", "renditions/1/..%2f..%2f..%2fmuseum.sqlite3",
        "renditions/1/%00", "renditions/99999999999999999999/a.jpg", "wagtail/..%2foriginal", f"wagtail/{'a' * 4000}",
        "renditions/1/..%5c..%5ca", "tiles/1/info.json", "pages/1/0001.webp",
    ],
)  # fmt: skip
def test_no_path_leads_out(client: Client, path: str) -> None:
    item = files.receive(ContributionFactory.create(), io.BytesIO(samples.picture()), filename="大门.jpg")
    assert item.asset is not None
    for base in (f"/files/{item.asset.uuid}/", f"/iiif/image/{item.asset.uuid}/"):
        assert client.get(base + path).status_code in {400, 404}


@pytest.mark.parametrize(
    "fields",
    [
        {"story": "长" * 900_000}, {"story": "长" * 20_001}, {"what": "长" * 5000}, {"q": "9" * 5000},
        {"call": "\ud800", "story": "好"}, {"stamp": "a" * 100_000}, {"stamp": "\0"}, {"book": "x" * 10_000},
    ],
)  # fmt: skip
def test_too_much_is_said_and_never_breaks(client: Client, fields: dict[str, str]) -> None:
    sent = {name: text.encode("utf-8", "replace") for name, text in filled(**fields).items()}
    assert client.post("/contribute/story/", sent).status_code in {200, 302, 400}


# --- letters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["a@example.org\nBcc: all@example.org", "a@example.org, b@example.org", "a@b", "<a@example.org>", "a @example.org"],
)
def test_a_contact_is_one_address(client: Client, typed: str) -> None:
    _draft, token = drafting.start(kind=ContributionKind.STORY)
    url = f"/contribute/continue/{token}/who/"
    answer = client.post(url, filled(whose="self", name="陈玉兰", contact=typed))
    assert (answer.status_code, "只写一个地址" in answer.content.decode()) == (200, True)
    assert not Contact.objects.exists()


def test_one_bad_address_of_former_days_keeps_no_letter_back(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    today = news.this_monday()
    for address in ("a@example.org\nBcc: all@example.org", "b@example.org, c@example.org", "chen@example.org"):
        row = ContributionFactory.create(wants_news=True, state=ContributionState.ONLINE)
        contacts.keep(PartyFactory.create(contribution=row), address)
        outcome = Outcome.objects.create(contribution=row, record=InterviewFactory.create())
        HeardDay.objects.create(outcome=outcome, day=today - news.WEEK, times=3)
    assert news.mail_news(today) == 1
    assert [letter.recipients() for letter in mail.outbox] == [["chen@example.org"]]


# --- whoever holds a receipt -----------------------------------------------------------------------


def test_a_receipt_cannot_be_used_to_fill_the_house(
    handed_in: Contribution, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messaging, "MOST_ANSWERS", 1)
    answer = client.post(f"/receipt/{CODE}/", filled(text="再说一句"))
    assert "添不下了" in answer.content.decode()
    assert not Message.objects.filter(text="再说一句").exists()
    monkeypatch.setattr(limits, "SAVE", limits.Limit("save", device=1, address=9, seconds=3600))
    client.get("/receipt/")  # the phone has its cookie
    for _time in range(3):
        client.post(f"/receipt/{CODE}/withdraw/", filled())
        told = client.post(f"/receipt/{CODE}/withdraw/", filled(undo="1"))
    assert "按得太密了" in told.content.decode()
    assert Withdrawal.objects.count() == 1


def test_a_wrong_code_and_no_code_are_answered_alike(client: Client, handed_in: Contribution) -> None:
    wrong = "1" * 12 if CODE != "1" * 12 else "2" * 12
    pages = []
    for code in (wrong, "abc", "9" * 180, "'; drop table"):
        for rest in ("", "withdraw/"):
            answer = client.get(f"/receipt/{code}/{rest}")
            assert answer.status_code == 404, code
            pages.append(answer.content.decode())
            cache.clear()
    assert len({page.partition("<main")[2].partition("</main")[0].partition("csrf")[0] for page in pages}) == 1


@pytest.fixture
def superuser(db: None) -> Client:
    user = User.objects.create_superuser("guan", password="a-long-password")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
