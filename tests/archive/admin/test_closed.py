"""What is closed stays closed in the corners of the admin: bulk forms, reports, usage, choosers."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Workflow

from archive.models import Artifact, Photograph
from museum.models import User
from tests.archive.admin.conftest import Browser, address
from tests.factories.archive import PersonFactory, PictureFactory

pytestmark = pytest.mark.django_db
TITLE = "不便公开的信"
REPORTS = ["site_history", "site_history_results", "workflow", "workflow_results", "workflow_tasks"]


@pytest.fixture
def secret(curator: User) -> Artifact:
    """Restricted, handed in for review, used and logged."""
    artifact: Artifact = Artifact.objects.create(title=TITLE, access="restricted", donor=PersonFactory.create())
    artifact.save_revision(user=curator)
    log(artifact, "wagtail.create", user=curator)
    Workflow.objects.get(name="编目 → 审核").start(artifact, curator)
    ReferenceIndex.create_or_update_for_object(artifact)
    return artifact


def read(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


@pytest.mark.parametrize("role", ["编目员", "审核员", "征集员"])
def test_the_form_of_a_bulk_deletion_names_nothing_closed(as_role: Browser, secret: Artifact, role: str) -> None:
    url = reverse("wagtail_bulk_action", args=("archive", "artifact", "delete"))
    assert as_role(role).get(f"{url}?id={secret.pk}").status_code == 404


def test_a_bulk_deletion_of_nonsense_finds_nothing(director: Client) -> None:
    url = reverse("wagtail_bulk_action", args=("archive", "artifact", "delete"))
    assert director.get(f"{url}?id=abc&id=²&id={'9' * 30}").status_code == 404


def test_the_director_still_deletes_several(director: Client, secret: Artifact) -> None:
    url = reverse("wagtail_bulk_action", args=("archive", "artifact", "delete"))
    director.post(f"{url}?id={secret.pk}")
    assert not Artifact.objects.filter(pk=secret.pk).exists()


@pytest.mark.parametrize("role", ["编目员", "审核员", "征集员"])
@pytest.mark.parametrize("name", REPORTS)
def test_reports_name_nothing_closed(as_role: Browser, secret: Artifact, role: str, name: str) -> None:
    assert TITLE not in read(as_role(role), reverse(f"wagtailadmin_reports:{name}"))


@pytest.mark.parametrize("name", REPORTS)
def test_reports_name_everything_to_the_director(director: Client, secret: Artifact, name: str) -> None:
    assert TITLE in read(director, reverse(f"wagtailadmin_reports:{name}"))


def test_the_site_history_names_no_photograph_of_others_to_a_collector(collector: Client, curator: User) -> None:
    log(Photograph.objects.create(title="别人的草稿", live=False), "wagtail.create", user=curator)
    assert "别人的草稿" not in read(collector, reverse("wagtailadmin_reports:site_history"))


def test_a_reviewers_start_page_names_what_waits_unless_it_is_closed(reviewer: Client, secret: Artifact) -> None:
    assert TITLE not in read(reviewer, reverse("wagtailadmin_home"))
    Artifact.objects.update(access="public")
    assert TITLE in read(reviewer, reverse("wagtailadmin_home"))


def test_the_usage_of_a_person_names_nothing_closed(director: Client, cataloguer: Client, secret: Artifact) -> None:
    url = address("person", "usage", secret.donor_id)
    assert TITLE in read(director, url)
    assert TITLE not in read(cataloguer, url)


def test_a_picture_of_a_restricted_record_is_for_keepers(director: Client, cataloguer: Client) -> None:
    picture = PictureFactory.create(title="信的正面")
    Photograph.objects.create(title=TITLE, access="restricted", picture=picture)
    picture.asset.refresh_from_db()
    assert picture.asset.visibility == "keepers"


@pytest.mark.parametrize(("role", "offered"), [("馆长", 1), ("编目员", 0), ("征集员", 0)])
def test_the_picture_chooser_offers_what_is_closed_to_keepers_alone(as_role: Browser, role: str, offered: int) -> None:
    picture = PictureFactory.create(title="信的正面")
    Photograph.objects.create(title=TITLE, access="restricted", picture=picture)
    found = as_role(role).get(reverse("wagtailimages_chooser:choose")).context["results"]
    assert len(found) == offered
