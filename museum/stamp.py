"""Whether what a visitor is shown may have changed: one mark, renewed by the database in the transaction of any change.

Triggers and not signals, because `QuerySet.update()`, `bulk_create()` and SQL send none: whatever writes a row that a
page may show renews the stamp, and who rolls back, rolls that back too. Every table counts, unless it stands in
`SILENT`; a table that comes tomorrow counts from its first `migrate` on. Why it is done so: docs/adr/0018.

On SQLite there is one writer, and one row. On PostgreSQL each connection writes a row of its own (one of 64), once
a transaction or after it was read: with a single row, everybody who saves would wait for whoever saved first.
"""

import hashlib
import secrets
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func, Value
from django.http import HttpRequest

from museum.models.stamp import Stamp

PREFIX: Final = "museum_stamp_"
FUNCTION: Final = "museum_renew_stamp"
EVENTS: Final = ("INSERT", "UPDATE", "DELETE")
LARGEST: Final = 2**63 - 1

SILENT_APPS: Final = frozenset(
    {"sessions", "axes", "auth", "contenttypes", "django_tasks_database", "wagtailadmin", "wagtailusers"}
    | {"wagtailsearch", "wagtailforms"}
)
"""Who is signed in, what waits to be done, how the admin looks: no page shows any of it."""

SILENT: Final = frozenset(
    {"museum.stamp", "museum.user", "museum.user_groups", "museum.user_user_permissions"}
    | {"search.loggedsearch", "search.dismissedquery", "media.fixitycheck"}
    | {"media.intake", "media.piece", "media.take", "media.chunk"}
    | {"archive.contact", "archive.helperbook", "archive.message"}
    | {"archive.nameproposal", "archive.correction", "archive.heardday", "archive.reply"}
    | {"wagtailcore.revision", "wagtailcore.modellogentry", "wagtailcore.pagelogentry", "wagtailcore.referenceindex"}
    | {"wagtailcore.comment", "wagtailcore.commentreply", "wagtailcore.pagesubscription", "wagtailcore.uploadedfile"}
)
"""Drafts, histories, notes among curators, what was searched for, and sound and files while they arrive: a room full of
people who tell must not empty the store with every second. In doubt a table is not put here. Contributions are not: a
name on a face, and a thanks, go when whoever sent them takes them back."""

POSTGRESQL: Final = """
CREATE OR REPLACE FUNCTION museum_renew_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('museum.stamped', true) IS DISTINCT FROM txid_current()::text THEN
    INSERT INTO museum_stamp (slot, mark)
      VALUES (pg_backend_pid() % 64, (random() * 9000000000000000)::bigint)
      ON CONFLICT (slot) DO UPDATE SET mark = EXCLUDED.mark;
    PERFORM set_config('museum.stamped', txid_current()::text, true);
  END IF;
  RETURN NULL;
END $$
"""


FORGET_STAMPED: Final = Func(
    Value("museum.stamped"), Value(""), Value(True), function="set_config", output_field=CharField()
)
"""On PostgreSQL, with the stamp: whoever reads it within a transaction lets the next change in it renew it again."""

SQLITE: Final = "INSERT OR REPLACE INTO museum_stamp (slot, mark) VALUES (0, random())"


def current() -> str:
    """The stamp of this moment; empty while the database has none, and then nothing may be kept."""
    more = [FORGET_STAMPED] if connection.vendor == "postgresql" else []
    try:
        rows = list(Stamp.objects.order_by("slot").values_list("slot", "mark", *more))
    except DatabaseError:
        return ""
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:32] if rows else ""


def of(request: HttpRequest) -> str:
    """The stamp as it was when this request first asked, so that a page is of one moment and asks once."""
    known: str | None = getattr(request, "museum_stamp", None)
    if known is None:
        known = request.museum_stamp = current()  # type: ignore[attr-defined]  # kept with the request it belongs to
    return known


def renew() -> None:
    """A new stamp without a change: after `migrate`, and when a server starts with templates that may be others."""
    mark = secrets.randbelow(LARGEST)
    Stamp.objects.update_or_create(slot=0, defaults={"mark": mark})


def watched() -> Iterator[str]:
    """The tables whose changes count."""
    for model in apps.get_models(include_auto_created=True):
        told = model._meta
        if told.managed and not told.proxy and told.app_label not in SILENT_APPS and told.label_lower not in SILENT:
            yield told.db_table


def lay(using: BaseDatabaseWrapper = connection) -> bool:
    """Gives every watched table its triggers, and takes them from every other. SQLite forgets those of a table that a
    migration has rebuilt, so this is asked after each. False while there is no table to write the stamp to."""
    tables = set(using.introspection.table_names())
    if Stamp._meta.db_table not in tables:
        return False
    wanted = {(table, _name(table, event)): event for table in watched() if table in tables for event in EVENTS}
    laid = set(_laid(using))
    with using.cursor() as cursor:
        if using.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        for (table, name), event in wanted.items():
            if (table, name) not in laid:
                cursor.execute(_trigger(using, name, table, event))
    _take_up(using, laid - wanted.keys())
    return True


def take_up(using: Any = connection) -> None:
    """Removes every trigger of this module."""
    _take_up(using, set(_laid(using)))


def _take_up(using: BaseDatabaseWrapper, triggers: set[tuple[str, str]]) -> None:
    with using.cursor() as cursor:
        for table, name in triggers:
            place = f" ON {using.ops.quote_name(table)}" if using.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {using.ops.quote_name(name)}{place}")


def _trigger(using: BaseDatabaseWrapper, name: str, table: str, event: str) -> str:
    head = f"CREATE TRIGGER {using.ops.quote_name(name)} AFTER {event} ON {using.ops.quote_name(table)}"
    if using.vendor == "postgresql":
        return f"{head} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    return f"{head} BEGIN {SQLITE}; END"


def _name(table: str, event: str) -> str:
    """Short enough for PostgreSQL, however long the table's name."""
    return f"{PREFIX}{hashlib.sha256(table.encode()).hexdigest()[:12]}_{event.lower()}"


def _laid(using: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """The triggers there are: table and name."""
    if using.vendor == "postgresql":
        asked = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        asked = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    with using.cursor() as cursor:
        cursor.execute(asked)
        rows = cursor.fetchall()
    yield from ((table, name) for table, name in rows if name.startswith(PREFIX))
