"""The state of everything a visitor may be shown, as a mark that no two states share."""

from django.db import models


class Stamp(models.Model):
    """Written by the database itself (`museum/stamp.py`), never by code; the rows together are the stamp.

    Random and not counted: a number would come again after a backup is restored, and with it what was kept under it.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    mark = models.BigIntegerField()

    class Meta:
        verbose_name = "stamp"

    def __str__(self) -> str:
        return f"{self.slot}: {self.mark}"
