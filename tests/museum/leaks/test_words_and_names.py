"""Smaller things than records: words cut from a public interview, a name that may no longer be said, a page that went
behind a door, a picture that is kept back. Each with the worker stopped first."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from archive.models import (
    ArtifactImage,
    ArtifactPerson,
    FamilyMember,
    IndexPoint,
    Interview,
    InterviewParticipant,
    MomentMention,
    PersonName,
    Post,
    Relation,
)
from archive.services.access import change_access, hide_person, redact, restrict
from archive.states import Access, Display, Layer, TranscriptStatus
from museum.models import StoryPage
from search import api
from tests.factories.archive import (
    ArtifactFactory,
    FaceRegionFactory,
    InterviewFactory,
    NameClaimFactory,
    ParticipantFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
)
from tests.museum.leaks.conftest import index_all, let_the_worker_catch_up
from tests.museum.leaks.outputs import told_by, walk
from tests.museum.leaks.planting import Museum, append_blocks, kin_type
from tests.museum.telling import write

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = "zqcutword"


def heard(visitor: Client, museum: Museum, words: Sequence[str], *more: str, engine: str = "embedded") -> list[str]:
    """The addresses that tell one of the words; addresses that ask for them would only repeat them."""
    answers = walk(visitor, museum, [], told_by(engine), more=more)
    return [answer.path for answer in answers if any(word in answer.text for word in words)]


@pytest.fixture
def interview(museum: Museum) -> Interview:
    """Says the secret in its second second, in every layer and in the rows around them."""
    told: Interview = InterviewFactory.create(title="夜班", keywords=[SECRET])
    for layer in (Layer.RAW, Layer.EDITED, Layer.TRANSLATION):
        write(told, "泄密阀响了。", f"那是{SECRET}。", "后来静了。", layer=layer)
    IndexPoint.objects.create(
        interview=told, start_ms=1000, end_ms=2000, title=SECRET, synopsis=SECRET, keywords=[SECRET]
    )
    MomentMention.objects.create(
        interview=told, artifact=museum.artifact, start_ms=1000, end_ms=2000, note=f"{SECRET}note"
    )
    clip = {"interview": told.pk, "start_ms": 0, "end_ms": 3000, "caption": ""}
    append_blocks(museum.story, {"type": "clip", "value": clip})
    return told


def cut(interview: Interview) -> None:
    restrict(interview=interview, start_ms=1000, end_ms=2000, reason="x")


def redact_segment(interview: Interview) -> None:
    let_go_around(interview)
    redact(segment=interview.transcripts.get(layer=Layer.RAW).segments.get(order=1))


def let_go_around(interview: Interview) -> None:
    """What curators wrote around the words is theirs to take out."""
    MomentMention.objects.all().delete()
    IndexPoint.objects.all().delete()
    interview.keywords = []
    interview.save()


def delete_segment(interview: Interview) -> None:
    let_go_around(interview)
    for transcript in interview.transcripts.all():
        transcript.segments.get(order=1).delete()


def unfinish(interview: Interview) -> None:
    let_go_around(interview)
    for transcript in interview.transcripts.all():
        transcript.status = TranscriptStatus.DRAFT
        transcript.save()


CUTTING: dict[str, Callable[[Interview], None]] = {
    "restricted": cut,
    "redacted": redact_segment,
    "deleted": delete_segment,
    "draft": unfinish,
}


@pytest.mark.parametrize("way", CUTTING)
def test_cut_words_are_in_no_output(
    engine: str, visitor: Client, museum: Museum, interview: Interview, way: str
) -> None:
    index_all()
    url = interview.get_absolute_url()
    layers = (f"{url}captions.vtt", f"{url}?layer=edited", f"{url}?layer=translation")
    more = (url, f"{url}?within=泄密阀", *layers, museum.story.url)
    assert {url, f"{url}captions.vtt", museum.story.url} <= set(heard(visitor, museum, [SECRET], *more, engine=engine))
    assert api.within(f"interview:{interview.pk}", SECRET, viewer=api.PUBLIC)
    CUTTING[way](interview)
    for _ in ("the worker is stopped", "the worker has caught up"):
        assert heard(visitor, museum, [SECRET], *more, engine=engine) == []
        assert not api.within(f"interview:{interview.pk}", SECRET, viewer=api.PUBLIC)
        assert not api.search(SECRET, viewer=api.PUBLIC).total
        assert not api.suggest("zqcut", viewer=api.PUBLIC)
        let_the_worker_catch_up()


NAME, NICKNAME = "蒯雪泥", "蒯铁嘴"


@pytest.fixture
def named(museum: Museum) -> Any:
    """A public person, named wherever a person can be named."""
    person = PersonFactory.create(name=NAME, biography="她的事。", generation="2", slug="n-77")
    PersonName.objects.create(person=person, text=NICKNAME)
    Post.objects.create(person=person, place=museum.place, role="看表的")
    FamilyMember.objects.create(family=museum.family, person=person)
    Relation.objects.create(type=kin_type(), a=museum.person, b=person)
    Relation.objects.create(type=kin_type(), a=person, b=museum.person)
    artifact = ArtifactFactory.create(title=f"{NAME}的泄密阀", description=f"{NICKNAME}用过。")
    ArtifactPerson.objects.create(artifact=artifact, person=person)
    museum.artifact.description, museum.artifact.source_name = f"从{NAME}那里来。", NAME
    museum.artifact.save()
    face = FaceRegionFactory.create(photograph=museum.photograph, person=person, position=f"{NAME}左边")
    NameClaimFactory.create(face=face, person=person, witness=person, name=NAME)
    ParticipantFactory.create(interview=museum.interview, person=person, voice_label="乙")
    write(museum.interview, f"{NAME}，就是{NICKNAME}，开的泄密阀。", layer=Layer.EDITED)
    IndexPoint.objects.create(interview=museum.interview, start_ms=0, end_ms=500, title=f"说{NAME}")
    MomentMention.objects.create(interview=museum.interview, person=person, start_ms=0, end_ms=500)
    museum.story.title = f"{NAME}的故事"
    append_blocks(museum.story, {"type": "text", "value": {"heading": "", "body": f"<p>{NAME}的故事</p>"}})
    museum.place.description = f"{NAME}在这里。"
    museum.place.save()
    return person


def names_told(visitor: Client, museum: Museum, person: Any, engine: str) -> list[str]:
    more = (person.get_absolute_url(), "/people/", museum.story.url, "/search/suggestions/?q=kxn")
    return heard(visitor, museum, [NAME, NICKNAME], *more, engine=engine)


@pytest.mark.parametrize("rule", [Display.MASKED, Display.PRIVATE, Display.WITHDRAWN, Display.ANONYMOUS])
def test_a_name_taken_back_is_in_no_output(
    engine: str, visitor: Client, museum: Museum, named: Any, rule: Display
) -> None:
    index_all()
    told = set(names_told(visitor, museum, named, engine))
    assert {"/people/", museum.story.url, museum.interview.get_absolute_url(), "/search/suggestions/?q=kxn"} <= told
    assert api.search(NAME, viewer=api.PUBLIC).total > 3
    hide_person(person=named, display=rule)
    for _ in ("the worker is stopped", "the worker has caught up"):
        assert names_told(visitor, museum, named, engine) == []
        for typed in (NAME, NICKNAME):
            assert not api.search(f"“{typed}”", viewer=api.PUBLIC).total
        offered = "".join(each.text for each in api.suggest("蒯", viewer=api.PUBLIC))
        assert NAME not in offered
        assert NICKNAME not in offered
        let_the_worker_catch_up()


def test_a_narrator_who_becomes_anonymous_is_named_no_more(engine: str, visitor: Client, museum: Museum) -> None:
    """Only in the interview: elsewhere the person is as public as before."""
    person = PersonFactory.create(name=NAME)
    row = ParticipantFactory.create(interview=museum.interview, person=person)
    index_all()
    url = museum.interview.get_absolute_url()
    own = f"讲述人:{NAME}"
    assert NAME in visitor.get(url).content.decode()
    assert api.search(own, viewer=api.PUBLIC).total == 1
    row = InterviewParticipant.objects.get(pk=row.pk)
    row.is_anonymous, row.display_label = True, "老工人甲"
    row.save()
    for _ in ("the worker is stopped", "the worker has caught up"):
        assert NAME not in visitor.get(url).content.decode()
        assert not [hit for hit in api.search(own, viewer=api.PUBLIC).hits if hit.kind == "interview"]
        let_the_worker_catch_up()


def unpublish(page: Page) -> None:
    page.unpublish()


def lock(kind: str) -> Callable[[Page], None]:
    def close(page: Page) -> None:
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x" if kind == "password" else "")

    return close


def lock_above(page: Page) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def move_behind(page: Page) -> None:
    home = Page.objects.get(slug="home", depth=2)
    inside = home.add_child(instance=StoryPage(title="里面", slug="inside"))
    PageViewRestriction.objects.create(page=inside, restriction_type="login")
    page.move(inside, pos="last-child")


def delete(page: Page) -> None:
    page.delete()


CLOSING_PAGES: dict[str, Callable[[Page], None]] = {
    "unpublished": unpublish,
    "behind a login": lock("login"),
    "behind a password": lock("password"),
    "for a group": lock("groups"),
    "below a page behind a login": lock_above,
    "moved behind a login": move_behind,
    "deleted": delete,
}


@pytest.mark.parametrize("way", CLOSING_PAGES)
def test_a_page_that_is_closed_is_in_no_output(engine: str, visitor: Client, museum: Museum, way: str) -> None:
    index = Page.objects.get(slug="stories")
    body = [{"type": "text", "value": {"heading": "", "body": f"<p>{SECRET} body 泄密阀</p>"}}]
    page = index.add_child(
        instance=StoryPage(title=f"{SECRET} title", slug="planted", summary=f"{SECRET} summary", body=body)
    )
    index_all()
    url = page.url
    told = heard(visitor, museum, [SECRET], url, "/stories/", engine=engine)
    assert {url, "/sitemap-pages.xml"} & set(told)
    assert api.search(SECRET, viewer=api.PUBLIC).total == api.search("泄密阀", viewer=api.PUBLIC).total - 3 == 1
    CLOSING_PAGES[way](Page.objects.get(pk=page.pk).specific)
    for _ in ("the worker is stopped", "the worker has caught up"):
        assert heard(visitor, museum, [SECRET], url, "/stories/", engine=engine) == []
        assert not api.search(SECRET, viewer=api.PUBLIC).total
        assert not api.suggest("zqcut", viewer=api.PUBLIC)
        let_the_worker_catch_up()


def test_a_picture_kept_back_leaves_with_its_words(visitor: Client, museum: Museum) -> None:
    picture = PictureFactory.create(title=f"{SECRET}picture")
    image = ArtifactImage.objects.create(
        artifact=museum.artifact, picture=picture, caption=f"{SECRET}caption", alt_text=f"{SECRET}alt"
    )
    url = museum.artifact.get_absolute_url()
    assert f"{SECRET}caption" in visitor.get(url).content.decode()
    image.is_closed = True
    image.save()
    assert heard(visitor, museum, [SECRET], url) == []
    assert visitor.get(f"{picture.asset.base_url}renditions/1/320.jpg").status_code == 404


def test_a_picture_that_a_record_closes_leaves_the_pages_too(visitor: Client, museum: Museum) -> None:
    """With the words that stand in the picture library, and no hole where it hung."""
    picture = PictureFactory.create(title="门口", description=f"{SECRET}description")
    photograph = PhotographFactory.create(picture=picture)
    append_blocks(museum.story, {"type": "picture", "value": {"image": picture.pk, "caption": f"{SECRET}here"}})
    museum.exhibit.picture = picture
    museum.exhibit.save()
    assert f"{SECRET}here" in visitor.get(museum.story.url).content.decode()
    change_access(record=photograph, access=Access.RESTRICTED)
    assert heard(visitor, museum, [SECRET], museum.story.url) == []
    pages = [visitor.get(page.url).content.decode() for page in (museum.story, museum.exhibit)]
    assert not any(picture.asset.base_url in html for html in pages)
    assert visitor.get(f"{picture.asset.base_url}renditions/1/320.jpg").status_code == 404
