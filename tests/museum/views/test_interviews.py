"""The page of an interview: words, moments, layers, search within, closed states; all of it without script."""

import pytest
from django.test import Client

from archive.consent import Decision, Use
from archive.models import ConsentParty, SegmentRedirect
from archive.services.consent import Act, decide
from archive.states import Access, ConsentForm, Layer
from search import api
from tests.factories.archive import InterviewFactory, PersonFactory, RestrictionFactory, RightsStatementFactory
from tests.museum.telling import Told, serve_sound, tell, write

pytestmark = pytest.mark.django_db


def page(visitor: Client, url: str) -> str:
    answer = visitor.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_sentence_is_in_the_page_and_leads_to_its_second(visitor: Client, told: Told) -> None:
    html = page(visitor, told.url)
    assert "师傅在后头打手电。" in html
    assert f'href="?t=1#s-{told.segments[1].uid}"' in html


def test_the_speaker_is_named_where_the_voice_changes(visitor: Client, told: Told) -> None:
    assert page(visitor, told.url).count('<p class="who">周桂生</p>') == 1


def test_a_masked_narrator_stays_masked(visitor: Client, db: None) -> None:
    told = tell("我姓洪。", narrator=PersonFactory.create(name="洪卫国", alive=True))
    html = page(visitor, told.url)
    assert "洪某" in html
    assert "洪卫国" not in html


def test_a_masked_name_said_in_passing_is_masked(visitor: Client, told: Told) -> None:
    PersonFactory.create(name="洪卫国", alive=True)
    write(told.interview, "是洪卫国喊的我。", layer=Layer.EDITED)
    html = page(visitor, told.url)
    assert "是洪某喊的我。" in html


def test_the_asked_moment_is_the_current_line(visitor: Client, told: Told) -> None:
    html = page(visitor, f"{told.url}?t=1.5")
    assert f'id="s-{told.segments[1].uid}" data-ms="1000" aria-current="true"' in html


def test_the_sound_opens_at_the_asked_second_without_script(visitor: Client, told: Told) -> None:
    serve_sound(told.interview)
    html = page(visitor, f"{told.url}?t=0:02")
    assert "opus.ogg#t=2" in html
    assert "<audio controls" in html


@pytest.mark.parametrize("moment", ["abc", "-4", "99:99:99", "1,2,3", "9" * 40, "%00"])
def test_a_broken_moment_still_opens_the_interview(visitor: Client, told: Told, moment: str) -> None:
    assert visitor.get(f"{told.url}?t={moment}").status_code == 200


def test_without_sound_the_words_are_there(visitor: Client, told: Told) -> None:
    html = page(visitor, told.url)
    assert "声音还在转换" in html
    assert "阀门是我关的" in html


def test_the_edited_layer_is_read_first_and_the_raw_one_on_demand(visitor: Client, told: Told) -> None:
    write(told.interview, "整理过的话。", layer=Layer.EDITED)
    assert "整理过的话。" in page(visitor, told.url)
    assert "师傅在后头打手电。" in page(visitor, f"{told.url}?layer=raw")


def test_another_layer_is_read_at_the_same_place(visitor: Client, told: Told) -> None:
    write(told.interview, "整理过的话。", layer=Layer.EDITED)
    write(told.interview, "That night.", layer=Layer.TRANSLATION)
    html = page(visitor, f"{told.url}?t=1,2&beside=0")
    assert 'href="?t=1,2&amp;layer=raw&amp;beside=0"' in html
    assert 'href="?t=1,2&amp;beside=0" aria-current="true"' in html
    assert 'href="?t=1,2">译文放在旁边' in html


def test_a_search_goes_along_to_another_layer(visitor: Client, told: Told) -> None:
    write(told.interview, "整理过的话。", layer=Layer.EDITED)
    assert 'href="?within=师傅&amp;layer=edited"' in page(visitor, f"{told.url}?within=师傅")


def test_a_search_goes_along_to_the_choice_of_a_passage(visitor: Client, told: Told) -> None:
    html = page(visitor, f"{told.url}?within=师傅&exact=1&t=1")
    assert 'href="?from=1&amp;within=师傅&amp;exact=1#passage"' in html
    form = html.partition('class="choose__form"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="within" value="师傅"><input type="hidden" name="exact" value="1">' in form


def test_cut_words_are_gone_and_their_place_is_told(visitor: Client, told: Told) -> None:
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=2500)
    html = page(visitor, told.url)
    assert "打手电" not in html
    assert "静了" not in html
    assert html.count("此处应讲述人要求略去（2 秒）") == 1


def test_what_is_cut_is_drawn_on_the_timeline_and_said(visitor: Client, told: Told) -> None:
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=2500)
    serve_sound(told.interview)
    html = page(visitor, told.url)
    second = 1000 / told.interview.duration_ms
    assert html.count('<path class="cut"') == 1
    assert f'd="M{round(1000 * second, 1)} 56h{round(1500 * second, 1)}"' in html  # not the lines it touches: the sound
    assert "画竖纹的地方应讲述人要求略去了" in html


def test_searching_within_marks_and_counts(visitor: Client, told: Told) -> None:
    api.reindex()
    html = page(visitor, f"{told.url}?within=师傅")
    assert "<mark>师傅</mark>" in html
    assert "第 1 处，共 1 处" in html


def test_searching_within_looks_at_what_was_said(visitor: Client, told: Told) -> None:
    write(told.interview, "整理过的话。", layer=Layer.EDITED)
    api.reindex()
    assert "<mark>师傅</mark>" in page(visitor, f"{told.url}?within=师傅")


def test_searching_within_says_when_there_is_nothing(visitor: Client, told: Told) -> None:
    api.reindex()
    assert "这段里没有“锅炉”" in page(visitor, f"{told.url}?within=锅炉")


def test_searching_within_survives_a_missing_index(visitor: Client, told: Told) -> None:
    assert "搜索这会儿没有答应" in page(visitor, f"{told.url}?within=师傅")


@pytest.mark.parametrize(
    ("access", "status"),
    [(Access.STAFF, 403), (Access.RESTRICTED, 403), (Access.EMBARGOED, 404), (Access.WITHDRAWN, 410)],
)
def test_a_closed_interview_is_not_shown_to_the_public(visitor: Client, access: Access, status: int) -> None:
    told = tell("不能讲的话。", access=access)
    answer = visitor.get(told.url)
    assert answer.status_code == status
    assert "不能讲的话" not in answer.content.decode()


def test_a_draft_is_not_there(visitor: Client) -> None:
    assert visitor.get(InterviewFactory.create(live=False).get_absolute_url()).status_code == 404


def test_a_curator_sees_a_draft_and_is_told_so(curator_browser: Client) -> None:
    html = page(curator_browser, InterviewFactory.create(live=False).get_absolute_url())
    assert "草稿，还没公开。" in html


def test_captions_are_the_words_of_the_page(visitor: Client, told: Told) -> None:
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=2000)
    answer = visitor.get(f"{told.url}captions.vtt")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "<v 周桂生>那天夜班，阀门是我关的。" in answer.content.decode()
    assert "打手电" not in answer.content.decode()


def test_captions_of_a_closed_interview_are_not_there(visitor: Client) -> None:
    told = tell("不能讲的话。", access=Access.STAFF)
    assert visitor.get(f"{told.url}captions.vtt").status_code == 404


def test_a_cited_segment_leads_to_its_place(visitor: Client, told: Told) -> None:
    answer = visitor.get(f"{told.url}s/{told.segments[2].uid}/")
    assert answer["Location"] == f"{told.url}?t=2#s-{told.segments[2].uid}"


def test_a_segment_that_was_joined_leads_to_the_one_that_took_over(visitor: Client, told: Told) -> None:
    SegmentRedirect.objects.create(interview=told.interview, uid="old-1", replaced_by=told.segments[1], start_ms=1000)
    assert visitor.get(f"{told.url}s/old-1/")["Location"].endswith(f"#s-{told.segments[1].uid}")


def test_the_list_shows_what_the_public_may_hear(visitor: Client, told: Told) -> None:
    closed = InterviewFactory.create(access=Access.STAFF)
    html = page(visitor, "/interviews/")
    assert told.url in html
    assert closed.get_absolute_url() not in html


def test_the_list_by_generation_counts_public_narrators(visitor: Client, told: Told) -> None:
    assert told.url in page(visitor, "/interviews/?generation=1")
    assert told.url not in page(visitor, "/interviews/?generation=2")


def test_a_translation_stands_beside_the_words_in_its_own_language(visitor: Client, told: Told) -> None:
    transcript, _segments = write(told.interview, "That night I shut the valve.", layer=Layer.TRANSLATION)
    type(transcript).objects.filter(pk=transcript.pk).update(language="en")
    assert '<p class="beside-words" lang="en">That night I shut the valve.</p>' in page(visitor, told.url)
    assert "beside-words" not in page(visitor, f"{told.url}?beside=0")


def test_what_may_be_taken_home_is_decided_by_licence(visitor: Client, told: Told) -> None:
    files = [f"{told.url}print/", *(f"{told.url}transcript.{form}" for form in ("txt", "vtt", "srt"))]
    assert "先到社区展馆问一声" in page(visitor, told.url)
    assert {visitor.get(url).status_code for url in files} == {403}
    told.interview.rights = RightsStatementFactory.create(allows_download=True)
    told.interview.save()
    html = page(visitor, told.url)
    assert all(url in html for url in files)
    for url in files:
        assert "阀门是我关的" in page(visitor, url)
    assert visitor.get(f"{told.url}transcript.exe").status_code == 404


def test_what_may_be_taken_home_is_decided_by_who_told_it(visitor: Client, told: Told) -> None:
    """Where somebody's yes is why it is public, only their yes lets it be taken home, whatever the licence says."""
    told.interview.rights = RightsStatementFactory.create(allows_download=True)
    told.interview.save()
    act = Act(giver=ConsentParty.objects.create(name="周桂生"), form=ConsentForm.PAPER)
    for use, decision, status in (
        (Use.TEXT, Decision.GRANTED, 403),
        (Use.DOWNLOAD, Decision.GRANTED, 200),
        (Use.DOWNLOAD, Decision.WITHDRAWN, 403),
    ):
        decide(about=told.interview, decisions={use: decision}, act=act)
        assert visitor.get(f"{told.url}transcript.txt").status_code == status
        assert visitor.get(f"{told.url}print/").status_code == status
        assert ("transcript.txt" in page(visitor, told.url)) is (status == 200)


def test_paper_and_files_are_cut_where_the_page_is(visitor: Client, told: Told) -> None:
    told.interview.rights = RightsStatementFactory.create(allows_download=True)
    told.interview.save()
    RestrictionFactory.create(interview=told.interview, start_ms=1000, end_ms=1500)
    for url in (f"{told.url}print/", f"{told.url}transcript.txt", f"{told.url}transcript.srt"):
        assert "打手电" not in page(visitor, url)
    assert "此处应讲述人要求略去" in page(visitor, f"{told.url}print/")


def test_saving_data_is_chosen_by_link_and_remembered(visitor: Client, told: Told) -> None:
    serve_sound(told.interview)
    assert "data-saving" in visitor.get(told.url, headers={"Save-Data": "on"}).content.decode()
    answer = visitor.get(f"{told.url}?data=low&t=1")
    assert (answer.status_code, answer["Location"]) == (303, f"{told.url}?t=1")
    assert "data-saving" in page(visitor, told.url)
    visitor.get(f"{told.url}?data=full")
    assert "data-saving" not in visitor.get(told.url, headers={"Save-Data": "on"}).content.decode()


def test_sound_that_is_kept_back_is_not_offered(visitor: Client, told: Told) -> None:
    serve_sound(told.interview)
    for part in told.interview.parts.all():
        type(part.recording.asset).objects.filter(pk=part.recording.asset.pk).update(visibility="sealed")
    html = page(visitor, told.url)
    assert "声音不对外放，文字可以看。" in html
    assert "<audio" not in html


def test_sound_that_could_not_be_converted_is_said_so(visitor: Client, told: Told) -> None:
    serve_sound(told.interview)
    for part in told.interview.parts.all():
        part.recording.asset.derivatives.update(state="failed", served_generation=None)
    assert "声音没转成" in page(visitor, told.url)


def test_who_asks_is_marked_by_a_word(visitor: Client, told: Told) -> None:
    told.interview.participants.update(kind="interviewer", voice_label="采访人")
    told.transcript.segments.update(speaker="采访人")
    assert '<span class="asks">问</span>' in page(visitor, told.url)
