"""What of an interview gets out: restricted, redacted and unnamed things do not."""

from datetime import date

import pytest

from archive.captions import plain, srt, webvtt
from archive.masking import NameMask, name_mask
from archive.models import Interview, Transcript
from archive.rights import Viewer
from archive.speech import layer_of_speech, lines
from archive.states import Access, Display, Layer, TranscriptStatus
from tests.factories.archive import (
    InterviewFactory,
    ParticipantFactory,
    PersonFactory,
    PersonNameFactory,
    RestrictionFactory,
    SegmentFactory,
    TranscriptFactory,
)

pytestmark = pytest.mark.django_db


def spoken(*texts: str, **interview: object) -> Transcript:
    """A raw layer, one text a second."""
    transcript: Transcript = TranscriptFactory.create(interview=InterviewFactory.create(**interview))
    for order, text in enumerate(texts):
        SegmentFactory.create(transcript=transcript, order=order, text=text)
    return transcript


def read(transcript: Transcript, viewer: Viewer = Viewer.PUBLIC, today: date | None = None) -> list[str]:
    fresh = Transcript.objects.get(pk=transcript.pk)
    return [line.text for line in lines(fresh, viewer, today=today)]


@pytest.mark.parametrize("viewer", Viewer)
def test_a_restricted_range_is_gone_for_everybody(viewer: Viewer) -> None:
    transcript = spoken("一", "借了三千", "三")
    RestrictionFactory.create(interview=transcript.interview, start_ms=1500, end_ms=1600)
    assert read(transcript, viewer) == ["一", "三"]


def test_a_restriction_ends_after_its_last_day() -> None:
    transcript = spoken("一", "借了三千", "三")
    RestrictionFactory.create(interview=transcript.interview, until=date(2026, 6, 1))
    assert read(transcript, today=date(2026, 6, 1)) == ["一", "三"]
    assert read(transcript, today=date(2026, 6, 2)) == ["一", "借了三千", "三"]


def test_a_redacted_segment_is_gone() -> None:
    transcript = spoken("一", "二")
    SegmentFactory.create(transcript=transcript, order=2, text="病人的名字", is_redacted=True)
    assert read(transcript) == ["一", "二"]


@pytest.mark.parametrize("access", [Access.STAFF, Access.EMBARGOED, Access.RESTRICTED, Access.WITHDRAWN])
def test_a_closed_interview_says_nothing_to_the_public(access: Access) -> None:
    assert read(spoken("一", access=access)) == []


def test_a_draft_layer_says_nothing() -> None:
    transcript = spoken("一")
    Transcript.objects.filter(pk=transcript.pk).update(status=TranscriptStatus.DRAFT)
    assert read(transcript) == []


def test_a_voice_becomes_the_name_that_may_be_said() -> None:
    transcript = spoken("一")
    ParticipantFactory.create(interview=transcript.interview, person=PersonFactory.create(name="谭大山"))
    assert [line.speaker for line in lines(transcript)] == ["谭大山"]


def test_a_living_narrator_is_masked() -> None:
    transcript = spoken("一")
    ParticipantFactory.create(interview=transcript.interview, person=PersonFactory.create(alive=True, name="洪大卫"))
    assert [line.speaker for line in lines(transcript)] == ["洪某"]


def test_an_anonymous_narrator_keeps_the_pseudonym_even_before_keepers() -> None:
    transcript = spoken("我叫童大有。")
    person = PersonFactory.create(anonymous=True)
    ParticipantFactory.create(
        interview=transcript.interview, person=person, is_anonymous=True, display_label="老工人甲"
    )
    found = lines(transcript, Viewer.KEEPER)[0]
    assert (found.speaker, found.text) == ("老工人甲", "我叫老工人甲。")


def test_a_voice_nobody_knows_keeps_its_label() -> None:
    assert [line.speaker for line in lines(spoken("一"))] == ["讲述人"]


def test_a_name_said_in_passing_is_masked() -> None:
    PersonFactory.create(alive=True, name="洪大卫")
    assert read(spoken("洪大卫也在。")) == ["洪某也在。"]


def test_other_forms_of_a_hidden_name_are_masked_too() -> None:
    PersonNameFactory.create(person=PersonFactory.create(alive=True, name="洪大卫"), text="洪大衛")
    assert read(spoken("是洪大衛。")) == ["是洪某。"]


def test_a_person_who_must_not_be_mentioned_becomes_somebody() -> None:
    PersonFactory.create(name="仇小满", public_display=Display.PRIVATE)
    assert read(spoken("就是仇小满。")) == ["就是某某。"]


def test_a_name_that_also_belongs_to_a_public_person_stays() -> None:
    PersonFactory.create(alive=True, name="洪大卫")
    PersonNameFactory.create(person=PersonFactory.create(name="洪老"), text="洪大卫")
    assert read(spoken("洪大卫也在。")) == ["洪大卫也在。"]


def test_longer_names_are_read_first() -> None:
    assert NameMask({"洪大": "洪某", "洪大卫": "某某"})("洪大卫和洪大") == "某某和洪某"


def test_one_character_is_no_name() -> None:
    assert NameMask({"桂": "某"})("桂花") == "桂花"


def test_the_mask_costs_a_fixed_number_of_queries(django_assert_max_num_queries: object) -> None:
    for _ in range(5):
        PersonNameFactory.create(person=PersonFactory.create(alive=True))
    with django_assert_max_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        name_mask()


def test_passages_come_from_the_raw_layer_when_there_is_one() -> None:
    interview = InterviewFactory.create()
    raw = TranscriptFactory.create(interview=interview)
    edited = TranscriptFactory.create(interview=interview, layer=Layer.EDITED)
    assert layer_of_speech([edited, raw]) == raw
    assert layer_of_speech([edited]) == edited


def test_segments_cost_no_query_each(django_assert_max_num_queries: object) -> None:
    transcript = spoken(*["话"] * 30)
    fresh = Transcript.objects.select_related("interview").prefetch_related("segments__person").get(pk=transcript.pk)
    with django_assert_max_num_queries(7):  # type: ignore[operator]  # pytest-django's fixture
        assert len(lines(fresh)) == 30


def exported(interview: Interview) -> str:
    transcript = Transcript.objects.get(interview=interview)
    return webvtt(transcript) + srt(transcript) + plain(transcript)


def test_no_export_holds_a_word_that_must_not_get_out() -> None:
    transcript = spoken("那年进厂", "童冬来借了三千", "后来好了")
    RestrictionFactory.create(interview=transcript.interview)
    text = exported(transcript.interview)
    assert "那年进厂" in text
    assert "三千" not in text


def test_demo_captions_say_that_they_are_invented() -> None:
    transcript = spoken("一", is_demo=True)
    assert "演示数据" in webvtt(transcript)
