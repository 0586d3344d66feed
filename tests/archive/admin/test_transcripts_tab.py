"""The interview's form leads to its transcripts: for those who may change them."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Interview


@pytest.mark.django_db
def test_a_cataloguer_finds_the_way_to_the_transcripts(cataloguer: Client) -> None:
    interview = Interview.objects.create(title="谭师傅讲电解", slug="iv-01")
    form = cataloguer.get(reverse("wagtailsnippets_archive_interview:edit", args=[interview.pk])).content.decode()
    assert reverse("archive_transcripts", args=[interview.pk]) in form
