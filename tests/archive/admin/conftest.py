"""People in the four roles, each with a browser of their own, and forms filled in as a browser would send them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from museum.models import User

Browser = Callable[[str], Client]
FillIn = Callable[..., dict[str, Any]]


@pytest.fixture
def as_role(db: None) -> Browser:
    """`as_role("编目员")`: a browser in which a member of that group is signed in."""

    def sign_in(role: str) -> Client:
        user = User.objects.create_user(f"user-of-{role}", password="a-long-password")
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def director(as_role: Browser) -> Client:
    return as_role("馆长")


@pytest.fixture
def cataloguer(as_role: Browser) -> Client:
    return as_role("编目员")


@pytest.fixture
def reviewer(as_role: Browser) -> Client:
    return as_role("审核员")


@pytest.fixture
def collector(as_role: Browser) -> Client:
    return as_role("征集员")


def form_of(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """What the edit form at this address would send, with some fields typed over."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    sent = querydict_from_html(page.content.decode(), form_id="w-editor-form")
    return {**{name: sent.getlist(name) for name in sent}, **typed}


def rows(relation: str, *filled: Mapping[str, Any]) -> dict[str, Any]:
    """The inline rows of a relation, as new rows of a form."""
    sent: dict[str, Any] = {
        f"{relation}-TOTAL_FORMS": len(filled),
        f"{relation}-INITIAL_FORMS": 0,
        f"{relation}-MIN_NUM_FORMS": 0,
        f"{relation}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(filled):
        sent |= {f"{relation}-{number}-{name}": value for name, value in row.items()}
        sent |= {f"{relation}-{number}-ORDER": number + 1, f"{relation}-{number}-id": ""}
        sent |= {f"{relation}-{number}-DELETE": ""}
    return sent


def address(model: str, view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_archive_{model}:{view}", args=args)


def saved(client: Client, url: str, form: dict[str, Any]) -> Any:
    """Posts the form; fails with the page's own complaints when it was not taken."""
    answer = client.post(url, form)
    complaints = [] if answer.status_code == 302 else _complaints(answer)
    assert answer.status_code == 302, complaints
    return answer


def _complaints(answer: Any) -> list[str]:
    form = answer.context["form"]
    found = [f"{field}: {text}" for field, texts in form.errors.items() for text in texts]
    for name, formset in form.formsets.items():
        found += [f"{name}: {errors}" for errors in formset.errors if errors]
        found += [f"{name}: {text}" for text in formset.non_form_errors()]
    return found
