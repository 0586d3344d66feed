"""A curator reads replies and passes them on; who may not, does not."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from archive.contribution_states import ReplyState
from archive.models import Reply
from archive.services.contributions import hearing
from museum.models import User
from tests.archive.services.contributions.test_hearing import told

pytestmark = pytest.mark.django_db


def signed_in(role: str) -> Client:
    user = User.objects.create(username=role)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def waiting() -> Reply:
    _contribution, interview = told()
    return hearing.reply(interview, "我爸也在那个班。", form_key="one")


@pytest.mark.parametrize("role", ["馆长", "编目员", "审核员"])
def test_reads_and_passes_on(role: str) -> None:
    reply, curator = waiting(), signed_in(role)
    assert "句回话" in curator.get(reverse("wagtailadmin_home")).content.decode()
    page = reverse("archive_replies")
    assert reply.text in curator.get(page).content.decode()
    for button, state in (("keep", ReplyState.KEPT), ("pass", ReplyState.PASSED)):
        curator.post(page, {"reply": reply.pk, button: "1"})
        reply.refresh_from_db()
        assert reply.state == state
    assert reply.text not in curator.get(page).content.decode()
    assert reply.text in curator.get(f"{page}?done=1").content.decode()
    assert reply.decided_by is not None


def test_a_reply_that_is_gone_is_told() -> None:
    assert signed_in("馆长").post(reverse("archive_replies"), {"reply": "一"}).status_code == 404


def test_others_do_not_read_them() -> None:
    reply, collector = waiting(), signed_in("征集员")
    answer = collector.get(reverse("archive_replies"), follow=True)
    assert reply.text not in answer.content.decode()
