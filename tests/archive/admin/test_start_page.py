"""The start page says what waits, and says it in Chinese."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from archive.models import Artifact, Interview, Photograph
from archive.services.consent_gaps import count_gaps
from media.models import Intake, IntakeState, Recording
from media.models.intake import VOICE
from tests.archive.admin.conftest import address
from tests.factories.contributions import ContributionFactory


def start(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.django_db
def test_drafts_and_wordless_interviews_are_counted(cataloguer: Client) -> None:
    Artifact.objects.create(title="搪瓷缸", live=False)
    Interview.objects.create(title="谭师傅", slug="iv-01")
    page = start(cataloguer)
    assert "<strong>1</strong> 藏品草稿" in page
    assert "口述史还没有转写稿" in page


@pytest.mark.django_db
def test_what_an_account_may_not_open_is_not_counted(cataloguer: Client, director: Client) -> None:
    Artifact.objects.create(title="不便公开的信", live=False, access="restricted")
    assert "藏品草稿" in start(director)
    assert "藏品草稿" not in start(cataloguer)


@pytest.mark.django_db
def test_a_collector_counts_own_drafts_alone(collector: Client) -> None:
    Photograph.objects.create(title="别人的", live=False)
    page = start(collector)
    assert "没有等着的事" in page
    assert "检索" not in page.split("等着做的事")[1]


@pytest.mark.django_db
def test_what_has_no_yes_is_counted_by_the_worker_and_not_by_the_page(cataloguer: Client) -> None:
    Photograph.objects.create(title="没问过", live=True)
    assert "还没有授权" not in start(cataloguer)
    assert count_gaps() == 1
    assert "<strong>1</strong> 件公开的东西还没有授权" in start(cataloguer)


@pytest.mark.django_db
def test_a_voice_that_could_not_be_joined_is_a_problem_of_its_contribution(director: Client) -> None:
    contribution = ContributionFactory.create()
    voice = Intake(owner=contribution.uuid.hex, media_type=VOICE, filename="讲述.flac", state=IntakeState.FAILED)
    voice.error = "声音没有接起来。"
    voice.save()
    Intake.objects.create(owner="0" * 32, media_type=VOICE, filename="别人的.flac")
    assert "<strong>1</strong> 份投稿的录音没拼成" in start(director)
    assert (
        "录音没有拼成：声音没有接起来。"
        in director.get(address("contribution", "edit", contribution.pk)).content.decode()
    )


@pytest.mark.django_db
def test_the_state_of_the_search_is_told(cataloguer: Client) -> None:
    assert "检索" in start(cataloguer).split("等着做的事")[1]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["artifact", "interview", "person"])
def test_the_edit_form_holds_no_english_that_we_know_of(director: Client, kind: str) -> None:
    page = director.get(address(kind, "add")).content.decode()
    for english in ("New: ", "Save draft", "Search all pages", "Actions (footer)"):
        assert english not in page


def test_wagtails_gaps_are_filled() -> None:
    assert gettext("Search all pages…") == "在所有页面里找……"
    assert gettext("(blank)") == "（空）"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("五十年代末", "1957~/1959~"),
        ("1962/1971", "1962/1971"),
        ("很久以前", "“很久以前”看不懂"),
        ("", ""),
        ("'\"<>", "看不懂"),
    ],
)
def test_a_date_is_read_back_while_it_is_typed(cataloguer: Client, typed: str, shown: str) -> None:
    assert shown in cataloguer.get(reverse("archive_read_date"), {"q": typed}).json()["understood"]


@pytest.mark.django_db
def test_recordings_have_a_list_and_an_upload_page(director: Client) -> None:
    for view in ("list", "add"):
        assert director.get(reverse(f"wagtailsnippets_media_recording:{view}")).status_code == 200


@pytest.mark.django_db
def test_an_upload_that_is_no_sound_is_refused_in_chinese(director: Client) -> None:
    url = reverse("wagtailsnippets_media_recording:add")
    page = director.post(url, {"file": SimpleUploadedFile("a.mp3", b"no sound at all" * 50), "title": ""})
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not Recording.objects.exists()


@pytest.mark.django_db
def test_conversions_are_listed_for_staff_and_not_for_collectors(director: Client, collector: Client) -> None:
    url = reverse("media_conversions")
    assert (director.get(url).status_code, collector.get(url).status_code) == (200, 302)
