"""Pages travel compressed, files as they are."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from museum.compression import CompressionMiddleware

TEXT = "汽笛" * 500


def encoding_of(path: str) -> str:
    request = RequestFactory().get(path, headers={"accept-encoding": "gzip"})
    answer = CompressionMiddleware(lambda request: HttpResponse()).process_response(request, HttpResponse(TEXT))
    return answer.headers.get("Content-Encoding", "")


def test_a_page_is_compressed() -> None:
    assert encoding_of("/interviews/iv-01/") == "gzip"


def test_a_file_is_not() -> None:
    assert encoding_of("/files/0/low/1/opus.ogg") == ""


@pytest.mark.django_db
def test_the_home_page_is_compressed(client: Client) -> None:
    assert client.get("/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
