"""What the working page of one contribution shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from archive.consent import Use
from archive.contribution_states import FileCheck, Sender
from archive.desk.doubles import doubles, smallest
from archive.models import Contribution, ContributionItem, Curated
from archive.services.consent import USE_LABELS
from archive.services.contributions.arriving import problems_of
from archive.services.contributions.consenting import ROLES, USES, answers_of
from archive.services.contributions.contacts import READ_CONTACTS
from media.models import Asset, Kind

SOUND_RECIPES = ("normal", "low", "first")
PAGES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """One file with what the page needs to play or show it. Everything passes `media.views`, for staff alone."""

    item: ContributionItem
    kind: str
    picture_url: str
    large_url: str
    sounds: tuple[Any, ...]
    is_waiting: bool
    page_urls: tuple[str, ...] = ()
    """The first pages of a document, drawn by our own child process: nothing of the file itself runs in a browser."""

    @property
    def name(self) -> str:
        return str(self.item)

    @property
    def original_url(self) -> str:
        return self.item.asset.original_url if self.item.asset else ""

    @property
    def page_count(self) -> int:
        return self.item.asset.original.page_count or 0 if self.item.asset else 0

    @property
    def state_text(self) -> str:
        return self.item.asset.state_text if self.item.asset else ""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of it, with the way to its form."""

    title: str
    kind: str
    url: str
    is_joined: bool
    is_live: bool


def fetched(pk: int) -> Contribution | None:
    rows = Contribution.objects.handed_in().select_related(
        "call", "grid", "book", "assigned_to", "name_proposal", "correction"
    )
    items = ContributionItem.objects.select_related("asset__original").prefetch_related("asset__derivatives")
    return rows.prefetch_related(
        "parties__contact", "messages__written_by", Prefetch("items", queryset=items), "outcomes__record"
    ).filter(pk=pk).first()  # fmt: skip


def context_of(contribution: Contribution, user: Any) -> dict[str, Any]:
    people = [(party, hasattr(party, "contact")) for party in contribution.parties.all()]
    return {
        "contribution": contribution,
        "words": _words(contribution),
        "people": people,
        "is_reachable": any(has_contact for _party, has_contact in people),
        "answers": _answers(contribution),
        "reads_contacts": user.has_perm(READ_CONTACTS),
        "problems": problems_of(contribution),
        "files": [_shown(item) for item in contribution.items.all()],
        "talk": [(message, message.sender == Sender.CURATOR) for message in contribution.messages.all()],
        "made": [_made(outcome) for outcome in contribution.outcomes.all() if outcome.record is not None],
        "doubles": doubles(contribution, user),
    }


def _words(contribution: Contribution) -> list[tuple[str, str]]:
    names = ("what", "when", "where", "who")
    labels = {field.name: field.verbose_name for field in contribution._meta.fields}
    told = ((labels[name], getattr(contribution, name)) for name in names)
    return [(str(label), text) for label, text in told if text]


def _answers(contribution: Contribution) -> list[tuple[str, list[str], list[str]]]:
    """What each person agreed to, and what not, as it was ticked when it was handed in."""
    answered = []
    for role in ROLES:
        said = {use: yes for use, yes in answers_of(contribution, role).items() if use in USES}
        words: tuple[list[str], list[str]] = ([], [])
        for use, yes in said.items():
            words[0 if yes else 1].append(str(USE_LABELS[Use(use)]))
        if said:
            answered.append((str(role.label), *words))
    return answered


def _shown(item: ContributionItem) -> Shown:
    asset: Asset | None = item.asset
    if asset is None:
        return Shown(item, "", "", "", (), is_waiting=False)
    pictures = [file.url for file in asset.served_files("renditions") if file.media_type == "image/jpeg"]
    recipes = ("film",) if asset.kind == Kind.VIDEO else SOUND_RECIPES
    sounds = next((files for files in (asset.served_files(recipe) for recipe in recipes) if files), [])
    is_waiting = item.check_state == FileCheck.WAITING
    return Shown(
        item, asset.kind, pictures[min(1, len(pictures) - 1)] if pictures else smallest(asset),
        pictures[-1] if pictures else "", tuple(sounds), is_waiting,
        tuple(file.url for file in asset.served_files("pages")[:PAGES_SHOWN]),
    )  # fmt: skip


def _made(outcome: Any) -> Made:
    record: Curated = outcome.record
    url = reverse(f"wagtailsnippets_archive_{record._meta.model_name}:edit", args=[record.pk])
    return Made(str(record), str(record._meta.verbose_name), url, outcome.is_joined, record.live)
