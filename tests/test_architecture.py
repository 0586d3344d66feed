"""The rules of docs/architecture.md that a machine can check: directions of import, sizes, migrations, deployment."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
MODULE_LINES = 400
FUNCTION_LINES = 60


def modules(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    assert len(found) > 10, f"only {len(found)} modules below {folders}: the search is broken"
    return sorted(found)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_run_downwards_and_pure_cores_are_pure() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_are_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules("museum", "archive", "search", "media", "tests")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": lines
        for path in modules("museum", "archive", "search", "media", "tests")
        for node in functions(path)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_package_fronts_hold_only_words() -> None:
    """A front that imports would run `@task` and models when a pure module is asked for."""
    busy = [
        str(path.relative_to(ROOT))
        for path in modules("museum", "archive", "search", "media")
        if path.name == "__init__.py"
        and path.parent.name != "models"
        and any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text(encoding="utf-8")).body)
    ]
    assert busy == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "museum.settings.base",
        "SECRET_KEY": "k8#v!2mQz7$Lr0wXy5@Np3^Td6&Hb9*Gc1(Jf4)Se_Ua+Oi=PqZx",
        "ALLOWED_HOSTS": "museum.example.org",
        "CONTACT_KEYS": "b25seS1mb3ItdGhlLXRlc3RzLWtub3duLXRvLWFsbC4=",
        "SITE_URL": "https://museum.example.org",
        "VAR_DIR": str(tmp_path),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
