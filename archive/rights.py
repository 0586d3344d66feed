"""Who may see, hear, find and download what: the one decision table that every output channel asks.

Three things are weighed: how far the record may go today (`standing`), who asks (`Viewer`) and through which `Channel`.
Pages, feeds, exports, the index and the files' visibility all read `TABLE`; querysets apply the same table as a
database filter (`visible_q`). A test walks every combination and holds the two against each other.

Persons have a table of their own: a name is more than a record, it is said in other people's records too. Words that
must vanish from the middle of a recording are a third question: `is_cut`.

The admin's edit forms are not an output; who may open them is a matter of Django permissions.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Literal, Protocol

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Q
from django.utils import timezone

from archive.states import Access, Display, Living, PictureUse, Standing

SEE_SEALED = "archive.see_sealed"
"""The permission that makes a member of staff a keeper."""


class Viewer(Enum):
    """Who asks. A keeper is staff who may know what is closed: by default only the director."""

    PUBLIC = "public"
    STAFF = "staff"
    KEEPER = "keeper"


class Channel(Enum):
    """How it would come out: on a page, as sound, in search results and suggestions, as a file or export."""

    SEE = "see"
    HEAR = "hear"
    FIND = "find"
    DOWNLOAD = "download"


class Refusal(Enum):
    """What a page answers when it may not show a record.

    Whoever follows an old link to something closed is told that it is closed and how to ask, and nothing of what it is.
    Of drafts and of what lies under embargo the public does not learn that they exist.
    """

    NOT_FOUND = 404
    FORBIDDEN = 403
    GONE = 410


NOTHING: frozenset[Channel] = frozenset()
EVERYTHING = frozenset(Channel)
ON_PAGE = frozenset({Channel.SEE, Channel.HEAR, Channel.DOWNLOAD})

TABLE: Mapping[Standing, Mapping[Viewer, frozenset[Channel]]] = {
    Standing.PUBLIC: {Viewer.PUBLIC: EVERYTHING, Viewer.STAFF: EVERYTHING, Viewer.KEEPER: EVERYTHING},
    Standing.STAFF: {Viewer.PUBLIC: NOTHING, Viewer.STAFF: EVERYTHING, Viewer.KEEPER: EVERYTHING},
    # Drafts are found by the admin's own search; the index only holds what is published.
    Standing.DRAFT: {Viewer.PUBLIC: NOTHING, Viewer.STAFF: ON_PAGE, Viewer.KEEPER: ON_PAGE},
    Standing.EMBARGOED: {Viewer.PUBLIC: NOTHING, Viewer.STAFF: NOTHING, Viewer.KEEPER: ON_PAGE},
    Standing.RESTRICTED: {Viewer.PUBLIC: NOTHING, Viewer.STAFF: NOTHING, Viewer.KEEPER: ON_PAGE},
    Standing.WITHDRAWN: {Viewer.PUBLIC: NOTHING, Viewer.STAFF: NOTHING, Viewer.KEEPER: NOTHING},
}


class Closable(Protocol):
    """What the table needs to know of a record."""

    live: bool
    access: str
    embargo_until: date | None


class Nameable(Protocol):
    """What the rules need to know of a person."""

    live: bool
    name: str
    public_name: str
    public_display: str
    living: str
    embargo_until: date | None


def viewer_of(user: AbstractUser | AnonymousUser | None) -> Viewer:
    """The viewer a signed-in or anonymous account stands for."""
    if user is None or not user.is_active:
        return Viewer.PUBLIC
    if user.has_perm(SEE_SEALED):
        return Viewer.KEEPER
    return Viewer.STAFF if user.has_perm("wagtailadmin.access_admin") else Viewer.PUBLIC


def is_sealed(embargo_until: date | None, today: date) -> bool:
    """An embargo holds through its last day; without a day it holds until somebody lifts it."""
    return embargo_until is None or today <= embargo_until


def standing(*, access: str, live: bool, embargo_until: date | None, today: date) -> Standing:
    """How far a record with these properties may go on that day. Withdrawal outweighs everything."""
    if access == Access.WITHDRAWN:
        return Standing.WITHDRAWN
    if access == Access.RESTRICTED:
        return Standing.RESTRICTED
    if access == Access.EMBARGOED and (not live or is_sealed(embargo_until, today)):
        return Standing.EMBARGOED
    if not live:
        return Standing.DRAFT
    return Standing.STAFF if access == Access.STAFF else Standing.PUBLIC


def standing_of(record: Closable, today: date | None = None) -> Standing:
    return standing(
        access=record.access,
        live=record.live,
        embargo_until=record.embargo_until,
        today=today or timezone.localdate(),
    )


def may(channel: Channel, record: Closable, viewer: Viewer, today: date | None = None) -> bool:
    return channel in TABLE[standing_of(record, today)][viewer]


def may_see(record: Closable, viewer: Viewer, today: date | None = None) -> bool:
    return may(Channel.SEE, record, viewer, today)


def may_hear(record: Closable, viewer: Viewer, today: date | None = None) -> bool:
    return may(Channel.HEAR, record, viewer, today)


def may_find(record: Closable, viewer: Viewer, today: date | None = None) -> bool:
    return may(Channel.FIND, record, viewer, today)


def may_download(
    record: Closable, viewer: Viewer, *, licence_allows: bool, is_granted: bool, today: date | None = None
) -> bool:
    """The licence and the consent ledger (`archive.consent.is_open_beyond`) bind the public, each on its own; staff
    download what they may see.
    """
    is_open = licence_allows and is_granted
    return may(Channel.DOWNLOAD, record, viewer, today) and (is_open or viewer is not Viewer.PUBLIC)


def refusal(record: Closable, viewer: Viewer, today: date | None = None) -> Refusal | None:
    """What a page answers instead of the record; None when it may be seen."""
    if may_see(record, viewer, today):
        return None
    reached = standing_of(record, today)
    if reached is Standing.WITHDRAWN:
        return Refusal.GONE
    is_secret = viewer is Viewer.PUBLIC and reached in {Standing.DRAFT, Standing.EMBARGOED}
    return Refusal.NOT_FOUND if is_secret else Refusal.FORBIDDEN


def visible_q(viewer: Viewer, channel: Channel = Channel.SEE, today: date | None = None) -> Q:
    """The table as a filter over `live`, `access` and `embargo_until`."""
    today = today or timezone.localdate()
    standings = {state for state in Standing if channel in TABLE[state][viewer]}
    allowed = Q(pk__in=[])
    for state in standings:
        allowed |= _standing_q(state, today)
    return allowed


def _standing_q(state: Standing, today: date) -> Q:
    opened = Q(embargo_until__lt=today)
    embargoed = Q(access=Access.EMBARGOED)
    if state is Standing.WITHDRAWN:
        return Q(access=Access.WITHDRAWN)
    if state is Standing.RESTRICTED:
        return Q(access=Access.RESTRICTED)
    if state is Standing.DRAFT:
        return Q(live=False, access__in=[Access.PUBLIC, Access.STAFF])
    if state is Standing.EMBARGOED:
        still = Q(embargo_until__isnull=True) | Q(embargo_until__gte=today) | Q(live=False)
        return embargoed & still
    if state is Standing.PUBLIC:
        return Q(live=True) & (Q(access=Access.PUBLIC) | (embargoed & opened))
    return Q(live=True, access=Access.STAFF)


# --- persons -------------------------------------------------------------------------------------

NAMED = frozenset({Display.PUBLIC, Display.NAME_ONLY})
"""Displays under which the true name, and every other form of it, may be said and found."""

CLOSED_NAMES = frozenset({Display.PRIVATE, Display.WITHDRAWN, Display.EMBARGOED})
"""Displays under which the person does not appear at all."""

COMPOUND_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "皇甫", "东方", "夏侯", "尉迟", "公孙", "慕容", "令狐")


def display(*, public_display: str, living: str, live: bool, embargo_until: date | None, today: date) -> Display:
    """The rule that holds for a person on that day: never `BY_RULE`, and masked while the entry is a draft."""
    rule = Display(public_display)
    if rule is Display.EMBARGOED and embargo_until is not None and not is_sealed(embargo_until, today):
        rule = Display.BY_RULE
    if rule is Display.BY_RULE:
        rule = Display.PUBLIC if living == Living.DEAD else Display.MASKED
    return Display.MASKED if not live and rule in NAMED else rule


def display_of(person: Nameable, today: date | None = None) -> Display:
    return display(
        public_display=person.public_display,
        living=person.living,
        live=person.live,
        embargo_until=person.embargo_until,
        today=today or timezone.localdate(),
    )


def masked_name(name: str) -> str:
    """The surname and 某: 洪某, 欧阳某."""
    surname = next((compound for compound in COMPOUND_SURNAMES if name.startswith(compound)), name[:1])
    return f"{surname}某"


def shown_name(person: Nameable, viewer: Viewer = Viewer.PUBLIC, today: date | None = None) -> str | None:
    """What a person is called in front of this viewer; None when the person must not be mentioned.

    A pseudonym stays a pseudonym for everyone: the true name of an anonymous narrator is in no output at all.
    """
    rule = display_of(person, today)
    if rule in NAMED:
        return person.name
    if rule is Display.ANONYMOUS:
        return person.public_name or None
    if rule is Display.MASKED:
        return person.name if viewer is not Viewer.PUBLIC else person.public_name or masked_name(person.name)
    return person.name if viewer is Viewer.KEEPER and rule is not Display.WITHDRAWN else None


def may_know_person(channel: Channel, person: Nameable, viewer: Viewer, today: date | None = None) -> bool:
    """Whether the person's own page may be shown, or found. A masked person has a page under a masked name that no
    search leads to; an anonymous narrator has none, or the page would tie the pseudonym to the family."""
    rule = display_of(person, today)
    if rule in NAMED:
        return True
    if rule is Display.MASKED:
        return channel is not Channel.FIND
    return viewer is Viewer.KEEPER and rule is not Display.WITHDRAWN and channel is not Channel.FIND


def may_tell_life(person: Nameable, viewer: Viewer, today: date | None = None) -> bool:
    """Whether biography, dates, portrait and relations may be shown beside the name."""
    rule = display_of(person, today)
    if rule is Display.PUBLIC:
        return True
    return viewer is not Viewer.PUBLIC and may_know_person(Channel.SEE, person, viewer, today)


def may_tell_tie(one: Nameable, other: Nameable, viewer: Viewer, today: date | None = None) -> bool:
    """Whether a tie between two people may be shown: both may be met on a page, and the life of one of them may be
    told. A tie to somebody anonymous would give away who that is, so there is none."""
    both = (one, other)
    return all(may_know_person(Channel.SEE, each, viewer, today) for each in both) and any(
        may_tell_life(each, viewer, today) for each in both
    )


def named_q(today: date | None = None) -> Q:
    """Persons whose true name the public may read, as a filter."""
    today = today or timezone.localdate()
    by_rule = Q(public_display=Display.BY_RULE) | Q(public_display=Display.EMBARGOED, embargo_until__lt=today)
    return Q(live=True) & (Q(public_display__in=NAMED) | (by_rule & Q(living=Living.DEAD)))


def person_q(viewer: Viewer, today: date | None = None) -> Q:
    """Persons whose own page this viewer may open, as a filter."""
    today = today or timezone.localdate()
    open_displays = [*NAMED, Display.MASKED, Display.BY_RULE]
    opened = Q(public_display=Display.EMBARGOED, embargo_until__lt=today)
    if viewer is Viewer.KEEPER:
        return ~Q(public_display=Display.WITHDRAWN)
    return Q(public_display__in=open_displays) | opened


# --- words cut from a recording, files ------------------------------------------------------------

Range = tuple[int, int]
"""[start_ms, end_ms) from the start of the interview."""


def is_cut(start_ms: int, end_ms: int, ranges: Iterable[Range]) -> bool:
    """Whether a stretch of speech touches a range that must not get out. Half a sentence tells too."""
    return any(start_ms < until_ms and end_ms > from_ms for from_ms, until_ms in ranges)


def merge_ranges(ranges: Iterable[Range]) -> list[Range]:
    """Sorted, and joined where they overlap or meet."""
    merged: list[Range] = []
    for start_ms, end_ms in sorted(ranges):
        if merged and start_ms <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end_ms))
        else:
            merged.append((start_ms, end_ms))
    return merged


def picture_size(picture_use: str, viewer: Viewer) -> Literal["full", "small", "none"]:
    """How large a picture may be shown under its rights statement."""
    if viewer is not Viewer.PUBLIC or picture_use == PictureUse.FULL:
        return "full"
    return "small" if picture_use == PictureUse.SMALL else "none"


def narrowest_use(uses: Iterable[str]) -> PictureUse:
    """How large a picture may go out when several open records show it: the word of each of them counts."""
    return PictureUse.SMALL if PictureUse.SMALL in set(uses) else PictureUse.FULL


FOR_KEEPERS = frozenset(
    state for state in Standing if Channel.SEE not in TABLE[state][Viewer.STAFF] and TABLE[state][Viewer.KEEPER]
)
"""What keepers may see and other staff may not."""


CLOSED_ON_SOMEBODY_S_WORD = frozenset({Standing.STAFF, Standing.EMBARGOED, Standing.RESTRICTED})


def file_visibility(
    shown_by: Sequence[Standing], *, is_on_public_page: bool = False
) -> Literal["public", "staff", "keepers", "sealed"]:
    """Whom a file is for, by the standings of everything in the archive that shows it, and whether a page does.

    One withdrawal seals it, even when other records still point at it: consent outweighs convenience. A page opens
    only what no record closes: putting a picture on a page is no yes from whoever lent it.
    """
    if Standing.WITHDRAWN in shown_by:
        return "sealed"
    if Standing.PUBLIC in shown_by:
        return "public"
    if is_on_public_page and CLOSED_ON_SOMEBODY_S_WORD.isdisjoint(shown_by):
        return "public"
    return "keepers" if shown_by and FOR_KEEPERS.issuperset(shown_by) else "staff"
