"""Gives a museum its first lexicon: the one that is shipped.

Done after `migrate`, once, and not by a migration: the words are content, they change with every release, and a
migration that reads a file of today is no record of what it did. Afterwards the words belong to the curators; a later
release changes none of them (`manage.py import_lexicon --shipped` shows what it would bring).
"""

from typing import Any

from django.apps.registry import Apps
from django.apps.registry import apps as current_apps
from django.db import transaction
from django.db.models.base import Model

from search.lexicon import starting_lexicon
from search.models import LexiconEdition, SurnameRow, TermRow


def shipped_terms() -> list[TermRow]:
    rows = [
        TermRow(
            term=term.term,
            pinyin=term.pinyin,
            traditional=term.traditional,
            variants=list(term.variants),
            synonyms=list(term.synonyms),
            gloss=term.gloss,
            category=term.category,
            entity=term.entity,
        )
        for term in starting_lexicon().terms
    ]
    for row in rows:
        row.settle()
    return list({row.key: row for row in reversed(rows)}.values())[::-1]


def shipped_surnames() -> list[SurnameRow]:
    rows = [
        SurnameRow(surname=surname, readings=list(readings))
        for surname, readings in starting_lexicon().written_surnames.items()
    ]
    for row in rows:
        row.settle()
    return rows


def start(apps: Apps = current_apps, **kwargs: Any) -> None:
    """For Django's `post_migrate`. `apps` is the state that was migrated to, which may be an older one; after a `flush`
    it is not given."""
    try:
        edition = apps.get_model("search", "LexiconEdition")
    except LookupError:
        return
    with transaction.atomic():
        if edition._default_manager.exists():
            return
        _write(apps.get_model("search", "TermRow"), shipped_terms(), (*TermRow.VALUES, "key", "found_by"))
        _write(apps.get_model("search", "SurnameRow"), shipped_surnames(), (*SurnameRow.VALUES, "key"))
        edition._default_manager.create(pk=LexiconEdition.ONLY, token=LexiconEdition.new_token())


def _write(model: type[Model], rows: list[Any], columns: tuple[str, ...]) -> None:
    manager = model._default_manager
    manager.all().delete()
    manager.bulk_create([model(**{name: getattr(row, name) for name in columns}) for row in rows], batch_size=200)
