"""Taking names out of running text: a living person's name does not become public because somebody else said it.

Fields that point at a person are handled by `archive.rights.shown_name`. This is for words: transcripts, captions,
biographies, labels. Every known form of the name of a person who may not be named is replaced by what the person is
called in public, before the text goes anywhere.
"""

import re
from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from archive.models import Person, PersonName
from archive.rights import Viewer, named_q, shown_name

NOBODY = "某某"
"""Stands for a person who must not be mentioned, where leaving a gap would break the sentence."""

SHORTEST = 2
"""One character is no name: 桂 or 工 would be cut out of half the archive."""


class NameMask:
    """Replaces names. Longest first, so that 洪卫国 is not read as 洪卫 and 国."""

    def __init__(self, replacements: Mapping[str, str]) -> None:
        self._replacements = {form: label for form, label in replacements.items() if len(form) >= SHORTEST}
        longest_first = sorted(self._replacements, key=len, reverse=True)
        self._pattern = re.compile("|".join(re.escape(form) for form in longest_first)) if longest_first else None

    def __call__(self, text: str) -> str:
        if self._pattern is None or not text:
            return text
        return self._pattern.sub(lambda match: self._replacements[match.group()], text)


def name_mask(viewer: Viewer = Viewer.PUBLIC, today: date | None = None) -> NameMask:
    """The mask for this viewer: two queries, however long the texts are.

    A form that is also the name of somebody who may be named stays: there it means that person.
    """
    named = named_q(today)
    forms: dict[str, str] = {}
    for row in Person.objects.exclude(named).values(*_DECIDING, "names__text"):
        form = row.pop("names__text")
        person = Person(**row)
        label = shown_name(person, viewer, today)
        if label != person.name:
            forms |= {each: label or NOBODY for each in (person.name, form) if each}
    in_use = _forms_in_use(named, forms) if forms else frozenset()
    return NameMask({form: label for form, label in forms.items() if form not in in_use})


_DECIDING = ("name", "public_name", "public_display", "living", "live", "embargo_until")
"""What `shown_name` looks at."""


def _forms_in_use(named: Q, forms: Mapping[str, str]) -> frozenset[str]:
    names = Person.objects.filter(named, name__in=forms).order_by().values_list("name")
    nameable = Person.objects.filter(named)
    others = PersonName.objects.filter(person__in=nameable, text__in=forms).order_by().values_list("text")
    return frozenset(form for (form,) in names.union(others))
