"""Taking back: hidden at once, whole or not at all, and put back as it was."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from archive.consent import Stand, Use
from archive.models import ConsentParty, Interview, Person, Photograph, Restriction, Withdrawal
from archive.services import withdrawals
from archive.services.consent import where_it_stands
from archive.services.withdrawals import Asked, CannotUndo, undo, withdraw
from archive.states import Access, Display, Standing, WithdrawalOutcome, WithdrawalScope
from media.models import Asset
from search.models import OutboxRow
from tests.factories.archive import (
    ArtifactFactory,
    AssetFactory,
    FaceRegionFactory,
    InterviewFactory,
    PartFactory,
    ParticipantFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
    RecordingFactory,
)

pytestmark = pytest.mark.django_db


def seen(asset: Asset) -> str:
    return Asset.objects.get(pk=asset.pk).visibility


@pytest.fixture
def narrator() -> Any:
    """Tells in an interview with sound, has a portrait, stands in a photograph."""
    person = PersonFactory.create(portrait=PictureFactory.create())
    interview = InterviewFactory.create()
    ParticipantFactory.create(interview=interview, person=person)
    PartFactory.create(interview=interview)
    photograph = PhotographFactory.create(picture=PictureFactory.create())
    FaceRegionFactory.create(photograph=photograph, person=person)
    return person


def assets(person: Person) -> dict[str, Asset]:
    interview = Interview.objects.get(participants__person=person)
    photograph = Photograph.objects.get(faces__person=person)
    assert person.portrait is not None
    assert photograph.picture is not None
    return {
        "portrait": person.portrait.asset,
        "photograph": photograph.picture.asset,
        "sound": interview.parts.get().recording.asset,
    }


@pytest.mark.parametrize(
    ("scope", "sealed"),
    [
        (WithdrawalScope.FACE, {"portrait", "photograph"}),
        (WithdrawalScope.VOICE, {"sound"}),
        (WithdrawalScope.EVERYTHING, {"portrait", "photograph", "sound"}),
    ],
)
def test_files_are_sealed_by_scope_and_opened_again(narrator: Person, scope: WithdrawalScope, sealed: set[str]) -> None:
    files = assets(narrator)
    narrator.save()
    before = {name: seen(asset) for name, asset in files.items()}
    withdrawal = withdraw(asked=Asked(scope=scope, person=narrator))
    assert {name for name, asset in files.items() if seen(asset) == "sealed"} == sealed
    undo(withdrawal=withdrawal)
    assert {name: seen(asset) for name, asset in files.items()} == before


def test_everything_closes_the_records_and_the_name(narrator: Person) -> None:
    withdrawal = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, person=narrator))
    interview = Interview.objects.get()
    narrator.refresh_from_db()
    assert interview.standing is Standing.WITHDRAWN
    assert narrator.public_display == Display.WITHDRAWN
    assert where_it_stands(interview, Use.TEXT).stand is Stand.WITHDRAWN
    undo(withdrawal=withdrawal)
    interview.refresh_from_db()
    narrator.refresh_from_db()
    assert (interview.standing, narrator.public_display) == (Standing.PUBLIC, Display.PUBLIC)
    assert where_it_stands(interview, Use.TEXT).stand is Stand.SILENT


def test_a_film_goes_with_the_face_and_with_the_voice() -> None:
    film = RecordingFactory.create(asset=AssetFactory.create(kind="video"))
    part = PartFactory.create(recording=film)
    for scope in (WithdrawalScope.FACE, WithdrawalScope.VOICE):
        taken = withdraw(asked=Asked(scope=scope, records=[part.interview]))
        assert seen(film.asset) == "sealed"
        undo(withdrawal=taken)
        assert seen(film.asset) == "public"


def test_a_passage_is_cut_and_put_back() -> None:
    interview = InterviewFactory.create()
    taken = withdraw(asked=Asked(scope=WithdrawalScope.PASSAGE, records=[interview], span=(1000, 2000)))
    assert Restriction.objects.get().interview == interview
    assert OutboxRow.objects.filter(urgent=True).exists()
    undo(withdrawal=taken)
    assert not Restriction.objects.exists()


def test_a_name_that_is_only_words_gets_an_entry_that_is_never_shown() -> None:
    withdraw(asked=Asked(scope=WithdrawalScope.NAME, records=[PhotographFactory.create()], name="蒯雪泥"))
    assert Person.objects.get(name="蒯雪泥").label() is None


@pytest.mark.parametrize(
    "asked",
    [
        Asked(scope=WithdrawalScope.EVERYTHING),
        Asked(scope=WithdrawalScope.NAME, name="蒯"),
        Asked(scope=WithdrawalScope.PASSAGE, name="蒯雪泥"),
        Asked(scope=WithdrawalScope.VOICE, name="蒯雪泥"),
    ],
)
def test_what_cannot_be_found_is_refused_with_a_sentence(asked: Asked) -> None:
    with pytest.raises(ValidationError):
        withdraw(asked=asked)
    assert not Withdrawal.objects.exists()


def test_killed_in_the_middle_nothing_is_half_hidden(narrator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(withdrawals, "settle", killed)
    with pytest.raises(KeyboardInterrupt):
        withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, person=narrator))
    assert not Withdrawal.objects.exists()
    assert Interview.objects.get().access == Access.PUBLIC
    assert Person.objects.get().public_display == Display.PUBLIC


def test_undoing_one_of_two_opens_nothing() -> None:
    artifact = ArtifactFactory.create()
    first = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, records=[artifact]))
    second = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, records=[artifact]))
    undo(withdrawal=first)
    artifact.refresh_from_db()
    assert artifact.access == Access.WITHDRAWN
    undo(withdrawal=second)
    artifact.refresh_from_db()
    assert artifact.access == Access.PUBLIC


def test_what_was_erased_cannot_be_undone() -> None:
    taken = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, records=[ArtifactFactory.create()]))
    Withdrawal.objects.update(outcome=WithdrawalOutcome.ERASE, state="settled")
    with pytest.raises(CannotUndo, match="放不回去"):
        undo(withdrawal=taken)


def test_a_curator_has_a_day_by_which_to_settle_it(settings: Any) -> None:
    settings.WITHDRAWAL_SETTLE_DAYS = 7
    party = ConsentParty.objects.create(name="陈玉兰")
    asked = Asked(scope=WithdrawalScope.EVERYTHING, records=[ArtifactFactory.create()], party=party, is_by_code=True)
    taken = withdraw(asked=asked)
    assert (taken.due_on - timezone.localdate()).days == 7
    assert list(Withdrawal.objects.waiting()) == [taken]
