"""What is public and traces to nothing is found, in as many queries for a full museum as for an empty one."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from archive.consent import Use
from archive.consent_audit import audit
from archive.services.consent import give_reason
from archive.services.lapsing import close_lapsed
from archive.services.visibility import settle_all
from archive.states import Access, Display, Ground, Standing
from tests.factories.archive import (
    ArtifactFactory,
    PartFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
    PlaceFactory,
    grounded,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def found() -> set[tuple[str, str, bool]]:
    return {(gap.kind, gap.title, gap.is_taken_over) for gap in audit()}


def test_every_kind_of_gap_is_found_and_nothing_else() -> None:
    PhotographFactory.create(title="没问过")
    grounded(PhotographFactory.create(title="有理由", picture=PictureFactory.create()))
    PhotographFactory.create(title="不公开", access=Access.STAFF)
    taken_over = ArtifactFactory.create(title="以前就有")
    give_reason(about=taken_over, ground=Ground.TAKEN_OVER)
    interview = PartFactory.create(interview__title="只问了文字").interview
    give_reason(about=interview, ground=Ground.OWNED, uses=[Use.TEXT])
    PersonFactory.create(name="活着", alive=True, public_display=Display.PUBLIC)
    PersonFactory.create(name="隐名", alive=True)
    PersonFactory.create(name="已故")
    PlaceFactory.create(picture=PictureFactory.create(asset__original_name="地方.jpg", asset__kind="picture"))
    settle_all()
    assert found() == {
        ("photograph", "没问过", False),
        ("artifact", "以前就有", True),
        ("interview", "只问了文字", False),
        ("person", "活着", False),
        ("file", "地方.jpg", False),
    }


def test_the_museum_is_audited_in_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        grounded(PhotographFactory.create(picture=PictureFactory.create()))
        PhotographFactory.create()
    with django_assert_max_num_queries(16):
        assert len(audit()) == 3


def test_the_command_tells_and_exits_with_a_status() -> None:
    call_command("audit_consent", stdout=StringIO())
    give_reason(about=ArtifactFactory.create(), ground=Ground.TAKEN_OVER)
    call_command("audit_consent", stdout=StringIO())
    with pytest.raises(CommandError, match="1 处"):
        call_command("audit_consent", "--strict", stdout=StringIO())
    PhotographFactory.create(title="没问过")
    said = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("audit_consent", "--json", stdout=said)
    told = json.loads(said.getvalue())
    assert refused.value.returncode == 1
    assert (told["untraced"], told["taken_over"], told["gaps"][0]["title"]) == (1, 1, "没问过")


@pytest.mark.parametrize(("until", "standing"), [(TODAY, Standing.PUBLIC), (YESTERDAY, Standing.RESTRICTED)])
def test_what_was_allowed_until_a_day_closes_after_it(until: Any, standing: Standing) -> None:
    photograph = PhotographFactory.create()
    give_reason(about=photograph, ground=Ground.OWNED, until=until)
    assert close_lapsed() == (standing is Standing.RESTRICTED)
    photograph.refresh_from_db()
    assert photograph.standing is standing
    assert close_lapsed() == 0


def test_a_name_goes_back_under_its_mask_and_a_renewed_grant_keeps_it() -> None:
    lapsed, renewed = (PersonFactory.create(alive=True, public_display=Display.PUBLIC) for _ in range(2))
    for person in (lapsed, renewed):
        give_reason(about=person, ground=Ground.OWNED, until=YESTERDAY)
    give_reason(about=renewed, ground=Ground.OWNED, until=TOMORROW)
    assert close_lapsed() == 1
    lapsed.refresh_from_db()
    renewed.refresh_from_db()
    assert (lapsed.effective_display, renewed.effective_display) == (Display.MASKED, Display.PUBLIC)
