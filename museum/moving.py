"""What was moved on an exhibit or a trail, who moved it, and putting it back.

A curator drags blocks; Wagtail keeps a revision and says that the page was edited. A move is an entry of its own in the
page's history, with the order before it, so that it can be taken back when the words have long been changed.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import PageLogEntry, Revision
from wagtail.rich_text import RichText

from museum.reordering import moves_between, put_back

MOVED = "museum.blocks_moved"
NAME_CHARACTERS = 24
NAMED_BY = ("title", "heading", "caption", "words", "note", "body")


def order_in(revision: Revision | None) -> list[str]:
    """The ids of the blocks of a revision, in order."""
    return [row["id"] for row in json.loads(revision.content["body"]) if row.get("id")] if revision else []


def note_moves(page: Any, before: list[str], revision: Revision, user: Any) -> None:
    """Writes one entry into the page's history when its blocks stand in another order than before."""
    moves = moves_between(before, order_in(revision))
    if not moves:
        return
    names = {block.id: name_of(block) for block in page.body}
    rows = [{"name": names.get(each.block, ""), "before": each.before, "after": each.after} for each in moves]
    log(page, MOVED, user=user, revision=revision, data={"moves": rows, "order": before}, content_changed=True)


@transaction.atomic
def undo(*, page: Any, entry: PageLogEntry, user: Any) -> bool:
    """The blocks of the latest draft as they stood before the entry, in a new draft, which is a move and in the history
    like any other. False when they stand so already."""
    draft = page.get_latest_revision_as_object()
    rows = {row["id"]: row for row in draft.body.get_prep_value()}
    order = put_back(list(rows), entry.data["order"])
    if order == list(rows):
        return False
    draft.body = [rows[each] for each in order]
    draft.save_revision(user=user)
    return True


def name_of(block: Any) -> str:
    """What a curator calls a block: its kind and the first words in it."""
    value: Any = block.value if isinstance(block.value, Mapping) else {}
    said = next((value[name] for name in NAMED_BY if value.get(name)), value.get("record") or "")
    words = " ".join(strip_tags(said.source if isinstance(said, RichText) else str(said)).split())
    kind = str(block.block.label)
    return f"{kind}“{Truncator(words).chars(NAME_CHARACTERS)}”" if words else kind


class MovedFormatter(LogFormatter):
    """For the page's history: 文字“七点半”从第 3 块挪到第 1 块。"""

    label = gettext_lazy("换了次序")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return lines_of(log_entry)


def lines_of(entry: PageLogEntry) -> str:
    """What an entry says, in one sentence."""
    moves = entry.data.get("moves", [])
    return _("；").join(_("%(name)s从第 %(before)d 块挪到第 %(after)d 块") % each for each in moves)


def register(actions: LogActionRegistry) -> None:
    """For Wagtail's `register_log_actions` hook."""
    actions.register_action(MOVED)(MovedFormatter)
