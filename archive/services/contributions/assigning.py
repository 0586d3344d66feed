"""Who of the staff sees to a contribution."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q

from archive.contribution_states import ContributionState
from archive.models import Contribution
from archive.services.contributions.moves import locked, move


def curators() -> Any:
    """The accounts that may work on what came, by name."""
    may = Permission.objects.filter(content_type__app_label="archive", codename="change_contribution")
    users = get_user_model().objects.filter(is_active=True)
    return users.filter(Q(groups__permissions__in=may) | Q(user_permissions__in=may)).distinct().order_by("username")


@transaction.atomic
def assign(contribution: Contribution, user: Any) -> Contribution:
    """Give it to somebody, or with None to nobody."""
    row = locked(contribution)
    row.assigned_to = user
    row.save(update_fields=["assigned_to", "updated_at"])
    return row


@transaction.atomic
def begin(contribution: Contribution, user: Any) -> Contribution:
    """我来看: the receipt says that somebody is at it. Raises WrongMove."""
    assign(contribution, user)
    row = locked(contribution)
    return move(row, ContributionState.LOOKING) if row.state != ContributionState.QUESTION else row
