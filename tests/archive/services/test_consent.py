"""The ledger: written once, read by the rules, and in the way of publishing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from archive import append_only
from archive.append_only import AppendOnlyError
from archive.consent import Decision, Stand, Use
from archive.models import ConsentEntry, ConsentParty, ConsentText
from archive.services.consent import (
    Act,
    ConsentMissing,
    add_evidence,
    check_publishable,
    decide,
    give_reason,
    hand_on,
    is_allowed,
    where_it_stands,
)
from archive.services.visibility import settle_all
from archive.states import Access, ConsentForm, Display, Ground
from tests.factories.archive import (
    ArtifactFactory,
    InterviewFactory,
    PartFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def say(about: Any, *uses: Use, decision: Decision = Decision.GRANTED, **act: Any) -> list[ConsentEntry]:
    giver = act.pop("giver", None) or ConsentParty.objects.create(name="陈玉兰")
    return decide(
        about=about, decisions=dict.fromkeys(uses, decision), act=Act(giver=giver, form=ConsentForm.PAPER, **act)
    )


def changed(row: ConsentEntry) -> None:
    row.until = TODAY
    row.save()


GOING_ROUND: dict[str, Callable[[ConsentEntry], Any]] = {
    "saved again": changed,
    "deleted": lambda row: row.delete(),
    "updated": lambda row: ConsentEntry.objects.update(use="name"),
    "updated in bulk": lambda row: ConsentEntry.objects.bulk_update([row], ["use"]),
    "emptied": lambda row: ConsentEntry.objects.all().delete(),
    "text": lambda row: ConsentText.objects.get(key="telling", version=1).delete(),
}


@pytest.mark.parametrize("way", GOING_ROUND)
def test_a_row_once_written_stays(way: str) -> None:
    (row,) = say(PhotographFactory.create(), Use.SHOW)
    with pytest.raises(AppendOnlyError, match="only ever added to"):
        GOING_ROUND[way](row)
    assert ConsentEntry.objects.get().use == "show"


@pytest.mark.parametrize(
    "statement", ["UPDATE archive_consententry SET note = 'x'", "DELETE FROM archive_consententry"]
)
def test_the_database_itself_refuses(statement: str) -> None:
    if connection.vendor == "sqlite":
        append_only.install(connection)
    say(PhotographFactory.create(), Use.SHOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_rows_of_the_demo_can_be_taken_out_and_not_changed() -> None:
    if connection.vendor == "sqlite":
        append_only.install(connection)
    say(PhotographFactory.create(), Use.SHOW, is_demo=True)
    assert ConsentEntry.objects.filter(is_demo=True).delete()[0] == 1


def test_what_was_decided_in_one_breath_is_one_act_and_says_how() -> None:
    text = ConsentText.objects.get(key="telling", version=1)
    helper = ConsentParty.objects.create(name="李小满", relation="外孙女")
    photograph = PhotographFactory.create()
    rows = say(photograph, Use.SHOW, Use.FACE, text=text, proxy=helper, received_by="bianmu")
    assert len({row.act for row in rows}) == 1
    assert {(row.text, row.proxy, row.received_by, row.form) for row in rows} == {(text, helper, "bianmu", "paper")}
    assert is_allowed(photograph, Use.FACE)
    assert not is_allowed(photograph, Use.DOWNLOAD)


def test_a_grant_to_a_proxy_counts_as_the_narrators_own() -> None:
    elder, helper = ConsentParty.objects.create(name="陈玉兰"), ConsentParty.objects.create(name="李小满")
    interview = InterviewFactory.create()
    say(interview, Use.VOICE, giver=elder, proxy=helper)
    say(interview, Use.VOICE, giver=elder, decision=Decision.WITHDRAWN)
    assert where_it_stands(interview, Use.VOICE).stand is Stand.WITHDRAWN


def test_what_was_said_about_a_passage_says_nothing_of_the_whole() -> None:
    interview = InterviewFactory.create()
    say(interview, Use.TEXT)
    giver = ConsentParty.objects.create(name="陈玉兰")
    act = Act(giver=giver, form=ConsentForm.MUSEUM)
    decide(about=interview, decisions={Use.TEXT: Decision.WITHDRAWN}, act=act, span=(1000, 2000))
    assert is_allowed(interview, Use.TEXT)


def test_what_was_said_about_a_contribution_holds_for_the_record_made_of_it() -> None:
    handed_in, made = PhotographFactory.create(), PhotographFactory.create()
    (said,) = say(handed_in, Use.SHOW)
    (carried,) = hand_on(source=handed_in, target=made)
    assert (carried.act, carried.giver_id) == (said.act, said.giver_id)
    assert is_allowed(made, Use.SHOW)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "还没有授权"),
        ({"decision": Decision.REFUSED}, "本人不同意"),
        ({"decision": Decision.WITHDRAWN}, "本人已经收回"),
        ({"until": TODAY - timedelta(days=1)}, "已经到期"),
    ],
)
def test_publishing_without_a_yes_is_refused_with_a_sentence(said: dict[str, Any], sentence: str) -> None:
    photograph = PhotographFactory.create(live=False)
    if said:
        say(photograph, Use.SHOW, **said)
    with pytest.raises(ConsentMissing, match=sentence):
        photograph.save_revision().publish()
    photograph.refresh_from_db()
    assert not photograph.live


@pytest.mark.parametrize("ground", [Ground.OWNED, Ground.PUBLIC_DOMAIN])
def test_a_reason_of_the_museum_is_enough(ground: Ground) -> None:
    artifact = ArtifactFactory.create(live=False)
    give_reason(about=artifact, ground=ground)
    artifact.save_revision().publish()
    artifact.refresh_from_db()
    assert artifact.live


def test_an_orphan_needs_the_story_of_the_search() -> None:
    artifact = ArtifactFactory.create()
    with pytest.raises(ValidationError, match="怎么找过"):
        give_reason(about=artifact, ground=Ground.ORPHAN)
    give_reason(about=artifact, ground=Ground.ORPHAN, note="2025 年在三个网格群里问过，没有人认得。")
    check_publishable(artifact)


def test_an_interview_with_sound_needs_the_voice_as_well() -> None:
    interview = PartFactory.create().interview
    say(interview, Use.TEXT)
    with pytest.raises(ConsentMissing, match="放出声音"):
        check_publishable(interview)


@pytest.mark.parametrize("access", [Access.STAFF, Access.RESTRICTED])
def test_what_stays_inside_needs_no_grant(access: Access) -> None:
    check_publishable(PhotographFactory.create(access=access))


def test_what_opens_by_itself_needs_its_grant_beforehand() -> None:
    with pytest.raises(ConsentMissing):
        check_publishable(PhotographFactory.create(access=Access.EMBARGOED, embargo_until=TODAY))


def test_a_living_name_needs_a_yes_and_a_mask_does_not() -> None:
    living = PersonFactory.create(alive=True)
    check_publishable(living)
    living.public_display = Display.NAME_ONLY
    with pytest.raises(ConsentMissing, match="写出姓名"):
        check_publishable(living)
    say(living, Use.NAME)
    check_publishable(living)
    check_publishable(PersonFactory.create())


def test_the_scan_of_a_signed_paper_is_for_keepers() -> None:
    (row,) = say(PhotographFactory.create(), Use.SHOW)
    scan = PictureFactory.create().asset
    add_evidence(act=row.act, asset=scan)
    settle_all()
    scan.refresh_from_db()
    assert scan.visibility == "keepers"
