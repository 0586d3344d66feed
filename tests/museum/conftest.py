"""Visitors of the museum: a browser that is nobody, and one that is signed in as a curator."""

import pytest
from django.test import Client

from museum.models import User
from tests.museum.telling import Told, tell

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
"""Named, because the first backend of the settings only knows the demo's accounts."""


@pytest.fixture
def visitor(client: Client) -> Client:
    """Anyone with a browser."""
    return client


@pytest.fixture
def curator_browser(curator: User) -> Client:
    client = Client()
    client.force_login(curator, backend=MODEL_BACKEND)
    return client


@pytest.fixture
def told(db: None) -> Told:
    """An interview of three sentences by 周桂生, a public narrator."""
    return tell("那天夜班，阀门是我关的。", "师傅在后头打手电。", "关了以后，一下子静了。")
