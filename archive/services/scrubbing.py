"""Taking a name out of every text the museum keeps: records, transcripts and their versions, drafts, pages, the log.

A mask only hides a name while the museum knows it. Erasing a person forgets it, so it leaves the texts first.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from wagtail.fields import StreamField
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from archive.append_only import AppendOnly
from archive.masking import NOBODY, SHORTEST
from archive.models import ConsentParty, Person, PersonName
from search.outbox import touch

ROOMS = ("archive", "museum", "media")
BESIDE: tuple[type[models.Model], ...] = (Revision, ModelLogEntry, PageLogEntry)
WORDS = (models.CharField, models.TextField)


def forms_of(person: Person) -> list[str]:
    """The name and every other form of it that is nobody else's, longest first."""
    forms = {person.name, *person.names.values_list("text", flat=True)}
    others = {
        *Person.objects.exclude(pk=person.pk).filter(name__in=forms).values_list("name", flat=True),
        *PersonName.objects.exclude(person=person).filter(text__in=forms).values_list("text", flat=True),
    }
    return sorted((form for form in forms - others if len(form) >= SHORTEST), key=len, reverse=True)


def scrub(forms: Iterable[str]) -> dict[str, int]:
    """Replace the names in every column that holds words. Returns how many rows changed, by what they are."""
    found = list(forms)
    if not found:
        return {}
    pattern = re.compile("|".join(map(re.escape, found)))
    changed: dict[str, int] = {}
    for model in _models():
        count = sum(_scrub_column(model, field, pattern, found) for field in _columns(model))
        if count:
            changed[str(model._meta.verbose_name)] = count
    return changed


def _models() -> Iterator[type[models.Model]]:
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if not issubclass(model, AppendOnly | ConsentParty):
                yield model
    yield from BESIDE


def _columns(model: type[models.Model]) -> Iterator[Any]:
    for field in model._meta.local_concrete_fields:
        is_words = isinstance(field, WORDS) and not field.choices and not isinstance(field, models.SlugField)
        if is_words or isinstance(field, models.JSONField | StreamField):
            yield field


def _scrub_column(model: type[models.Model], field: Any, pattern: re.Pattern[str], forms: list[str]) -> int:
    rows = model._base_manager.all()
    if isinstance(field, WORDS) and not isinstance(field, StreamField):
        holding = Q()
        for form in forms:
            holding |= Q(**{f"{field.name}__contains": form})
        rows = rows.filter(holding)
    changed = 0
    for row in rows.only("pk", field.name).iterator():
        before = _as_text(field, getattr(row, field.attname))
        after = pattern.sub(NOBODY, before)
        if after != before:
            model._base_manager.filter(pk=row.pk).update(**{field.name: _from_text(field, after)})
            touch(row)
            changed += 1
    return changed


def _as_text(field: Any, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(field, StreamField):
        return json.dumps(list(value.raw_data), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False) if isinstance(field, models.JSONField) else str(value)


def _from_text(field: Any, text: str) -> Any:
    if isinstance(field, StreamField):
        return field.to_python(text)
    return json.loads(text) if isinstance(field, models.JSONField) else text
