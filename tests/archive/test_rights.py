"""The decision table, walked whole, and held against the database filters that apply it."""

import datetime
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from archive.models import Artifact, Person
from archive.rights import (
    TABLE,
    Channel,
    Refusal,
    Viewer,
    display,
    file_visibility,
    is_cut,
    masked_name,
    may,
    may_download,
    may_find,
    may_know_person,
    may_see,
    may_tell_life,
    may_tell_tie,
    merge_ranges,
    picture_size,
    refusal,
    shown_name,
    standing,
    viewer_of,
    visible_q,
)
from archive.states import Access, Display, Living, PictureUse, Standing
from museum.models import User
from tests.factories.archive import ArtifactFactory, PersonFactory

TODAY = datetime.date(2026, 6, 1)
YESTERDAY, TOMORROW = TODAY - datetime.timedelta(days=1), TODAY + datetime.timedelta(days=1)
EMBARGOES = (None, YESTERDAY, TODAY, TOMORROW)

EXPECTED = {
    # (access, live, embargo_until): standing
    **{(Access.PUBLIC, True, day): Standing.PUBLIC for day in EMBARGOES},
    **{(Access.PUBLIC, False, day): Standing.DRAFT for day in EMBARGOES},
    **{(Access.STAFF, True, day): Standing.STAFF for day in EMBARGOES},
    **{(Access.STAFF, False, day): Standing.DRAFT for day in EMBARGOES},
    **{(Access.RESTRICTED, live, day): Standing.RESTRICTED for live, day in product((True, False), EMBARGOES)},
    **{(Access.WITHDRAWN, live, day): Standing.WITHDRAWN for live, day in product((True, False), EMBARGOES)},
    **{(Access.EMBARGOED, False, day): Standing.EMBARGOED for day in EMBARGOES},
    (Access.EMBARGOED, True, None): Standing.EMBARGOED,
    (Access.EMBARGOED, True, YESTERDAY): Standing.PUBLIC,
    (Access.EMBARGOED, True, TODAY): Standing.EMBARGOED,
    (Access.EMBARGOED, True, TOMORROW): Standing.EMBARGOED,
}

ALL = set(Channel)
PAGE = {Channel.SEE, Channel.HEAR, Channel.DOWNLOAD}
ALLOWED = {
    # standing: (public, staff, keeper)
    Standing.PUBLIC: (ALL, ALL, ALL),
    Standing.STAFF: (set(), ALL, ALL),
    Standing.DRAFT: (set(), PAGE, PAGE),
    Standing.EMBARGOED: (set(), set(), PAGE),
    Standing.RESTRICTED: (set(), set(), PAGE),
    Standing.WITHDRAWN: (set(), set(), set()),
}


def test_the_table_knows_every_combination() -> None:
    assert set(EXPECTED) == set(product(Access, (True, False), EMBARGOES))
    assert set(TABLE) == set(Standing)


@pytest.mark.parametrize(("access", "live", "embargo_until"), EXPECTED)
def test_standing(access: Access, live: bool, embargo_until: datetime.date | None) -> None:
    found = standing(access=access, live=live, embargo_until=embargo_until, today=TODAY)
    assert found is EXPECTED[access, live, embargo_until]


@pytest.mark.parametrize(("state", "viewer", "channel"), list(product(Standing, Viewer, Channel)))
def test_who_may_what(state: Standing, viewer: Viewer, channel: Channel) -> None:
    column = [Viewer.PUBLIC, Viewer.STAFF, Viewer.KEEPER].index(viewer)
    assert (channel in TABLE[state][viewer]) == (channel in ALLOWED[state][column])


@pytest.mark.parametrize(("access", "live", "embargo_until"), EXPECTED)
def test_record_and_table_agree(access: Access, live: bool, embargo_until: datetime.date | None) -> None:
    record = Artifact(access=access, live=live, embargo_until=embargo_until)
    for viewer, channel in product(Viewer, Channel):
        allowed = channel in TABLE[EXPECTED[access, live, embargo_until]][viewer]
        assert may(channel, record, viewer, TODAY) == allowed


def test_filters_find_exactly_what_the_table_allows(db: None) -> None:
    for access, live, embargo_until in EXPECTED:
        ArtifactFactory.create(access=access, live=live, embargo_until=embargo_until)
    everything = list(Artifact.objects.all())
    for viewer, channel in product(Viewer, Channel):
        found = set(Artifact.objects.filter(visible_q(viewer, channel, TODAY)))
        assert found == {record for record in everything if may(channel, record, viewer, TODAY)}


def test_licence_and_consent_bind_the_public_and_not_the_staff() -> None:
    record = Artifact(access=Access.PUBLIC, live=True)
    for licence_allows, is_granted in product([True, False], repeat=2):
        may_take = {
            viewer: may_download(record, viewer, licence_allows=licence_allows, is_granted=is_granted)
            for viewer in Viewer
        }
        assert may_take == {Viewer.PUBLIC: licence_allows and is_granted, Viewer.STAFF: True, Viewer.KEEPER: True}


@pytest.mark.parametrize(
    ("access", "viewer", "answer"),
    [
        (Access.PUBLIC, Viewer.PUBLIC, None),
        (Access.WITHDRAWN, Viewer.PUBLIC, Refusal.GONE),
        (Access.WITHDRAWN, Viewer.KEEPER, Refusal.GONE),
        (Access.RESTRICTED, Viewer.PUBLIC, Refusal.FORBIDDEN),
        (Access.STAFF, Viewer.PUBLIC, Refusal.FORBIDDEN),
        (Access.RESTRICTED, Viewer.STAFF, Refusal.FORBIDDEN),
        (Access.RESTRICTED, Viewer.KEEPER, None),
    ],
)
def test_what_a_closed_page_answers(access: Access, viewer: Viewer, answer: Refusal | None) -> None:
    assert refusal(Artifact(access=access, live=True), viewer) is answer


# --- accounts ------------------------------------------------------------------------------------


def test_nobody_and_strangers_are_the_public(db: None) -> None:
    resident = User.objects.create_user("resident", password="a-long-password")
    assert {viewer_of(None), viewer_of(AnonymousUser()), viewer_of(resident)} == {Viewer.PUBLIC}


def test_staff_are_those_who_may_open_the_admin(db: None) -> None:
    member = User.objects.create_user("member", password="a-long-password")
    member.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert viewer_of(member) is Viewer.STAFF


def test_a_keeper_has_the_permission_for_it(db: None) -> None:
    director = User.objects.create_user("director", password="a-long-password")
    director.user_permissions.add(Permission.objects.get(codename="see_sealed"))
    assert viewer_of(director) is Viewer.KEEPER


def test_a_deactivated_account_is_the_public(curator: User) -> None:
    curator.is_active = False
    assert viewer_of(curator) is Viewer.PUBLIC


# --- names ---------------------------------------------------------------------------------------


def person(public_display: Display, living: Living = Living.LIVING, **fields: object) -> Person:
    return Person(name="洪大卫", public_display=public_display, living=living, live=True, **fields)


NAMES = {
    # display: (public, staff, keeper)
    Display.PUBLIC: ("洪大卫", "洪大卫", "洪大卫"),
    Display.NAME_ONLY: ("洪大卫", "洪大卫", "洪大卫"),
    Display.MASKED: ("洪某", "洪大卫", "洪大卫"),
    Display.BY_RULE: ("洪某", "洪大卫", "洪大卫"),
    Display.ANONYMOUS: ("老工人甲", "老工人甲", "老工人甲"),
    Display.PRIVATE: (None, None, "洪大卫"),
    Display.EMBARGOED: (None, None, "洪大卫"),
    Display.WITHDRAWN: (None, None, None),
}


@pytest.mark.parametrize("rule", Display)
def test_what_each_viewer_may_call_a_living_person(rule: Display) -> None:
    who = person(rule, public_name="老工人甲" if rule is Display.ANONYMOUS else "")
    assert tuple(shown_name(who, viewer, TODAY) for viewer in Viewer) == NAMES[rule]


@pytest.mark.parametrize(
    ("living", "expected"),
    [(Living.LIVING, Display.MASKED), (Living.UNKNOWN, Display.MASKED), (Living.DEAD, Display.PUBLIC)],
)
def test_by_rule_everybody_not_known_to_be_dead_is_masked(living: Living, expected: Display) -> None:
    found = display(public_display=Display.BY_RULE, living=living, live=True, embargo_until=None, today=TODAY)
    assert found is expected


def test_a_new_person_is_masked() -> None:
    assert shown_name(Person(name="欧阳小兰")) == "欧阳某"


def test_a_draft_is_masked_however_public_it_is_meant_to_be() -> None:
    draft = person(Display.PUBLIC, Living.DEAD)
    draft.live = False
    assert shown_name(draft) == "洪某"


def test_a_curator_may_choose_the_masked_name() -> None:
    assert shown_name(person(Display.MASKED, public_name="洪师傅")) == "洪师傅"


def test_an_embargoed_name_falls_back_to_the_rule_when_its_day_is_over() -> None:
    who = person(Display.EMBARGOED, embargo_until=YESTERDAY)
    assert shown_name(who, today=TODAY) == "洪某"


def test_compound_surnames_stay_whole() -> None:
    assert (masked_name("欧阳芷"), masked_name("洪卫")) == ("欧阳某", "洪某")


def test_only_nameable_people_are_found() -> None:
    found = {rule for rule in Display if may_know_person(Channel.FIND, person(rule), Viewer.KEEPER, TODAY)}
    assert found == {Display.PUBLIC, Display.NAME_ONLY}


def test_a_masked_person_has_a_page_and_an_anonymous_one_has_none() -> None:
    assert may_know_person(Channel.SEE, person(Display.MASKED), Viewer.PUBLIC)
    assert not may_know_person(Channel.SEE, person(Display.ANONYMOUS), Viewer.PUBLIC)


def test_only_public_lives_are_told() -> None:
    told = {rule for rule in Display if may_tell_life(person(rule), Viewer.PUBLIC, TODAY)}
    assert told == {Display.PUBLIC}


def test_person_filters_agree_with_the_rules(db: None) -> None:
    for rule, living, live, day in product(Display, Living, (True, False), (None, YESTERDAY, TODAY)):
        PersonFactory.create(public_display=rule, living=living, live=live, embargo_until=day)
    everyone = list(Person.objects.all())
    findable = {who for who in everyone if may_know_person(Channel.FIND, who, Viewer.PUBLIC, TODAY)}
    assert set(Person.objects.findable(TODAY)) == findable
    for viewer in Viewer:
        expected = {
            who
            for who in everyone
            if may_know_person(Channel.SEE, who, viewer, TODAY) and (who.live or viewer is not Viewer.PUBLIC)
        }
        assert set(Person.objects.visible_to(viewer, TODAY)) == expected


# --- ranges and files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "cut"), [(0, 1000, False), (500, 1001, True), (1200, 1300, True), (2000, 3000, False)]
)
def test_touching_a_cut_range_is_enough(start_ms: int, end_ms: int, cut: bool) -> None:
    assert is_cut(start_ms, end_ms, [(1000, 2000)]) is cut


def test_ranges_are_sorted_and_joined() -> None:
    assert merge_ranges([(5, 9), (0, 2), (2, 4), (6, 7)]) == [(0, 4), (5, 9)]


def test_one_withdrawal_seals_a_file() -> None:
    assert file_visibility([Standing.PUBLIC, Standing.WITHDRAWN]) == "sealed"


def test_a_file_is_public_when_anything_public_shows_it() -> None:
    assert file_visibility([Standing.STAFF, Standing.PUBLIC]) == "public"


def test_a_file_nobody_shows_is_for_staff() -> None:
    assert file_visibility([]) == "staff"


@pytest.mark.parametrize(
    ("shown_by", "expected"),
    [
        ([], "public"),
        ([Standing.DRAFT], "public"),
        ([Standing.PUBLIC, Standing.RESTRICTED], "public"),
        ([Standing.STAFF], "staff"),
        ([Standing.DRAFT, Standing.STAFF], "staff"),
        ([Standing.RESTRICTED], "keepers"),
        ([Standing.EMBARGOED], "keepers"),
        ([Standing.PUBLIC, Standing.WITHDRAWN], "sealed"),
    ],
)
def test_a_page_opens_only_what_no_record_closes(shown_by: list[Standing], expected: str) -> None:
    assert file_visibility(shown_by, is_on_public_page=True) == expected


@pytest.mark.parametrize(
    ("use", "size"), [(PictureUse.FULL, "full"), (PictureUse.SMALL, "small"), (PictureUse.ROOM_ONLY, "none")]
)
def test_how_large_the_public_sees_a_picture(use: PictureUse, size: str) -> None:
    assert picture_size(use, Viewer.PUBLIC) == size
    assert picture_size(use, Viewer.STAFF) == "full"


def test_a_public_record_is_seen_and_found_by_everybody() -> None:
    record = Artifact(access=Access.PUBLIC, live=True)
    assert all(may_see(record, viewer) and may_find(record, viewer) for viewer in Viewer)


@pytest.mark.parametrize(
    ("one", "other", "public", "staff"),
    [
        (Display.PUBLIC, Display.PUBLIC, True, True),
        (Display.PUBLIC, Display.MASKED, True, True),
        (Display.MASKED, Display.MASKED, False, True),
        (Display.NAME_ONLY, Display.NAME_ONLY, False, True),
        (Display.NAME_ONLY, Display.PUBLIC, True, True),
        (Display.PUBLIC, Display.ANONYMOUS, False, False),
        (Display.PUBLIC, Display.PRIVATE, False, False),
        (Display.PUBLIC, Display.WITHDRAWN, False, False),
    ],
)
def test_a_tie_is_told_when_both_may_be_met_and_the_life_of_one(
    one: Display, other: Display, public: bool, staff: bool
) -> None:
    ends = [PersonFactory.build(public_display=display, public_name="老工人甲") for display in (one, other)]
    for pair in (ends, ends[::-1]):
        assert may_tell_tie(pair[0], pair[1], Viewer.PUBLIC) is public
        assert may_tell_tie(pair[0], pair[1], Viewer.STAFF) is staff
