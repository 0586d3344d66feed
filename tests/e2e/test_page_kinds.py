"""No public address and no page model is left out of the catalogue that every other check of this folder walks."""

from collections import Counter

from django.urls import Resolver404, resolve
from wagtail.models import get_page_models

from museum.models.base import BasePage
from museum.urls import urlpatterns
from tests.e2e.page_kinds import KINDS, NOT_PAGES, public_names


def name_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def test_every_public_address_is_a_kind_or_has_a_reason_not_to_be() -> None:
    names = set(public_names(urlpatterns))
    looked_at = {name_of(kind.address) for kind in KINDS if kind.address}
    assert sorted(names - looked_at - NOT_PAGES.keys()) == [], "add a line to KINDS, or to NOT_PAGES with the reason"
    assert sorted(NOT_PAGES.keys() - names) == []
    assert sorted(NOT_PAGES.keys() & looked_at) == []


def test_every_page_model_is_a_kind() -> None:
    models = {model.__name__ for model in get_page_models() if issubclass(model, BasePage)}
    assert sorted(models ^ {kind.model for kind in KINDS if kind.model}) == []


def test_every_kind_can_be_told_from_the_others() -> None:
    assert [name for name, count in Counter(kind.name for kind in KINDS).items() if count > 1] == []
    assert [kind.name for kind in KINDS if bool(kind.address) == bool(kind.view)] == []
