"""Accession numbers that were ever given out: a number belongs to one record for ever, even a deleted one."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import accession


class AccessionNumberTaken(ValueError):
    """The number belongs, or once belonged, to another record. `str()` is a sentence for the curator."""

    def __init__(self, number: str, proposed: str) -> None:
        self.number = number
        self.proposed = proposed
        super().__init__(
            gettext("登录号 %(number)s 已经用过，用过的号不再给别的记录。下一个空号是 %(proposed)s。")
            % {"number": number, "proposed": proposed}
        )


def pattern() -> accession.AccessionPattern:
    """The museum's pattern, from the settings."""
    return accession.AccessionPattern.of(settings.ACCESSION_PATTERN)


class AccessionNumberQuerySet(models.QuerySet["AccessionNumber"]):
    """Giving out numbers. Safe when two curators save at once: the counter's row is locked (PostgreSQL), or the whole
    database is (SQLite in IMMEDIATE mode)."""

    def propose(self, kind: str) -> str:
        """The next free number of the kind, without taking it: for a form to show."""
        year = timezone.localdate().year
        counter = AccessionCounter.objects.filter(kind=kind, year=_counted_year(kind, year)).first()
        return pattern().number((counter.last_number if counter else 0) + 1, kind=kind, year=year).text

    def issue(self, kind: str, record_uuid: uuid.UUID) -> str:
        """Take the next free number of the kind for this record."""
        year = timezone.localdate().year
        with transaction.atomic():
            counter = AccessionCounter.objects.locked(kind, _counted_year(kind, year))
            number = pattern().number(counter.last_number + 1, kind=kind, year=year)
            counter.advance_to(number.number)
            self.create(number=number.text, kind=kind, record_uuid=record_uuid)
        return number.text

    def claim(self, text: str, kind: str, record_uuid: uuid.UUID) -> str:
        """Note that the record bears this number; the canonical form is returned.

        Raises AccessionNumberTaken when another record bears it or ever did, and `accession.InvalidAccessionNumber`.
        """
        number = pattern().parse(text)
        with transaction.atomic():
            row = self.filter(number=number.text).first()
            if row is None:
                counter = AccessionCounter.objects.locked(number.kind or kind, number.year)
                counter.advance_to(number.number)
                row, _created = self.get_or_create(
                    number=number.text, defaults={"kind": number.kind or kind, "record_uuid": record_uuid}
                )
        if row.record_uuid != record_uuid:
            raise AccessionNumberTaken(number.text, self.propose(kind))
        return number.text

    def is_free_for(self, number: str, record_uuid: uuid.UUID) -> bool:
        return not self.filter(number=number).exclude(record_uuid=record_uuid).exists()


def _counted_year(kind: str, year: int) -> int:
    """The year by which the pattern counts, 0 when it names none."""
    return pattern().number(1, kind=kind, year=year).year


class AccessionNumber(models.Model):
    """One number, and the UUID of the record it was given to. Rows are never deleted."""

    number = models.CharField(_("登录号"), max_length=60, unique=True)
    kind = models.CharField(_("类别"), max_length=10)
    record_uuid = models.UUIDField(_("记录"), db_index=True)
    issued_at = models.DateTimeField(_("启用时间"), auto_now_add=True)

    objects = AccessionNumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("登录号")
        verbose_name_plural = _("登录号")

    def __str__(self) -> str:
        return self.number


class AccessionCounterQuerySet(models.QuerySet["AccessionCounter"]):
    """Counters, taken one at a time."""

    def locked(self, kind: str, year: int) -> "AccessionCounter":
        """The counter, nobody else's until the transaction ends."""
        self.get_or_create(kind=kind, year=year)
        return self.select_for_update().get(kind=kind, year=year)


class AccessionCounter(models.Model):
    """How far the running numbers of a kind (and year, where the pattern names one) have come."""

    kind = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField(default=0)
    last_number = models.PositiveBigIntegerField(default=0)

    objects = AccessionCounterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="archive_one_counter_per_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.last_number}"

    def advance_to(self, number: int) -> None:
        """Numbers up to this one are used up, whether or not every one was given out."""
        if number > self.last_number:
            self.last_number = number
            self.save(update_fields=["last_number"])
