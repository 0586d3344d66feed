"""Reads the environment strictly: a wrong value or a misspelt name stops the start, and a sentence says what to set."""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

OUR_PREFIXES = (
    "ACCESSION_",
    "CARD_",
    "CLAMAV_",
    "CONTACT_",
    "CONTRIBUTION_",
    "ELASTICSEARCH_",
    "INTAKE_",
    "MEDIA_",
    "QUERY_LOG_",
    "S3_",
    "SEARCH_",
    "SECURE_",
    "TRANSCRIPT_",
    "WITHDRAWAL_",
)


class Environment(environ.Env):
    """django-environ that remembers every name it was asked for, so that unknown names can be told."""

    def __init__(self) -> None:
        super().__init__()
        self.known: set[str] = set()

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        self.known.add(var)
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as reason:
            raise ImproperlyConfigured(
                f"{var} cannot be read: {reason}. docs/settings.md says what it takes."
            ) from None

    def required(self, var: str, what_to_set: str) -> str:
        """A setting without a safe default."""
        value = str(self.str(var, default=""))
        if not value:
            raise ImproperlyConfigured(f"{var} is not set. {what_to_set}")
        return value

    def flag(self, var: str, *, default: bool) -> bool:
        """Only true or false: a typing error must not silently switch something off."""
        text = str(self.str(var, default=str(default))).strip().lower()
        if text not in {"true", "false"}:
            raise ImproperlyConfigured(f"{var} is {text!r}. Write true or false.")
        return text == "true"

    def one_of(self, var: str, *, choices: tuple[str, ...], default: str) -> str:
        text = str(self.str(var, default=default))
        if text not in choices:
            raise ImproperlyConfigured(f"{var} is {text!r}. Write one of: {', '.join(choices)}.")
        return text

    def positive(self, var: str, *, default: int) -> int:
        number = int(self.int(var, default=default))
        if number < 1:
            raise ImproperlyConfigured(f"{var} is {number}. Write a whole number above zero.")
        return number

    def refuse_unknown(self, names: Iterable[str]) -> None:
        """Raises for the first name that looks like ours and is not."""
        for name in sorted(set(names) - self.known):
            near = difflib.get_close_matches(name, self.known, n=1)
            hint = f" Is {near[0]} meant?" if near else ""
            raise ImproperlyConfigured(
                f"{name} is not a setting of this museum.{hint} docs/settings.md lists them all."
            )

    def refuse_unknown_in(self, env_file: Path) -> None:
        """Raises for an unknown name in the .env file, and for unknown names with our prefixes in the environment."""
        lines = env_file.read_text(encoding="utf-8").splitlines() if env_file.exists() else []
        in_file = {
            line.removeprefix("export ").split("=")[0].strip() for line in lines if "=" in line and line[0] != "#"
        }
        self.refuse_unknown(in_file | {name for name in self.ENVIRON if name.startswith(OUR_PREFIXES)})
