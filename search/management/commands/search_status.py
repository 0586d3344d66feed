"""How the search is doing: for people, for monitoring, and as a check that index and database agree."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from search.engines.base import EngineError
from search.status import Difference, Status, compare, status


class Command(BaseCommand):
    help = (
        "Shows engine, documents, outbox and failures. "
        "Exit code 0: all is well; 1: something is wrong or differs; 2: the engine could not be asked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print as JSON")
        parser.add_argument("--compare", action="store_true", help="read every record and compare with the index")

    def handle(self, *, json: bool, compare: bool, **options: Any) -> None:
        now = status()
        difference = _compare() if compare else None
        self.stdout.write(_as_json(now, difference) if json else _as_text(now, difference))
        if now.trouble or difference:
            raise CommandError(now.trouble or "Index and database differ. Run `manage.py reindex`.", returncode=1)


def _compare() -> Difference:
    try:
        return compare()
    except EngineError as error:
        raise CommandError(str(error), returncode=2) from error


def _as_json(now: Status, difference: Difference | None) -> str:
    told = now.as_json()
    if difference is not None:
        told |= {"missing": difference.missing, "surplus": difference.surplus}
    return json.dumps(told, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)


def _as_text(now: Status, difference: Difference | None) -> str:
    lines = [
        f"engine      {now.engine}, {now.health or 'answers'}",
        f"index       {now.generation or 'none'}, analyzer {now.fingerprint or 'unknown'}",
        f"documents   {now.entries} entries, {now.passages} passages",
        f"outbox      {now.outbox_depth} objects waiting, the oldest for {now.outbox_age_seconds:.0f} s",
        f"withheld    {now.withheld} entries, until the index has followed",
        f"lexicon     {now.lexicon_changes} changes that the index has still to follow",
        f"failing     {now.failing}",
    ]
    if now.stale:
        lines.append(f"stale       {now.stale}")
    if now.last_error:
        lines.append(f"last error  {now.last_error}")
    if now.rebuild_total is not None:
        lines.append(f"rebuild     {now.rebuild_read} of {now.rebuild_total} records read")
    if difference is not None:
        lines.append(f"missing     {', '.join(difference.missing) or 'nothing'}")
        lines.append(f"surplus     {', '.join(difference.surplus) or 'nothing'}")
    return "\n".join(lines)
