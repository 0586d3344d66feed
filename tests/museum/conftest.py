"""Visitors of the museum: a browser that is nobody, and one that is signed in as a curator."""

from typing import Any

import pytest
from django.test import Client

from museum.models import User
from tests.museum.telling import Told, tell

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
"""Named, because the first backend of the settings only knows the demo's accounts."""


class Browser(Client):
    """Reads pages as people do, who see no place where a title may break (`<wbr>`): a name that must not be there
    cannot hide behind one from a test."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if not response.streaming and "Content-Encoding" not in response:
            response.content = response.content.replace(b"<wbr>", b"")
        return response


@pytest.fixture
def visitor() -> Client:
    """Anyone with a browser."""
    return Browser()


@pytest.fixture
def curator_browser(curator: User) -> Client:
    client = Browser()
    client.force_login(curator, backend=MODEL_BACKEND)
    return client


@pytest.fixture
def told(db: None) -> Told:
    """An interview of three sentences by 周桂生, a public narrator."""
    return tell("那天夜班，阀门是我关的。", "师傅在后头打手电。", "关了以后，一下子静了。")
