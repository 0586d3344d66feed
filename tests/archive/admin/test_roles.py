"""Least privilege, shown by requests that a form would never send."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow

from archive.models import Artifact, Person, Photograph
from tests.archive.admin.conftest import address, form_of, saved
from tests.factories.archive import grounded


def published(title: str = "搪瓷缸", **fields: str) -> Artifact:
    artifact: Artifact = Artifact.objects.create(title=title, live=False, **fields)
    grounded(artifact).save_revision().publish()
    artifact.refresh_from_db()
    return artifact


@pytest.mark.django_db
def test_the_groups_are_the_four_roles() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {"馆长", "编目员", "审核员", "征集员"}


@pytest.mark.django_db
def test_a_publication_forged_by_a_cataloguer_stays_a_draft(cataloguer: Client) -> None:
    url = address("artifact", "add")
    saved(cataloguer, url, form_of(cataloguer, url, title="搪瓷缸", **{"action-publish": "1"}))
    assert not Artifact.objects.get().live


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["delete", "unpublish", "lock"])
def test_a_cataloguer_neither_deletes_nor_unpublishes_nor_locks(cataloguer: Client, view: str) -> None:
    artifact = published()
    cataloguer.post(address("artifact", view, artifact.pk))
    artifact.refresh_from_db()
    assert artifact.live
    assert not artifact.locked


@pytest.mark.django_db
def test_bulk_deletion_is_refused_to_a_cataloguer(cataloguer: Client) -> None:
    artifact = published()
    url = reverse("wagtail_bulk_action", args=("archive", "artifact", "delete"))
    cataloguer.post(f"{url}?id={artifact.pk}")
    assert Artifact.objects.filter(pk=artifact.pk).exists()


@pytest.mark.django_db
def test_a_reviewer_publishes_but_neither_makes_nor_deletes(reviewer: Client) -> None:
    artifact = grounded(Artifact.objects.create(title="搪瓷缸", live=False))
    url = address("artifact", "edit", artifact.pk)
    saved(reviewer, url, form_of(reviewer, url, **{"action-publish": "1"}))
    artifact.refresh_from_db()
    assert artifact.live
    assert reviewer.get(address("artifact", "add")).status_code == 302
    reviewer.post(address("artifact", "delete", artifact.pk))
    assert Artifact.objects.filter(pk=artifact.pk).exists()


@pytest.mark.django_db
def test_submitted_work_waits_for_a_reviewer_and_is_published_on_approval(cataloguer: Client, reviewer: Client) -> None:
    url = address("artifact", "add")
    saved(cataloguer, url, form_of(cataloguer, url, title="搪瓷缸", **{"action-submit": "1"}))
    artifact = grounded(Artifact.objects.get())
    assert artifact.current_workflow_state.workflow.name == "编目 → 审核"
    url = address("artifact", "workflow_action", artifact.pk, "approve", artifact.current_workflow_task_state.pk)
    reviewer.post(url, {"comment": ""})
    artifact.refresh_from_db()
    assert artifact.live


@pytest.mark.django_db
def test_a_cataloguer_cannot_approve(cataloguer: Client) -> None:
    url = address("artifact", "add")
    saved(cataloguer, url, form_of(cataloguer, url, title="搪瓷缸", **{"action-submit": "1"}))
    artifact = Artifact.objects.get()
    url = address("artifact", "workflow_action", artifact.pk, "approve", artifact.current_workflow_task_state.pk)
    cataloguer.post(url, {"comment": ""})
    artifact.refresh_from_db()
    assert not artifact.live


@pytest.mark.django_db
def test_a_collector_hands_in_a_photograph_as_a_draft(collector: Client) -> None:
    url = address("photograph", "add")
    saved(collector, url, form_of(collector, url, title="厂门口合影", **{"action-publish": "1"}))
    photograph = Photograph.objects.get()
    assert not photograph.live
    assert collector.get(address("photograph", "edit", photograph.pk)).status_code == 200


@pytest.mark.django_db
def test_a_collector_sees_neither_the_photographs_nor_the_drafts_of_others(collector: Client) -> None:
    draft = Photograph.objects.create(title="别人的草稿", live=False)
    public = Photograph.objects.create(title="已经发布的", live=True)
    listed = collector.get(address("photograph", "list")).content.decode()
    assert "别人的草稿" not in listed
    for photograph in (draft, public):
        assert collector.get(address("photograph", "edit", photograph.pk)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["artifact", "person", "interview", "term", "collection"])
def test_a_collector_has_no_other_screens(collector: Client, kind: str) -> None:
    assert collector.get(address(kind, "list")).status_code == 302


@pytest.mark.django_db
def test_a_restricted_record_opens_for_the_director_alone(director: Client, cataloguer: Client) -> None:
    secret = Artifact.objects.create(title="不便公开的信", access="restricted")
    url = address("artifact", "edit", secret.pk)
    assert (director.get(url).status_code, cataloguer.get(url).status_code) == (200, 404)
    assert "不便公开的信" not in cataloguer.get(address("artifact", "list")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["history", "usage", "inspect", "delete", "copy", "unpublish", "preview_on_edit"])
def test_no_screen_of_a_restricted_record_opens_for_a_cataloguer(cataloguer: Client, view: str) -> None:
    secret = Artifact.objects.create(title="不便公开的信", access="restricted")
    assert cataloguer.get(address("artifact", view, secret.pk)).status_code == 404


@pytest.mark.django_db
def test_choosers_do_not_offer_a_person_who_is_not_to_be_shown(director: Client, cataloguer: Client) -> None:
    Person.objects.create(name="不愿露面的人", slug="p-1", public_display="private")
    url = reverse("wagtailsnippetchoosers_archive_person:choose")
    assert "不愿露面的人" in director.get(url).json()["html"]
    assert "不愿露面的人" not in cataloguer.get(url).json()["html"]


@pytest.mark.django_db
def test_internal_notes_are_not_in_a_collectors_form(director: Client, collector: Client) -> None:
    url = address("photograph", "add")
    assert 'name="restriction_note"' in director.get(url).content.decode()
    assert 'name="restriction_note"' not in collector.get(url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["director", "cataloguer", "reviewer", "collector"])
def test_no_role_manages_accounts(role: str, request: pytest.FixtureRequest) -> None:
    """Whoever edits accounts can make himself administrator of everything."""
    assert request.getfixturevalue(role).get(reverse("wagtailusers_users:index")).status_code == 302


@pytest.mark.django_db
def test_one_workflow_serves_every_kind_of_record() -> None:
    workflow = Workflow.objects.get(name="编目 → 审核")
    assert workflow.workflow_content_types.count() == 10


@pytest.mark.django_db
def test_the_history_tells_who_closed_a_record_and_which_number_it_took(director: Client) -> None:
    url = address("artifact", "add")
    saved(director, url, form_of(director, url, title="搪瓷缸"))
    artifact = Artifact.objects.get()
    url = address("artifact", "edit", artifact.pk)
    saved(director, url, form_of(director, url, access="staff"))
    history = director.get(address("artifact", "history", artifact.pk)).content.decode()
    assert "启用了登录号" in history
    assert "改变了开放程度" in history
    assert "user-of-馆长" in history
