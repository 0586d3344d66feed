"""Foreign code is served as its makers published it, under its licence, and says which version it is."""

import hashlib
import re
from pathlib import Path

from django.conf import settings

VENDOR = Path(settings.PROJECT_DIR) / "museum" / "static" / "museum" / "vendor"


def test_every_library_is_the_one_the_list_names() -> None:
    listed = set(re.findall(r"`([0-9a-f]{64})`", (VENDOR / "README.md").read_text(encoding="utf-8")))
    served = {hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.rglob("*.js")}
    assert served == listed


def test_every_library_has_its_licence_beside_it() -> None:
    folders = {path.parent for path in VENDOR.rglob("*.js")}
    assert folders
    assert all((folder / "LICENSE.txt").read_text(encoding="utf-8").strip() for folder in folders)


def test_no_library_asks_for_a_file_that_is_not_served() -> None:
    assert all("sourceMappingURL" not in path.read_text(encoding="utf-8") for path in VENDOR.rglob("*.js"))
