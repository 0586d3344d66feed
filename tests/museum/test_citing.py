"""Citations: the parts the standard asks for, and files a reference manager can read."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from museum.citing import citation_of, escaped
from museum.reader import Reader
from tests.factories.archive import ArtifactFactory, PersonFactory


@pytest.mark.django_db
def test_each_form_names_holder_title_number_address_and_day() -> None:
    record = ArtifactFactory.create(title="搪瓷缸")
    citation = citation_of(record, Reader())
    address = settings.SITE_URL.rstrip("/") + record.get_absolute_url()
    today = timezone.localdate().isoformat()
    for _key, _name, text in citation.forms:
        assert all(part in text for part in ("株化记忆", "搪瓷缸", record.accession_number, address, today))
    assert citation.standard == f"株化记忆. 搪瓷缸：{record.accession_number}[A/OL]. [{today}]. {address}."


@pytest.mark.django_db
def test_a_living_person_is_masked_in_citations_too() -> None:
    PersonFactory.create(name="洪卫国", alive=True)
    record = ArtifactFactory.create(title="洪卫国的缸")
    assert all("洪卫国" not in text for _key, _name, text in citation_of(record, Reader()).forms)


@pytest.mark.django_db
def test_a_title_full_of_signs_leaves_the_entry_whole() -> None:
    record = ArtifactFactory.create(title="缸}{ 50% & \\evil")
    entry = citation_of(record, Reader()).bibtex
    assert entry.count("{") == entry.count("}")
    assert "50\\% \\& evil" in entry


@given(st.text())
def test_nothing_can_close_a_field_early(text: str) -> None:
    assert not re.search(r"[{}]|\\(?![&%$#_])", escaped(text))
