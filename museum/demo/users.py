"""Four sign-ins to try the curators' side with. They exist and work only while the museum says it is a demo.

Their passwords stand in the documentation, so an account of theirs must be worth nothing on a real museum: outside demo
mode none is made, and `museum.demo.sign_in` refuses those that were made before.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from museum.demo.planting import Tally
from museum.models import User

DOMAIN = "demo.invalid"
"""No real account has an address under .invalid (RFC 2606): it marks the demo's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIn:
    """One demo account as it is printed."""

    role: str
    username: str
    password: str


SIGN_INS = tuple(
    SignIn(role=role, username=username, password=password)
    for role, username, password in (
        ("馆长", "guanzhang", "qingshuitang-1958"),
        ("编目员", "bianmu", "jingkan-1972"),
        ("审核员", "shenhe", "xiangtianqiao-1985"),
        ("征集员", "zhengji", "huaguoshan-2018"),
    )
)


class UsernameTaken(Exception):
    """A demo sign-in has the name of somebody's own account."""


def check() -> None:
    """Raises UsernameTaken when somebody's own account has the name of a demo sign-in."""
    for user in User.objects.filter(username__in=[each.username for each in SIGN_INS]):
        if settings.DEMO_MODE and not is_demo(user):
            raise UsernameTaken(f"已经有一个叫 {user.username} 的账号，不是演示账号。先给它改个名，再装演示数据。")


def load() -> Tally:
    """Make the accounts that are missing. Does nothing outside demo mode."""
    there = {user.username for user in accounts()}
    missing = [each for each in SIGN_INS if each.username not in there] if settings.DEMO_MODE else []
    with transaction.atomic():
        for sign_in in missing:
            _make(sign_in)
    return Tally(made=len(missing), kept=len(there))


def is_demo(user: User) -> bool:
    """Whether this account is one of the demo's own."""
    return user.email.endswith(f"@{DOMAIN}")


def accounts() -> list[User]:
    """The demo's accounts on this install."""
    return list(User.objects.filter(email__endswith=f"@{DOMAIN}"))


def printed() -> list[str]:
    """The sign-ins, one a line, for whoever starts a demo; nothing outside demo mode."""
    if not settings.DEMO_MODE:
        return []
    return [f"{each.role}　{each.username}　{each.password}" for each in SIGN_INS]


def _make(sign_in: SignIn) -> None:
    user = User.objects.create_user(
        username=sign_in.username,
        email=f"{sign_in.username}@{DOMAIN}",
        password=sign_in.password,
        first_name=f"演示{sign_in.role}",
    )
    user.groups.add(Group.objects.get(name=sign_in.role))
