"""A curator's preview is the public page, also of what was never saved; pages and settings are found and shown anew."""

import pytest
from django.test import Client, RequestFactory

from archive.models import Artifact, Interview, Person, Photograph, Place
from archive.rights import Viewer
from museum.entries import exhibit_entry, exhibits
from museum.models import ExhibitIndexPage, ExhibitPage, SiteSettings
from museum.reader import Reader
from tests.museum.telling import Told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "record",
    [Artifact(title="没存过的缸"), Photograph(title="没存过的照片"), Interview(title="没存过的话", slug="new"),
     Person(name="没存过的人", slug="new-person", living="dead"), Place(name="没存过的车间", slug="new-place")],
    ids=lambda record: record.KIND,
)  # fmt: skip
def test_what_was_never_saved_can_be_previewed(rf: RequestFactory, record: Artifact) -> None:
    answer = record.make_preview_request(rf.get("/"), record.default_preview_mode)
    assert answer.status_code == 200
    answer.render()
    assert "没存过的" in answer.content.decode().replace("<wbr>", "")


def test_a_preview_shows_the_transcript(rf: RequestFactory, told: Told) -> None:
    answer = told.interview.make_preview_request(rf.get("/"), "")
    answer.render()
    assert "阀门是我关的" in answer.content.decode()


def test_an_exhibit_has_an_address_in_pinyin() -> None:
    page = ExhibitPage(title="听得见的厂")
    ExhibitIndexPage.objects.get().add_child(instance=page)
    assert page.url == "/exhibits/ting-de-jian-de-chang/"


def test_an_exhibit_is_found_by_its_own_words_and_not_by_its_quotations(told: Told) -> None:
    moment = {"interview": told.interview, "start_ms": 0, "end_ms": 1000}
    page = ExhibitPage(
        title="听得见的厂",
        body=[
            ("text", {"heading": "七点半", "body": "<p>汽笛定钟点。</p>"}),
            ("quotation", {**moment, "words": "阀门是我关的。"}),
        ],
    )
    ExhibitIndexPage.objects.get().add_child(instance=page)
    entry = exhibit_entry(exhibits().get())
    assert "汽笛定钟点。" in entry.body
    assert "阀门" not in entry.body


def test_a_draft_of_an_exhibit_is_not_searched() -> None:
    ExhibitIndexPage.objects.get().add_child(instance=ExhibitPage(title="草稿", live=False))
    assert not exhibits().exists()


def test_the_foot_of_the_page_changes_with_the_settings(visitor: Client) -> None:
    visitor.get("/about/")
    settings = SiteSettings.for_site(ExhibitIndexPage.objects.get().get_site())
    settings.contact = "每周三下午开门"
    settings.save()
    assert "每周三下午开门" in visitor.get("/about/").content.decode()


def test_a_reader_without_an_account_reads_public_words() -> None:
    assert Reader().visibilities == frozenset({"public"})
    assert Reader(Viewer.KEEPER).visibilities == frozenset({"public", "staff"})
