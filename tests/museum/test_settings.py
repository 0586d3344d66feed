"""Production starts only when it is told enough, and says what is missing or misspelt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = {
    "DJANGO_SETTINGS_MODULE": "museum.settings.base",
    "SECRET_KEY": "k8#v!2mQz7$Lr0wXy5@Np3^Td6&Hb9*Gc1(Jf4)Se_Ua+Oi=PqZx",
    "ALLOWED_HOSTS": "museum.example.org",
    "CONTACT_KEYS": "b25seS1mb3ItdGhlLXRlc3RzLWtub3duLXRvLWFsbC4=",
    "SITE_URL": "https://museum.example.org",
}


def start(tmp_path: Path, **changed: str) -> str:
    """What `check` prints under production settings with these variables."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | ENOUGH | changed
    environment = {name: value for name, value in environment.items() if value != "unset"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.stderr if done.returncode else "started"


def test_starts_with_enough(tmp_path: Path) -> None:
    assert start(tmp_path) == "started"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "CONTACT_KEYS"])
def test_names_what_is_missing(tmp_path: Path, name: str) -> None:
    assert f"{name} is not set. Set it to" in start(tmp_path, **{name: "unset"})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEMO_MODE", "ture", "DEMO_MODE is 'ture'. Write true or false."),
        ("CONTACT_KEYS", "too-short", "CONTACT_KEYS holds a key that is none."),
        ("DEMO_MODE", "true", "DEMO_MODE is on for a public address."),
        ("SEARCH_ENGINE", "solr", "Write one of: embedded, elastic."),
        ("SEARCH_ENGINE", "elastic", "ELASTICSEARCH_URL names no node"),
        ("ELASTICSEARCH_ULR", "http://localhost:9200", "Is ELASTICSEARCH_URL meant?"),
        ("MEDIA_MAX_FILE_BYTES", "many", "MEDIA_MAX_FILE_BYTES cannot be read"),
        ("MEDIA_MAX_FILE_BYTES", "0", "Write a whole number above zero."),
        ("S3_ENDPOINT_URL", "http://localhost:9000", "S3_BUCKET names no bucket"),
    ],
)
def test_refuses_what_cannot_be_meant(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    assert sentence in start(tmp_path, **{name: value})
