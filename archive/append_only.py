"""Tables in which a row, once written, stays as it is: guarded by Python, and by the database as well.

Rows of the demo may be deleted, never changed: `clear_demo` takes out what nobody ever said.
"""

from typing import Any, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("archive_consententry", "archive_consenttext")


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what is only ever added to."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model.__name__} is only ever added to. Write another row that says what is different.")


Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError(self.model)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnlyError(self.model)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(is_demo=False).exists():
            raise AppendOnlyError(self.model)
        return super().delete()


class AppendOnly(models.Model):
    """A model whose rows are written once."""

    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not self.is_demo:
            raise AppendOnlyError(type(self))
        return super().delete(*args, **kwargs)


def install(connection: BaseDatabaseWrapper, tables: tuple[str, ...] = TABLES) -> None:
    """Have the database itself refuse."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, tables: tuple[str, ...] = TABLES) -> None:
    """Let the database allow it again: for a migration backwards, and for tests that empty every table."""
    with connection.cursor() as cursor:
        for table in tables:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for event in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")


def _statements(vendor: str, table: str) -> list[str]:
    refusal = f"{table} is append-only"
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{refusal}'; END $$",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW WHEN (NOT OLD.is_demo) "
            f"EXECUTE FUNCTION {table}_refuse()",
        ]
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT OLD.is_demo "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ]
