"""Nothing is let go that was not warned of, and nothing that somebody still works on."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media.models import Intake, IntakeState
from media.services.intake import voices
from media.services.intake.expiry import Tended, tend
from tests.media.telling import OWNER, Phone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days(settings: LazySettings) -> None:
    settings.INTAKE_KEEP_DAYS, settings.INTAKE_WARN_DAYS = 30, 7


@pytest.fixture
def phone() -> Phone:
    return Phone(voices.open_voice(owner=OWNER))


def age(*, touched: float, warned: float | None = None) -> None:
    """Sets the clock back by days; the row alone knows."""
    Intake.objects.update(touched_at=_ago(touched), warned_at=_ago(warned) if warned is not None else None)


def _ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


@pytest.mark.parametrize(
    ("touched", "warned", "expected"),
    [
        pytest.param(22, None, Tended(0, 0, 0), id="young"),
        pytest.param(24, None, Tended(1, 0, 0), id="to be warned"),
        pytest.param(90, None, Tended(1, 0, 0), id="the worker was off: warned first, whatever the age"),
        pytest.param(90, 6, Tended(0, 0, 0), id="warned lately"),
        pytest.param(31, 8, Tended(0, 1, 0), id="warned and over"),
    ],
)
def test_first_the_warning_then_the_end(phone: Phone, touched: float, warned: float | None, expected: Tended) -> None:
    age(touched=touched, warned=warned)
    assert tend() == expected


def test_another_chunk_starts_the_time_anew(phone: Phone) -> None:
    age(touched=29, warned=6)
    phone.send(0)
    phone.intake.refresh_from_db()
    assert phone.intake.warned_at is None
    assert phone.intake.kept_until > timezone.now() + timedelta(days=29)


def test_the_end_is_never_before_the_warning_has_stood(phone: Phone) -> None:
    age(touched=90, warned=1)
    phone.intake.refresh_from_db()
    assert phone.intake.kept_until > timezone.now() + timedelta(days=5)


def test_what_was_handed_in_is_not_let_go(phone: Phone) -> None:
    phone.send(0)
    phone.finish(1)
    age(touched=90, warned=60)
    assert tend().let_go == 0


def test_what_no_task_points_at_is_queued_again(phone: Phone) -> None:
    phone.send(0)
    phone.finish(1)
    assert tend().nudged == 0
    DBTaskResult.objects.all().delete()
    assert tend().nudged == 1
    assert Intake.objects.get().state == IntakeState.TAKING_IN
