"""Model fields for dates as people remember them.

The words a curator typed (五十年代末) are the source and are kept as typed; the EDTF form and the first and last day it
covers are derived columns, filled whenever the row is saved, so that lists sort and filter in the database:

    date_made = FuzzyDateField(_("制作年代"))
    date_made_edtf = EdtfField("date_made")
    date_made_earliest = EarliestDayField("date_made")
    date_made_latest = LatestDayField("date_made")
    made = DatedBy("date_made")        # the value object, or None where nothing is known

`QuerySet.update()` does not derive anything: change dates by saving.
"""

from datetime import date
from typing import Any, Literal, overload

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.dates import FuzzyDate, InvalidDate


def validate_fuzzy_date(value: str) -> None:
    """Refuse words that are not a date, in the sentence that `archive.dates` gives."""
    try:
        FuzzyDate.parse(value)
    except InvalidDate as error:
        raise ValidationError(str(error), code="invalid_date") from error


class FuzzyDateField(models.CharField):  # type: ignore[type-arg]  # generic only in the stubs; subscripting fails when Django imports it
    """A date in the words of the person who gave it; empty means nobody said. Anything else must be readable."""

    default_validators = [validate_fuzzy_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("help_text", _("可以写：1958年、1958年3月、五十年代末、1958年前后、1971或1972年"))
        super().__init__(*args, **kwargs)


class _Derived:
    """Shared by the derived columns: where the words are, and how the column gets its value on save."""

    source: str

    def _read(self, instance: models.Model) -> FuzzyDate | None:
        words = getattr(instance, self.source)
        if not words:
            return None
        found = FuzzyDate.parse(words)
        return found if found.is_known else None


class EdtfField(_Derived, models.CharField):  # type: ignore[type-arg]  # as above
    """The EDTF form of the words in `source`; empty when the date is unknown."""

    def __init__(self, source: str, *args: Any, **kwargs: Any) -> None:
        self.source = source
        kwargs.update(editable=False, blank=True, default="", max_length=80)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        found = self._read(model_instance)
        value = found.edtf if found else ""
        setattr(model_instance, self.attname, value)
        return value


class _DayField(_Derived, models.DateField):  # type: ignore[type-arg]  # as above
    BOUND: Literal["earliest", "latest"]

    def __init__(self, source: str, *args: Any, **kwargs: Any) -> None:
        self.source = source
        kwargs.update(editable=False, blank=True, null=True, db_index=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        found = self._read(model_instance)
        value: date | None = getattr(found, self.BOUND) if found else None
        setattr(model_instance, self.attname, value)
        return value


class EarliestDayField(_DayField):
    """The first day the words in `source` may mean."""

    BOUND = "earliest"


class LatestDayField(_DayField):
    """The last day the words in `source` may mean."""

    BOUND = "latest"


class DatedBy:
    """Reads the words of a date field as a `FuzzyDate`; None when nothing was said or it is unknown."""

    def __init__(self, source: str) -> None:
        self.source = source

    @overload
    def __get__(self, instance: None, owner: type[models.Model]) -> "DatedBy": ...

    @overload
    def __get__(self, instance: models.Model, owner: type[models.Model]) -> FuzzyDate | None: ...

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> "DatedBy | FuzzyDate | None":
        if instance is None:
            return self
        words = getattr(instance, self.source)
        if not words:
            return None
        found = FuzzyDate.parse(words)
        return found if found.is_known else None
