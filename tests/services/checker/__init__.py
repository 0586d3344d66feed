"""The Nu HTML checker, as the web's own validator runs it: fetched once with npm, hash-pinned, run with Java."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.services.elasticsearch.distribution import cache_folder

HERE = Path(__file__).resolve().parent
PINS = ("package.json", "package-lock.json")


class Unavailable(Exception):
    """The checker cannot run here; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One error the checker found, with the lines it means."""

    file: str
    message: str
    extract: str


def complaints(folder: Path) -> list[Complaint]:
    """The errors in all HTML files of a folder; warnings and remarks are not errors. Raises Unavailable."""
    options = ["--format", "json", "--errors-only", "--skip-non-html", "--exit-zero-always"]
    done = subprocess.run(
        [_java(), "-jar", str(_jar()), *options, str(folder)], capture_output=True, text=True, check=True
    )
    return [
        Complaint(each["url"].rpartition("/")[2], each["message"], each.get("extract", ""))
        for each in json.loads(done.stderr or done.stdout)["messages"]
        if each["type"] == "error"
    ]


def _java() -> str:
    found = shutil.which("java")
    if not found:
        raise Unavailable("The HTML checker needs Java: install a JDK, or the package default-jre-headless.")
    return found


def _jar() -> Path:
    """Fetched where it is not there yet; a new pin is a new folder."""
    version: str = json.loads((HERE / PINS[0]).read_text(encoding="utf-8"))["dependencies"]["vnu-jar"]
    folder = cache_folder().parent / "museum-checker" / version
    jar = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if jar.exists():
        return jar
    if not shutil.which("npm"):
        raise Unavailable("npm is needed once, to fetch the HTML checker: install the package npm.")
    folder.mkdir(parents=True, exist_ok=True)
    for pin in PINS:
        shutil.copy(HERE / pin, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise Unavailable(f"npm could not fetch the HTML checker:\n{done.stderr.strip()[-2000:]}")
    return jar
