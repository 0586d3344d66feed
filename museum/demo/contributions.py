"""Calls, grids, and what invented residents have handed in, one in each state that a curator meets.

Their tokens follow from their keys, so that the receipt of each can be tried: nobody's memory is behind it.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from archive import receipts
from archive.contribution_states import ContributionState, CreditAs, PartyRole, Sender
from archive.models import Call, CallExample, CallPrompt, Contribution, ContributionParty, Grid, Message
from museum.demo import source
from museum.demo.planting import Tally, demo_uuid

Row = dict[str, Any]
WORDS = ("story", "what", "when", "where", "who")


def load() -> Tally:
    """What the museum asks for, where its posters hang, and what has come."""
    words = source.tables("contributions.yaml")
    tally = Tally()
    for grid in words["grids"]:
        _row, made = Grid.objects.get_or_create(code=grid["code"], defaults={"name": grid["name"], "is_demo": True})
        tally += Tally(made=made, kept=not made)
    for row in source.programme()["calls"]:
        tally += _call(row, words["calls"][row["id"]])
    for row in words["contributions"]:
        tally += _contribution(row, words["calls"])
    return tally


def token_of(key: str) -> str:
    """What opens this contribution of the demo."""
    return f"demo-{key}"


def _call(row: Row, more: Row) -> Tally:
    call, made = Call.objects.get_or_create(
        slug=more["slug"],
        defaults={
            "title": row["title"].removeprefix("征集："),
            "introduction": row["prompt"],
            "closes_on": row["closes"],
            "is_live": True,
            "is_demo": True,
        },
    )
    if made:
        for order, text in enumerate(more["prompts"]):
            CallPrompt.objects.create(call=call, text=text, sort_order=order)
        for order, example in enumerate(more["examples"]):
            CallExample.objects.create(call=call, sort_order=order, **example)
    return Tally(made=made, kept=not made)


def _contribution(row: Row, calls: Row) -> Tally:
    uuid = demo_uuid("contribution", row["key"])
    if Contribution.objects.filter(uuid=uuid).exists():
        return Tally(kept=1)
    token = token_of(row["key"])
    came = timezone.now() - timedelta(days=row["days_ago"])
    contribution = Contribution.objects.create(
        uuid=uuid,
        token_hash=receipts.hash_of(token),
        code_hash=receipts.hash_of(receipts.code_of(token)),
        kind=row["kind"],
        state=row["state"],
        call=Call.objects.get(slug=calls[row["call"]]["slug"]) if "call" in row else None,
        grid=Grid.objects.get(code=row["grid"]) if "grid" in row else None,
        received_at=None if row["state"] == ContributionState.DRAFT else came,
        not_used_reason=row.get("reason", ""),
        not_used_note=row.get("note", ""),
        consent_answers=_consent(row),
        is_demo=True,
        **{name: row.get(name, "") for name in WORDS},
    )
    for role in (PartyRole.TELLER, PartyRole.HELPER):
        if person := row.get(role.value):
            ContributionParty.objects.create(
                contribution=contribution, role=role, **{"credit": CreditAs.NAME, **person}
            )
    if question := row.get("question"):
        Message.objects.create(contribution=contribution, sender=Sender.CURATOR, text=question)
    return Tally(made=1)


def _consent(row: Row) -> Row:
    granted = row.get("consent", [])
    return {"teller": dict.fromkeys(granted, True)} if granted else {}
