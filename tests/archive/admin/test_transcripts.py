"""A transcript comes in by the curator's hands: looked at first, stored whole or not at all, mended piece by piece."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.models import Interview, InterviewParticipant, Segment, SegmentRedirect, Transcript
from museum.models import User

VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v 说话人1>那年进的株化，五八年。

00:00:04.500 --> 00:00:08.000
<v 说话人2>您在哪个车间？

00:00:08.500 --> 00:00:12.000
<v 说话人1>电解，一直在电解。
"""


@pytest.fixture
def interview(db: None) -> Interview:
    found: Interview = Interview.objects.create(title="谭师傅讲电解", slug="iv-01")
    InterviewParticipant.objects.create(interview=found, name="谭师傅", kind="narrator")
    return found


def to(view: str, interview: Interview, *more: Any) -> str:
    return reverse(view, args=[interview.pk, *more])


def upload(client: Client, interview: Interview, text: str | bytes, name: str = "a.vtt", layer: str = "raw") -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    sent = {"file": SimpleUploadedFile(name, data), "layer": layer, "language": "zh"}
    return client.post(to("archive_transcript_upload", interview), sent)


def imported(client: Client, interview: Interview, text: str = VTT, **voices: str) -> Any:
    page = upload(client, interview, text)
    shown = client.get(page.url)
    return client.post(page.url, {"confirm": "1", "version": shown.context["plan"].base_version, **voices})


@pytest.mark.django_db
def test_the_preview_shows_speakers_counts_and_first_lines_and_stores_nothing(
    cataloguer: Client, interview: Interview
) -> None:
    page = cataloguer.get(upload(cataloguer, interview, VTT).url).content.decode()
    for expected in ("说话人1", "说话人2", "读出 3 段", "电解，一直在电解。", "确认导入"):
        assert expected in page
    assert not Transcript.objects.exists()


@pytest.mark.django_db
def test_confirming_stores_every_segment(cataloguer: Client, interview: Interview) -> None:
    imported(cataloguer, interview)
    assert [row.text for row in Segment.objects.all()] == [
        "那年进的株化，五八年。",
        "您在哪个车间？",
        "电解，一直在电解。",
    ]


@pytest.mark.django_db
def test_a_label_given_to_a_participant_is_stored_with_the_person_and_known_next_time(
    cataloguer: Client, interview: Interview
) -> None:
    narrator = interview.participants.get()
    imported(cataloguer, interview, **{"voice-0": str(narrator.pk)})
    narrator.refresh_from_db()
    assert narrator.voice_label == "说话人1"
    shown = cataloguer.get(upload(cataloguer, interview, VTT).url).context["plan"]
    assert [row.is_known for row in shown.speakers] == [True, False]


@pytest.mark.django_db
def test_a_corrected_file_keeps_the_ids_and_says_what_changes(cataloguer: Client, interview: Interview) -> None:
    imported(cataloguer, interview)
    before = list(Segment.objects.values_list("uid", flat=True))
    corrected = VTT.replace("一直在电解", "一辈子都在电解")
    page = cataloguer.get(upload(cataloguer, interview, corrected).url).content.decode()
    assert "不变 2 段" in page
    assert "改动 1 段" in page
    imported(cataloguer, interview, corrected)
    assert list(Segment.objects.values_list("uid", flat=True)) == before


@pytest.mark.django_db
def test_a_bad_file_is_refused_by_line_and_nothing_is_stored(cataloguer: Client, interview: Interview) -> None:
    bad = VTT.replace("00:00:08.500 --> 00:00:12.000", "00:00:99.500 --> 00:00:12.000")
    page = upload(cataloguer, interview, bad).content.decode()
    assert "第 9 行" in page
    assert "什么也没有存" in page
    assert not Transcript.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02\xff" * 50, b"PK\x03\x04broken", b"%PDF-1.7", b"<?xml version='1.0'?><x/>", b"\xff\xfe"]
)
def test_hostile_files_get_an_answer_in_chinese(cataloguer: Client, interview: Interview, data: bytes) -> None:
    answer = upload(cataloguer, interview, data)
    assert answer.status_code == 200
    assert "help-critical" in answer.content.decode() or "这个文件是空的" in answer.content.decode()


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_before_it_is_read(
    cataloguer: Client, interview: Interview, settings: Any
) -> None:
    settings.TRANSCRIPT_MAX_BYTES = 100
    assert "转写稿最多收" in upload(cataloguer, interview, VTT).content.decode()


@pytest.mark.django_db
def test_a_confirmation_of_an_older_state_stores_nothing(cataloguer: Client, interview: Interview) -> None:
    page = upload(cataloguer, interview, VTT)
    imported(cataloguer, interview, VTT.replace("电解", "聚合"))
    cataloguer.post(page.url, {"confirm": "1", "version": "0"})
    assert Transcript.objects.get().version == 1


@pytest.mark.django_db
def test_another_accounts_upload_cannot_be_confirmed(
    cataloguer: Client, director: Client, interview: Interview
) -> None:
    page = upload(cataloguer, interview, VTT)
    director.post(page.url, {"confirm": "1", "version": "0"})
    assert not Transcript.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("view", ["archive_transcripts", "archive_transcript_upload"])
def test_collectors_and_strangers_stay_outside(collector: Client, interview: Interview, view: str) -> None:
    assert collector.get(to(view, interview)).status_code == 302
    assert Client().get(to(view, interview)).status_code == 302


@pytest.mark.django_db
def test_the_transcript_of_a_restricted_interview_opens_for_the_director_alone(
    director: Client, cataloguer: Client, interview: Interview
) -> None:
    Interview.objects.filter(pk=interview.pk).update(access="restricted")
    url = to("archive_transcripts", interview)
    assert (director.get(url).status_code, cataloguer.get(url).status_code) == (200, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["vtt", "srt", "txt"])
def test_a_layer_is_downloaded_in_three_formats(cataloguer: Client, interview: Interview, ending: str) -> None:
    imported(cataloguer, interview)
    answer = cataloguer.get(to("archive_transcript_download", interview, Transcript.objects.get().pk, ending))
    assert "电解，一直在电解。" in answer.content.decode()
    assert answer["Content-Disposition"].endswith(f'iv-01-raw.{ending}"')


@pytest.mark.django_db
def test_a_redacted_segment_leaves_the_house_only_with_a_keeper(
    director: Client, cataloguer: Client, interview: Interview
) -> None:
    imported(cataloguer, interview)
    Segment.objects.filter(text__startswith="那年").update(is_redacted=True)
    url = to("archive_transcript_download", interview, Transcript.objects.get().pk, "vtt")
    assert "那年" in director.get(url).content.decode()
    working = cataloguer.get(url).content.decode()
    assert "■■■" in working
    imported(cataloguer, interview, working)
    assert Segment.objects.get(is_redacted=True).text.startswith("那年")


@pytest.fixture
def stored(cataloguer: Client, interview: Interview) -> list[Segment]:
    imported(cataloguer, interview)
    return list(Segment.objects.all())


def press(client: Client, interview: Interview, segment: Segment, **sent: Any) -> Any:
    url = to("archive_segment", interview, segment.uid)
    form = client.get(url).context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    return client.post(url, {**typed, "version": segment.transcript.version, **sent}, follow=True)


@pytest.mark.django_db
def test_a_segment_is_mended_and_keeps_its_id(cataloguer: Client, interview: Interview, stored: list[Segment]) -> None:
    press(cataloguer, interview, stored[0], text="那年进株化，是五八年。", start_ms="0:00.5")
    mended = Segment.objects.get(uid=stored[0].uid)
    assert (mended.text, mended.start_ms) == ("那年进株化，是五八年。", 500)


@pytest.mark.django_db
def test_an_unreadable_time_is_refused_by_value(
    cataloguer: Client, interview: Interview, stored: list[Segment]
) -> None:
    page = press(cataloguer, interview, stored[0], start_ms="两点半").content.decode()
    assert "“两点半”不是时间" in page


@pytest.mark.django_db
def test_a_segment_is_split_and_the_first_half_keeps_the_id(
    cataloguer: Client, interview: Interview, stored: list[Segment]
) -> None:
    press(cataloguer, interview, stored[0], split="1", at_character="7", at_ms="0:02.5")
    rows = list(Segment.objects.all())
    assert [row.text for row in rows[:2]] == ["那年进的株化，", "五八年。"]
    assert rows[0].uid == stored[0].uid
    assert (rows[0].end_ms, rows[1].start_ms) == (2500, 2500)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "where", [{"at_character": "0"}, {"at_character": "99", "at_ms": "0:02"}, {"at_ms": "0:59"}, {}]
)
def test_a_split_outside_the_segment_is_refused(
    cataloguer: Client, interview: Interview, stored: list[Segment], where: dict[str, str]
) -> None:
    assert press(cataloguer, interview, stored[0], split="1", **where).status_code == 200
    assert Segment.objects.count() == 3


@pytest.mark.django_db
def test_joined_segments_share_the_first_id_and_the_second_leads_there(
    cataloguer: Client, interview: Interview, stored: list[Segment]
) -> None:
    press(cataloguer, interview, stored[0], join="1")
    assert Segment.objects.count() == 2
    assert SegmentRedirect.objects.get(uid=stored[1].uid).replaced_by_id == stored[0].pk


@pytest.mark.django_db
def test_whoever_was_slower_is_told_and_changes_nothing(
    cataloguer: Client, interview: Interview, stored: list[Segment]
) -> None:
    page = press(cataloguer, interview, stored[0], text="另一句", version="0").content.decode()
    assert "刚刚被别人改过" in page
    assert not Segment.objects.filter(text="另一句").exists()


@pytest.mark.django_db
def test_every_change_by_hand_is_in_the_history_of_the_interview(
    cataloguer: Client, interview: Interview, stored: list[Segment]
) -> None:
    press(cataloguer, interview, stored[0], text="那年进株化。")
    history = cataloguer.get(reverse("wagtailsnippets_archive_interview:history", args=[interview.pk])).content.decode()
    assert "导入了转写稿" in history
    assert "改了转写稿的一段" in history
    assert User.objects.get(username="user-of-编目员").username in history


@pytest.mark.django_db
def test_a_signed_layer_needs_the_day_it_was_signed(
    cataloguer: Client, interview: Interview, stored: list[Segment]
) -> None:
    url = to("archive_sign_off", interview, stored[0].transcript_id)
    assert "请写签认日期" in cataloguer.post(url, {"status": "signed"}).content.decode()
