"""收下: everything in one transaction. Killed in the middle, nothing has happened; sent twice, it happens once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from archive.contribution_states import ContributionKind, ContributionState
from archive.log_actions import ACCEPT_CONTRIBUTION
from archive.models import Artifact, Contribution, Interview, Outcome, Photograph, Record
from archive.services.accepting import claims, interviews, pictures
from archive.services.accepting.said import CannotAccept, Said
from archive.services.contributions.moves import WrongMove, locked, move
from media.models import Kind

Acceptance = Callable[[Contribution, Said, Any], list[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One thing a contribution can become. `joins` is None where nothing of the kind can be put to an existing
    record; `makes` is None where there always is one."""

    label: str | Promise
    permission: str
    makes: Acceptance | None = None
    joins: Acceptance | None = None
    joinable: tuple[type[Record], ...] = ()
    files: frozenset[str] = frozenset()


WAYS: Final[Mapping[str, Way]] = {
    "photograph": Way(
        label=_("老照片"), permission="archive.add_photograph", makes=pictures.accept_as_photograph,
        joins=pictures.join_pictures, joinable=(Photograph, Artifact), files=pictures.PICTURES,
    ),
    "artifact": Way(
        label=_("藏品"), permission="archive.add_artifact", makes=pictures.accept_as_artifact,
        joins=pictures.join_pictures, joinable=(Artifact, Photograph), files=pictures.PAPERS,
    ),
    "interview": Way(
        label=_("口述史（有录音）"), permission="archive.add_interview", makes=interviews.accept_as_interview,
        joins=interviews.join_recordings, joinable=(Interview,), files=interviews.SOUND,
    ),
    "story": Way(label=_("写下的故事"), permission="archive.add_interview", makes=interviews.accept_as_story),
    "name": Way(
        label=_("照片上的人"), permission="archive.change_photograph", joins=claims.accept_as_name,
        joinable=(Photograph,),
    ),
    "correction": Way(
        label=_("一处更正"), permission="archive.catalogue", joins=claims.accept_as_correction,
        joinable=(Photograph, Artifact, Interview),
    ),
}  # fmt: skip

USUAL: Final[Mapping[str, str]] = {
    ContributionKind.VOICE: "interview",
    ContributionKind.PHOTOGRAPHS: "photograph",
    ContributionKind.THING: "artifact",
    ContributionKind.STORY: "story",
    ContributionKind.NAME: "name",
    ContributionKind.CORRECTION: "correction",
}
"""What each kind of contribution most often becomes."""


def usual_way(contribution: Contribution) -> str:
    """What it most likely becomes: papers alone are no photograph, whatever they came in as."""
    kinds = {item.asset.kind for item in contribution.items.all() if item.asset}
    return "artifact" if kinds == {Kind.DOCUMENT} else USUAL[contribution.kind]


def ways_for(user: Any) -> dict[str, Way]:
    return {key: way for key, way in WAYS.items() if user.has_perm(way.permission)}


def is_done(contribution: Contribution, said: Said) -> bool:
    """Whether this very form has been taken already: pressed twice, or sent again by going back."""
    return Outcome.objects.filter(contribution=contribution, act=said.key).exists()


@transaction.atomic
def accept(contribution: Contribution, *, way: str, said: Said, by: Any) -> list[Record]:
    """Make records of it, or put it to one. Nothing becomes public by this: what is made is a draft, and what is put
    to a public record is a draft beside it.

    Raises CannotAccept with a sentence, WrongMove, PermissionDenied.
    """
    taken = WAYS[way]
    if not by.has_perm(taken.permission) or not by.has_perm("archive.change_contribution"):
        raise PermissionDenied
    row = locked(contribution)
    before = [outcome.record for outcome in Outcome.objects.filter(contribution=row, act=said.key)]
    if before:
        return before
    if row.is_proposal:
        raise CannotAccept(gettext("认人和指错，请到“认人与指错”里对着原来的看了再定。"))
    if row.state in ContributionState.closed() or row.is_draft:
        raise WrongMove(row, ContributionState.ACCEPTED)
    act = taken.joins if said.record is not None or taken.makes is None else taken.makes
    if act is None:
        raise CannotAccept(gettext("这一样不能并进已有的记录。"))
    records = act(row, said, by)
    for record in records:
        _note(row, record, said, by, is_joined=act is taken.joins)
    if row.state != ContributionState.ONLINE:
        move(row, ContributionState.ACCEPTED)
    log(instance=row, action=ACCEPT_CONTRIBUTION, user=by, data={"way": way, "count": len(records)})
    return records


def _note(contribution: Contribution, record: Record, said: Said, by: Any, *, is_joined: bool) -> None:
    """The tie between what was told and what was made of it. A second contribution to the same record is another."""
    Outcome.objects.update_or_create(
        contribution=contribution,
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        defaults={"act": said.key, "made_by": by},
        create_defaults={"act": said.key, "made_by": by, "is_joined": is_joined},
    )
