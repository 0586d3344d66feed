"""What arrives late joins its contribution, whatever has become of that in the meantime."""

import io

import pytest

from archive.contribution_states import ContributionKind, ContributionState
from archive.models import Contribution, ContributionItem
from archive.services.contributions import arriving, drafting
from media.models import Asset, Intake, Original, Visibility
from media.services.intake import files
from media.services.intake.room import begin
from media.services.intake.taking import take_in
from tests.media import samples

pytestmark = pytest.mark.django_db
CONTENT = samples.picture()


@pytest.fixture
def contribution() -> Contribution:
    return drafting.start(kind=ContributionKind.PHOTOGRAPHS)[0]


def arrive(contribution: Contribution) -> None:
    intake = begin(owner=contribution.uuid.hex, filename="大门.jpg", size_bytes=len(CONTENT))
    files.append(intake=intake, offset=0, stream=io.BytesIO(CONTENT))
    take_in(intake.pk)


@pytest.mark.parametrize("state", [ContributionState.DRAFT, ContributionState.RECEIVED, ContributionState.WITHDRAWN])
def test_it_joins_last_and_nobody_receives_it_yet(contribution: Contribution, state: ContributionState) -> None:
    arrive(contribution)
    Contribution.objects.update(state=state)
    arrive(contribution)
    items = list(contribution.items.all())
    assert [item.position for item in items] == [0, 1]
    assert {item.asset.visibility for item in items if item.asset} == {Visibility.SEALED}


@pytest.mark.parametrize("is_gone", [True, False])
def test_what_comes_for_nobody_is_erased(contribution: Contribution, is_gone: bool) -> None:
    Contribution.objects.update(state=ContributionState.ERASED)
    if is_gone:
        Contribution.objects.all().delete()
    arrive(contribution)
    assert (ContributionItem.objects.count(), Asset.objects.count(), Original.objects.count()) == (0, 0, 0)


def test_what_nobody_waits_for_is_let_go(contribution: Contribution) -> None:
    begin(owner=contribution.uuid.hex, filename="大门.jpg", size_bytes=len(CONTENT))
    begin(owner="0" * 32, filename="别人的.jpg", size_bytes=len(CONTENT))
    arriving.forget(contribution)
    assert Intake.objects.get().filename == "别人的.jpg"
