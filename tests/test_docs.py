"""The documentation names every setting, command and make target there is, and none that there is not."""

import re
from pathlib import Path

from django.conf import settings

from museum.settings import base

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HOUSE_WORDS = re.compile(r"https?://[\w.-]*(pypi|pythonhosted|npmjs|crates|debian)[\w.-]*")


def commands() -> list[str]:
    return sorted(
        path.stem
        for room in ("museum", "archive", "search", "media")
        for path in (ROOT / room / "management" / "commands").glob("[!_]*.py")
    )


def test_every_setting_is_explained() -> None:
    rows = set(re.findall(r"^\| `([A-Z0-9_]+)`", SETTINGS, re.MULTILINE))
    assert rows == base.env.known


def test_every_command_is_explained() -> None:
    assert [name for name in commands() if not re.search(rf"\b{name}\b", DOCS)] == []


def test_every_make_target_is_listed_in_the_readme() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert [name for name in targets if f"make {name}" not in text] == [], readme


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []


def test_no_registry_is_named() -> None:
    assert HOUSE_WORDS.findall(DOCS) == []


def test_settings_are_read_through_the_strict_reader() -> None:
    assert settings.DEMO_MODE is False
    assert not re.search(r"os\.environ\[", (ROOT / "museum/settings/base.py").read_text(encoding="utf-8"))
