"""What is spoken of in an interview's passages: by names the public may read, by a curator's mark, never by a guess."""

from typing import Any

import pytest

from archive.entries.interview import interview_entry
from archive.entries.registration import interviews
from archive.models import MentionRejection, MomentMention, Organisation, PersonName, PlaceName
from archive.states import Display, Living, NameKind, PlaceKind
from search.entries import Entry
from search.models import OutboxRow
from tests.factories.archive import (
    ArtifactFactory,
    ParticipantFactory,
    PersonFactory,
    PlaceFactory,
    RestrictionFactory,
)
from tests.museum.telling import Told, tell

pytestmark = pytest.mark.django_db


def entry_of(told: Told) -> Entry:
    entry = interview_entry(interviews().get(pk=told.interview.pk))
    assert entry is not None
    return entry


def mentions(told: Told) -> list[tuple[str, str]]:
    """(entity, the words that name it) in speaking order."""
    return [
        (mention.entity, passage.text[mention.offset : mention.offset + mention.length])
        for passage in entry_of(told).passages
        for mention in passage.mentions
    ]


def mark(told: Told, start_ms: int, end_ms: int, **target: Any) -> MomentMention:
    row: MomentMention = MomentMention.objects.create(
        interview=told.interview, start_ms=start_ms, end_ms=end_ms, **target
    )
    return row


def test_people_are_found_by_their_names_and_nicknames() -> None:
    person = PersonFactory.create(name="单福生")
    PersonName.objects.create(person=person, text="老单", kind=NameKind.NICKNAME)
    told = tell("单福生教我的。", "大家叫他老单。")
    assert mentions(told) == [(f"person:{person.pk}", "单福生"), (f"person:{person.pk}", "老单")]


def test_a_place_is_found_by_its_former_name() -> None:
    place = PlaceFactory.create(name="氯碱分厂", kind=PlaceKind.WORKSHOP)
    PlaceName.objects.create(place=place, text="电解一车间")
    assert mentions(tell("我分到电解一车间。")) == [(f"place:{place.pk}", "电解一车间")]


def test_a_thing_is_found_by_its_title_unless_that_is_a_word_for_things() -> None:
    thing = ArtifactFactory.create(title="泥鳅车床转盘齿圈")
    ArtifactFactory.create(title="菜勺")
    assert mentions(tell("泥鳅车床转盘齿圈还在，菜勺也在。")) == [(f"artifact:{thing.pk}", "泥鳅车床转盘齿圈")]


def test_of_two_people_with_one_name_nobody_is_meant() -> None:
    PersonFactory.create(name="王建国")
    PersonFactory.create(name="王建国", public_display=Display.MASKED, living=Living.LIVING)
    assert mentions(tell("王建国来了。")) == []


@pytest.mark.parametrize("kind", [NameKind.MISHEARD, NameKind.MISWRITTEN, NameKind.MISREAD])
def test_a_wrong_form_is_no_evidence(kind: str) -> None:
    PersonName.objects.create(person=PersonFactory.create(name="阳石保"), text="杨石宝", kind=kind)
    assert mentions(tell("杨石宝来了。")) == []


@pytest.mark.parametrize(
    "display", [Display.MASKED, Display.ANONYMOUS, Display.PRIVATE, Display.WITHDRAWN, Display.EMBARGOED]
)
def test_who_may_not_be_named_is_never_mentioned(display: str) -> None:
    person = PersonFactory.create(name="洪卫民", public_display=display, public_name="甲", living=Living.LIVING)
    told = tell("洪卫民来了。", "又来了。")
    mark(told, 0, 2000, person=person)
    assert mentions(told) == []


def test_a_pseudonym_is_not_undone_by_who_is_spoken_to() -> None:
    person = PersonFactory.create(name="童贵初")
    told = tell("童贵初师傅，您请讲。")
    ParticipantFactory.create(interview=told.interview, person=person, is_anonymous=True, display_label="老工人甲")
    assert mentions(told) == []


def test_an_organisation_keeps_a_place_out_of_its_name() -> None:
    PlaceFactory.create(name="井勘社区")
    Organisation.objects.create(slug="museum", name="井勘社区博物馆", live=True)
    assert mentions(tell("井勘社区博物馆开门那天。")) == []


def test_what_is_cut_is_not_spoken_of() -> None:
    PersonFactory.create(name="单福生")
    told = tell("单福生教我的。", "他教我的。")
    RestrictionFactory.create(interview=told.interview, start_ms=0, end_ms=900)
    assert mentions(told) == []


def test_what_two_windows_share_is_told_once() -> None:
    person = PersonFactory.create(name="单福生")
    told = tell("慢慢讲，" * 20, "后来单福生来了，" * 5, "慢慢讲，" * 20)
    assert len(entry_of(told).passages) > 1
    assert mentions(told) == [(f"person:{person.pk}", "单福生")] * 5


def test_a_name_across_two_segments_is_found() -> None:
    person = PersonFactory.create(name="单福生")
    assert mentions(tell("那时候有个单福", "生，是电工。")) == [(f"person:{person.pk}", "单福生")]


def test_a_curators_mark_needs_no_name() -> None:
    thing = ArtifactFactory.create(title="怀表")
    told = tell("头一句。", "它走得准。", "末一句。")
    mark(told, 1000, 2000, artifact=thing)
    (passage,) = entry_of(told).passages
    (mention,) = passage.mentions
    assert (mention.entity, mention.offset, mention.length) == (f"artifact:{thing.pk}", len("头一句。"), 0)


def test_a_name_said_where_a_curator_marked_it_counts_once() -> None:
    person = PersonFactory.create(name="单福生")
    told = tell("单福生教我的。")
    mark(told, 0, 1000, person=person)
    assert mentions(told) == [(f"person:{person.pk}", "单福生")]


def test_what_a_curator_rejects_is_gone_from_that_segment_only() -> None:
    person = PersonFactory.create(name="单福生")
    told = tell("单福生教我的。", "单福生说的。")
    entity = f"person:{person.pk}"
    MentionRejection.objects.create(interview=told.interview, entity=entity, segment_uid=told.segments[0].uid)
    (passage,) = entry_of(told).passages
    assert [mention.offset for mention in passage.mentions] == [len("单福生教我的。")]


def test_a_rejection_and_its_undoing_reach_the_index() -> None:
    told = tell("单福生教我的。")
    OutboxRow.objects.all().delete()
    row = MentionRejection.objects.create(interview=told.interview, entity="person:1", segment_uid="x")
    row.delete()
    assert OutboxRow.objects.about("archive.interview", str(told.interview.pk)).count() == 2


def test_names_cost_the_same_however_many_there_are(django_assert_max_num_queries: Any) -> None:
    told = tell("单福生教我的。")
    interview_entry(interviews().get(pk=told.interview.pk))  # reads the lexicon, once in a process
    interview = interviews().get(pk=told.interview.pk)
    with django_assert_max_num_queries(9):  # the ninth asks whether the lexicon is still the same
        interview_entry(interview)
    for number in range(5):
        PersonFactory.create(name=f"新来的{number}")
        PlaceFactory.create(name=f"新车间{number}")
    interview = interviews().get(pk=told.interview.pk)
    with django_assert_max_num_queries(9):
        interview_entry(interview)


def test_interviews_are_looked_at_again_when_a_place_or_thing_they_name_is_made() -> None:
    told = tell("泥鳅车床转盘齿圈在机修厂。")
    for make in (
        lambda: PlaceFactory.create(name="机修厂"),
        lambda: ArtifactFactory.create(title="泥鳅车床转盘齿圈"),
        lambda: PersonFactory.create(name="泥鳅"),
    ):
        OutboxRow.objects.all().delete()
        make()
        assert OutboxRow.objects.about("archive.interview", str(told.interview.pk)).exists()


def test_and_when_they_lose_the_name() -> None:
    told = tell("泥鳅车床转盘齿圈在机修厂，单福生也在。")
    person = PersonFactory.create(name="单福生")
    place = PlaceFactory.create(name="机修厂")
    thing = ArtifactFactory.create(title="泥鳅车床转盘齿圈")
    person.name, place.name, thing.title = "单福升", "机械分厂", "齿圈"
    for row in (person, place, thing):
        OutboxRow.objects.all().delete()
        row.save()
        assert OutboxRow.objects.about("archive.interview", str(told.interview.pk)).exists(), row
