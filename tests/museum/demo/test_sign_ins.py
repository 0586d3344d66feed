"""The demo's sign-ins: published passwords that open a demo and nothing else."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from museum.demo import users
from museum.models import User
from tests.museum.demo.conftest import Demo


def sign_in(each: users.SignIn) -> object:
    request = RequestFactory().post("/admin/login/")
    return authenticate(request, username=each.username, password=each.password)


@pytest.mark.parametrize("each", users.SIGN_INS, ids=lambda each: each.username)
def test_each_role_can_be_tried(demo: Demo, each: users.SignIn) -> None:
    user = sign_in(each)
    assert isinstance(user, User)
    assert user.groups.get().name == each.role


@pytest.mark.parametrize("each", users.SIGN_INS, ids=lambda each: each.username)
def test_outside_demo_mode_they_open_nothing(demo: Demo, settings: pytest.FixtureRequest, each: users.SignIn) -> None:
    settings.DEMO_MODE = False  # type: ignore[attr-defined]  # pytest-django's settings proxy
    assert sign_in(each) is None


def test_a_curators_own_account_is_not_refused(db: None) -> None:
    User.objects.create_user("wang", "wang@example.org", "a-long-password")
    assert sign_in(users.SignIn(role="", username="wang", password="a-long-password")) is not None


def test_outside_demo_mode_none_are_made_or_printed(db: None, settings: pytest.FixtureRequest) -> None:
    settings.DEMO_MODE = False  # type: ignore[attr-defined]
    User.objects.filter(username="bianmu").delete()
    assert users.load().made == 0
    assert users.printed() == []


def test_an_account_of_the_same_name_is_not_touched(db: None, settings: pytest.FixtureRequest) -> None:
    settings.DEMO_MODE = True  # type: ignore[attr-defined]
    User.objects.update_or_create(username="guanzhang", defaults={"email": "guan@example.org"})
    with pytest.raises(users.UsernameTaken, match="guanzhang"):
        users.check()
