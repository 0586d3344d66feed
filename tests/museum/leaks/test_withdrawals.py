"""What somebody took back is in no output, whichever way they took it back; and all of it is there again when it was a
mistake. With the worker stopped first: hidden means hidden now."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Interview, Person, Photograph, Withdrawal
from archive.services.withdrawals import Asked, undo, withdraw
from archive.states import Layer, WithdrawalScope
from media.models import Asset
from search import api
from tests.factories.archive import (
    FaceRegionFactory,
    InterviewFactory,
    PartFactory,
    ParticipantFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
)
from tests.museum.leaks.conftest import index_all, let_the_worker_catch_up
from tests.museum.leaks.outputs import told_by, walk
from tests.museum.leaks.planting import Museum, append_blocks
from tests.museum.telling import serve_sound, write

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAMES = dict(zip(WithdrawalScope, ("蒯雪泥", "麴秋声", "逄明月", "亓晓山", "仉长河"), strict=True))


@dataclass(frozen=True)
class Contributor:
    """Told an interview in three sentences, handed in a photograph, has a portrait."""

    person: Person
    interview: Interview
    photograph: Photograph
    sound: Asset
    portrait: Asset
    print: Asset
    secret: str

    @property
    def addresses(self) -> list[str]:
        return [each.get_absolute_url() for each in (self.person, self.interview, self.photograph)]

    def marks(self, scope: WithdrawalScope) -> list[str]:
        """What must be in no answer any more: words, or the addresses of files and records."""
        faces, voices = [self.portrait.base_url, self.print.base_url], [self.sound.base_url]
        found = {
            WithdrawalScope.NAME: [self.person.name],
            WithdrawalScope.FACE: faces,
            WithdrawalScope.VOICE: voices,
            WithdrawalScope.PASSAGE: [self.secret],
            WithdrawalScope.EVERYTHING: [self.person.name, self.secret, *faces, *voices, self.addresses[1]],
        }
        return found[scope]


def serve_picture(asset: Asset) -> None:
    """The rows of conversions that are done, as the worker leaves them; no test here opens the bytes."""
    files = [
        {"name": f"{px}.{ending}", "media_type": f"image/{ending}", "width_px": px, "height_px": px, "size_bytes": 10}
        for px in (320, 640)
        for ending in ("jpeg", "webp", "avif")
    ]
    asset.derivatives.create(
        recipe="renditions", state="done", served_generation=1, files=files, not_before=timezone.now(), size_bytes=60
    )


def contribute(museum: Museum, scope: WithdrawalScope) -> Contributor:
    secret = f"zqback{scope.value.replace('_', '')}"
    person = PersonFactory.create(name=NAMES[scope], slug=f"n-{scope}", portrait=PictureFactory.create())
    interview = InterviewFactory.create(title="夜班", place=museum.place)
    ParticipantFactory.create(interview=interview, person=person)
    part = PartFactory.create(interview=interview)
    serve_sound(interview)
    for layer in (Layer.RAW, Layer.EDITED):
        write(interview, "泄密阀响了。", f"那是{secret}。", "后来静了。", layer=layer)
    print_, portrait = PictureFactory.create(), person.portrait
    assert portrait is not None
    photograph = PhotographFactory.create(title="泄密阀前合影", picture=print_, place=museum.place)
    FaceRegionFactory.create(photograph=photograph, person=person)
    append_blocks(museum.story, {"type": "picture", "value": {"image": print_.pk, "caption": ""}})
    clip = {"interview": interview.pk, "start_ms": 0, "end_ms": 3000, "caption": ""}
    append_blocks(museum.story, {"type": "clip", "value": clip})
    found = Contributor(
        person,
        interview,
        photograph,
        part.recording.asset,
        portrait.asset,
        print_.asset,
        secret,
    )
    for asset in (found.portrait, found.print):
        serve_picture(asset)
    person.save()
    photograph.save()
    return found


Contributors = dict[WithdrawalScope, Contributor]


def told(visitor: Client, museum: Museum, who: Contributors, engine: str) -> dict[WithdrawalScope, set[str]]:
    """The addresses that tell what each of them took back."""
    own = [address for each in who.values() for address in each.addresses]
    heard = [
        f"{address}{rest}" for address in own if "interviews" in address for rest in ("captions.vtt", "?within=后来")
    ]
    answers = walk(visitor, museum, [], told_by(engine), more=(*own, *heard, museum.story.url))
    return {
        scope: {
            answer.path
            for answer in answers
            if any(word in answer.text and word not in answer.path for word in each.marks(scope))
        }
        for scope, each in who.items()
    }


def take_back(who: Contributor, scope: WithdrawalScope) -> Withdrawal:
    asked: dict[str, Any] = {"person": who.person}
    if scope is WithdrawalScope.PASSAGE:
        asked = {"records": [who.interview], "span": (1000, 2000)}
    return withdraw(asked=Asked(scope=scope, **asked))


def test_what_was_taken_back_is_in_no_output_until_it_is_put_back(engine: str, visitor: Client, museum: Museum) -> None:
    """Five people, each of whom takes back something else."""
    who = {scope: contribute(museum, scope) for scope in WithdrawalScope}
    index_all()
    before = told(visitor, museum, who, engine)
    assert all(before.values()), before
    cases = [take_back(each, scope) for scope, each in who.items()]
    for _ in ("the worker is stopped", "the worker has caught up"):
        assert told(visitor, museum, who, engine) == {scope: set() for scope in who}
        for scope in (WithdrawalScope.PASSAGE, WithdrawalScope.EVERYTHING):
            assert not api.search(who[scope].secret, viewer=api.PUBLIC).total
        let_the_worker_catch_up()
    for asset in Asset.objects.filter(withdrawn_files__isnull=False):
        for address in ("original", "renditions/1/320.jpeg", "low/1/opus.ogg", "wagtail/a.jpg"):
            assert visitor.get(f"{asset.base_url}{address}").status_code == 410
    person, interview, _photograph = who[WithdrawalScope.EVERYTHING].addresses
    for address in (person, interview):
        answer = visitor.get(address)
        assert (answer.status_code, "收回去了" in answer.content.decode()) == (410, True)
    for case in cases:
        undo(withdrawal=case)
    let_the_worker_catch_up()
    assert told(visitor, museum, who, engine) == before
