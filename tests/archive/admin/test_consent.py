"""The curator's side of consent: what is refused and why, what is written, who may erase."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.consent import Use
from archive.models import Artifact, ConsentEntry, ConsentEvidence, Photograph, Withdrawal
from archive.services.consent import is_allowed
from archive.services.withdrawals import Asked, withdraw
from archive.states import Access, WithdrawalScope
from media.models import Asset
from tests.archive.admin.conftest import address, form_of, saved
from tests.factories.archive import ArtifactFactory, InterviewFactory, PersonFactory, PhotographFactory
from tests.factories.contributions import ContributionFactory
from tests.media import samples

pytestmark = pytest.mark.django_db


def ledger_of(about: Any) -> str:
    return reverse("archive_consent", args=[about.KIND, about.uuid])


def test_publishing_without_a_yes_is_refused_beside_the_field_that_mends_it(director: Client) -> None:
    url = address("photograph", "add")
    answer = director.post(url, form_of(director, url, title="厂门口合影", **{"action-publish": "1"}))
    assert "还没有授权，也没有馆方理由" in str(answer.context["form"].errors["consent_ground"])
    assert not Photograph.objects.exists()


def test_a_reason_typed_while_publishing_is_in_the_ledger(director: Client) -> None:
    url = address("photograph", "add")
    orphan = {"consent_ground": "orphan", "action-publish": "1"}
    answer = director.post(url, form_of(director, url, title="厂门口合影", **orphan))
    assert "怎么找过" in str(answer.context["form"].errors["consent_note"])
    saved(director, url, form_of(director, url, title="厂门口合影", consent_note="在群里问过", **orphan))
    row = ConsentEntry.objects.get()
    assert (row.ground, row.note, row.received_by) == ("orphan", "在群里问过", "user-of-馆长")
    assert Photograph.objects.get().live


def test_approving_what_nobody_agreed_to_is_refused_with_a_sentence(cataloguer: Client, reviewer: Client) -> None:
    url = address("artifact", "add")
    saved(cataloguer, url, form_of(cataloguer, url, title="搪瓷缸", **{"action-submit": "1"}))
    artifact = Artifact.objects.get()
    task = artifact.current_workflow_task_state
    url = address("artifact", "workflow_action", artifact.pk, "approve", task.pk)
    answer = reviewer.post(url, {"comment": ""}, follow=True)
    assert "还没有授权" in answer.content.decode()
    artifact.refresh_from_db()
    assert (artifact.live, artifact.current_workflow_task_state.pk) == (False, task.pk)


def test_a_paper_is_written_into_the_ledger_with_its_scan(cataloguer: Client, director: Client) -> None:
    photograph = PhotographFactory.create()
    scan = BytesIO(samples.picture())
    scan.name = "纸.jpg"
    sent = {"what": "decide", "giver": "陈玉兰", "proxy": "李小满", "relation": "外孙女", "form": "paper", "scan": scan}
    answer = cataloguer.post(ledger_of(photograph), sent | {"use_show": "granted", "use_machines": "refused"})
    assert answer.status_code == 302, answer.context["forms"]["decide"].errors
    assert {row.use: row.decision for row in ConsentEntry.objects.all()} == {"show": "granted", "machines": "refused"}
    proof = ConsentEvidence.objects.select_related("asset").get()
    assert proof.asset is not None
    assert Asset.objects.get(pk=proof.asset.pk).visibility == "keepers"
    assert proof.asset.original_url not in cataloguer.get(ledger_of(photograph)).content.decode()
    page = director.get(ledger_of(photograph)).content.decode()
    assert all(word in page for word in ("陈玉兰", "李小满 代办", "签了纸", proof.asset.original_url))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"what": "decide", "giver": "陈玉兰", "form": "paper"}, "请至少问一样"),
        ({"what": "decide", "giver": "陈", "form": "paper", "use_show": "granted", "given_on": "2999-01-01"}, "还没到"),
        ({"what": "reason", "ground": "orphan"}, "怎么找过"),
        ({"what": "withdraw", "scope": "passage", "start_ms": "0:01", "end_ms": "0:02"}, "从几分几秒到几分几秒"),
    ],
)
def test_bad_input_gets_a_sentence(director: Client, sent: dict[str, str], sentence: str) -> None:
    answer = director.post(ledger_of(PhotographFactory.create()), sent)
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert not ConsentEntry.objects.exists()


def test_somebody_at_the_door_takes_a_passage_back(cataloguer: Client) -> None:
    interview = InterviewFactory.create()
    sent = {"what": "withdraw", "scope": "passage", "start_ms": "0:01", "end_ms": "0:02"}
    cataloguer.post(ledger_of(interview), sent)
    assert interview.restrictions.get().end_ms == 2000
    assert "件收回等着定后面怎么办" in cataloguer.get(reverse("wagtailadmin_home")).content.decode()


def test_only_a_keeper_erases_and_everybody_may_seal(cataloguer: Client, director: Client) -> None:
    taken = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, records=[ArtifactFactory.create()]))
    url = reverse("archive_withdrawal", args=[taken.uuid])
    assert cataloguer.post(url, {"outcome": "erase"}).status_code in {302, 403}
    assert Artifact.objects.exists()
    cataloguer.post(url, {"outcome": "seal"})
    taken.refresh_from_db()
    assert (taken.outcome, taken.decided_by) == ("seal", "user-of-编目员")
    director.post(url, {"outcome": "erase"})
    assert not Artifact.objects.exists()
    assert "草稿和旧版本" in director.get(url).content.decode()


def test_the_case_leads_to_what_was_handed_in(director: Client) -> None:
    contribution = ContributionFactory.create(what="全家福")
    taken = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, contribution=contribution))
    page = director.get(reverse("archive_withdrawal", args=[taken.uuid])).content.decode()
    address = reverse("wagtailsnippets_archive_contribution:edit", args=[contribution.pk])
    assert f'<a href="{address}">全家福</a>' in page


def test_a_mistake_is_put_back_from_the_case(director: Client) -> None:
    artifact = ArtifactFactory.create()
    taken = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, records=[artifact]))
    director.post(reverse("archive_withdrawal", args=[taken.uuid]), {"undo": "1"})
    artifact.refresh_from_db()
    assert artifact.access == Access.PUBLIC


def test_what_is_overdue_is_told(director: Client) -> None:
    withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, records=[ArtifactFactory.create()]))
    Withdrawal.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "过期了" in director.get(reverse("archive_withdrawals")).content.decode()
    assert "件收回过期没定" in director.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_of_gaps_leads_to_where_each_is_mended(director: Client) -> None:
    photograph = PhotographFactory.create(title="没问过")
    page = director.get(reverse("archive_consent_gaps")).content.decode()
    assert ledger_of(photograph) in page
    director.post(ledger_of(photograph), {"what": "reason", "ground": "owned"})
    assert is_allowed(photograph, Use.SHOW)
    assert "都说得出凭什么" in director.get(reverse("archive_consent_gaps")).content.decode()


def test_what_this_account_may_not_open_has_no_ledger(cataloguer: Client) -> None:
    for closed in (
        ArtifactFactory.create(access=Access.RESTRICTED),
        PersonFactory.create(withdrawn=True),
    ):
        assert cataloguer.get(ledger_of(closed)).status_code == 404


def test_a_collector_reads_no_ledger(collector: Client) -> None:
    assert collector.get(ledger_of(PhotographFactory.create())).status_code in {302, 403}
