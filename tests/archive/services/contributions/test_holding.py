"""Two curators at one contribution: the second is told, may take over, and nothing stale is saved."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from archive.models import Contribution, Hold
from archive.services.contributions import holding, messaging
from museum.models import User
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(db: None) -> tuple[User, User]:
    return User.objects.create(username="one"), User.objects.create(username="other")


def test_the_first_has_it_until_relieved(two: tuple[User, User]) -> None:
    one, other = two
    contribution = ContributionFactory.create()
    assert holding.hold(contribution, by=one).holder == one
    assert holding.hold(contribution, by=other).holder == one
    assert holding.hold(contribution, by=other, takes_over=True).holder == other
    assert holding.hold(contribution, by=one).holder == other


def test_whoever_went_home_holds_nothing(two: tuple[User, User]) -> None:
    one, other = two
    contribution = ContributionFactory.create()
    holding.hold(contribution, by=one)
    Hold.objects.update(touched_at=timezone.now() - holding.IDLE - timedelta(minutes=1))
    assert holding.hold(contribution, by=other).holder == other


def test_a_page_that_is_old_saves_nothing(two: tuple[User, User]) -> None:
    one, other = two
    contribution = ContributionFactory.create()
    seen = holding.version_of(Contribution.objects.get(pk=contribution.pk))
    holding.hold(contribution, by=one)
    with transaction.atomic():
        holding.check(contribution, by=one, version=seen)
    with pytest.raises(holding.HeldByOther), transaction.atomic():
        holding.check(contribution, by=other, version=seen)
    messaging.answer(contribution, "想起来了", form_key="1")
    with pytest.raises(holding.Changed), transaction.atomic():
        holding.check(contribution, by=one, version=seen)
