"""Contacts are unreadable in the database, opened by one role, noted each time, and forgotten when due."""

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from archive.log_actions import READ_CONTACT
from archive.models import Contact
from archive.services.contributions import contacts
from museum.models import User
from tests.factories.contributions import PartyFactory

pytestmark = pytest.mark.django_db
NUMBER = "138 0000 1958"


def member(role: str) -> User:
    user = User.objects.create(username=role)
    user.groups.add(Group.objects.get(name=role))
    return user


def test_is_sealed_in_the_database() -> None:
    contacts.keep(PartyFactory.create(), NUMBER)
    assert NUMBER not in Contact.objects.get().sealed


def test_one_role_reads_and_each_reading_is_noted() -> None:
    party = PartyFactory.create()
    contacts.keep(party, NUMBER)
    director = member("馆长")
    assert contacts.read(party, read_by=director) == NUMBER
    assert contacts.read(party, read_by=director) == NUMBER
    noted = ModelLogEntry.objects.filter(action=READ_CONTACT, user_id=director.pk)
    assert noted.count() == 2
    assert NUMBER not in str(list(noted.values()))


@pytest.mark.parametrize("role", ["编目员", "审核员", "征集员"])
def test_no_other_role_reads(role: str) -> None:
    party = PartyFactory.create()
    contacts.keep(party, NUMBER)
    with pytest.raises(PermissionDenied):
        contacts.read(party, read_by=member(role))


def test_an_empty_one_is_taken_out() -> None:
    party = PartyFactory.create()
    contacts.keep(party, NUMBER)
    contacts.keep(party, " ")
    assert not Contact.objects.exists()


def test_is_forgotten_when_it_was_not_used_for_long() -> None:
    for last in (datetime(2024, 6, 29, tzinfo=UTC), datetime(2024, 6, 30, tzinfo=UTC)):
        party = PartyFactory.create()
        contacts.keep(party, NUMBER)
        Contact.objects.filter(party=party).update(last_contact_at=last)
    assert contacts.forget_old(datetime(2026, 6, 30, tzinfo=UTC)) == 0
    assert contacts.forget_old(datetime(2026, 7, 1, tzinfo=UTC)) == 2


def test_is_locked_anew_before_a_key_goes(settings: Any) -> None:
    party = PartyFactory.create()
    contacts.keep(party, NUMBER)
    former = settings.CONTACT_KEYS[0]
    settings.CONTACT_KEYS = [Fernet.generate_key().decode(), former]
    call_command("reseal_contacts", verbosity=0)
    settings.CONTACT_KEYS = settings.CONTACT_KEYS[:1]
    assert contacts.opened(Contact.objects.get()) == NUMBER


def test_says_so_when_a_key_went_too_early(settings: Any) -> None:
    contacts.keep(PartyFactory.create(), NUMBER)
    settings.CONTACT_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match="1 条打不开"):
        call_command("reseal_contacts", verbosity=0)
    with pytest.raises(contacts.Unreadable):
        contacts.opened(Contact.objects.get())
