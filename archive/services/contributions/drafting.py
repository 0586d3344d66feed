"""A contribution while somebody is still at it: begun, kept step by step, forgotten when it is left alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive import receipts
from archive.contribution_states import ContributionState, PartyRole
from archive.models import ConsentText, Contribution, ContributionParty
from archive.services.contributions import arriving, files
from archive.services.contributions.consenting import SHOWN
from archive.services.contributions.moves import locked

WORDS: Final = ("story", "what", "when", "where", "who")
TRIES: Final = 5


class NotADraft(ValueError):
    """It has been handed in, or taken back: what was said is no longer changed, only added to."""


def start(*, kind: str, token: str = "", **origin: Any) -> tuple[Contribution, str]:
    """A draft and the token that opens it. The same token again gives the same draft.

    `origin`: call, grid, prompt, about, book. Two people's codes can only meet by chance, once in a million millions;
    then another token is drawn.
    """
    if token and (known := Contribution.objects.of_token(token).first()):
        return known, token
    for _ in range(TRIES):
        secret = token or receipts.new_token()
        try:
            with transaction.atomic():
                return _created(secret, kind, origin), secret
        except IntegrityError:
            if token and (known := Contribution.objects.of_token(token).first()):
                return known, token
            token = ""
    raise RuntimeError("no free code for a contribution")  # pragma: no cover


def _created(token: str, kind: str, origin: Mapping[str, Any]) -> Contribution:
    return Contribution.objects.create(
        token_hash=receipts.hash_of(token), code_hash=receipts.hash_of(receipts.code_of(token)), kind=kind, **origin
    )


@transaction.atomic
def save_words(contribution: Contribution, words: Mapping[str, str]) -> Contribution:
    """Keep what was typed, as it was typed. Raises NotADraft."""
    row = _draft(contribution)
    for name in WORDS:
        if name in words:
            setattr(row, name, words[name])
    row.save()
    return row


@transaction.atomic
def save_party(contribution: Contribution, role: PartyRole, fields: Mapping[str, str]) -> ContributionParty:
    """Who tells or who hands in; each has a row of their own. Raises NotADraft."""
    row = _draft(contribution)
    party, _created = ContributionParty.objects.update_or_create(contribution=row, role=role, defaults=dict(fields))
    row.save(update_fields=["updated_at"])
    return party


@transaction.atomic
def drop_helper(contribution: Contribution) -> None:
    """Somebody tells for themselves after all; the helper's contact goes as well. Raises NotADraft."""
    _draft(contribution).parties.filter(role=PartyRole.HELPER).delete()


@transaction.atomic
def save_item_words(contribution: Contribution, words: Mapping[str, str]) -> None:
    """What was said about each file, by the file's UUID; others are left alone. Raises NotADraft."""
    row = _draft(contribution)
    for item in row.items.all():
        said = words.get(str(item.uuid))
        if said is not None and said != item.words:
            item.words = said
            item.save(update_fields=["words"])


@transaction.atomic
def remove_item(contribution: Contribution, uuid: str) -> None:
    """Take one file out again; one that is not there is out already. Raises NotADraft."""
    for item in _draft(contribution).items.all():
        if str(item.uuid) == uuid:
            files.remove(item)


@transaction.atomic
def want_news(contribution: Contribution, *, wanted: bool) -> None:
    """Whether the person wants to hear later that somebody listened. Raises NotADraft."""
    row = _draft(contribution)
    row.wants_news = wanted
    row.save(update_fields=["wants_news", "updated_at"])


@transaction.atomic
def save_consent_answers(
    contribution: Contribution, role: PartyRole, answers: Mapping[str, Any], text: ConsentText | None = None
) -> Contribution:
    """Keep what was ticked, and the version of the text it was ticked on. It becomes a grant only when the contribution
    is handed in. Raises NotADraft.
    """
    row = _draft(contribution)
    texts = {**row.consent_answers.get(SHOWN, {}), str(role): text.pk if text else None}
    row.consent_answers = {**row.consent_answers, str(role): dict(answers), SHOWN: texts}
    row.save()
    return row


def forget_drafts(now: datetime | None = None) -> int:
    """Delete what was begun and left alone for CONTRIBUTION_DRAFT_DAYS, files included. Returns how many."""
    before = (now or timezone.now()) - timedelta(days=settings.CONTRIBUTION_DRAFT_DAYS)
    old = Contribution.objects.filter(state=ContributionState.DRAFT, updated_at__lt=before)
    for contribution in old:
        with transaction.atomic():
            for item in contribution.items.all():
                files.remove(item)
            arriving.forget(contribution)
            contribution.delete()
    return len(old)


def _draft(contribution: Contribution) -> Contribution:
    row = locked(contribution)
    if row.state != ContributionState.DRAFT:
        raise NotADraft(row.state)
    return row
