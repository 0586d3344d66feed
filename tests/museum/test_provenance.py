"""The hands an object went through."""

import pytest

from archive.models import Artifact
from archive.states import AcquisitionMethod
from museum.names import Name
from museum.provenance import came_here, hands_of, source_of
from museum.reader import Reader
from tests.factories.archive import ArtifactFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_made_used_and_given_stand_in_this_order() -> None:
    donor = PersonFactory.create(name="周敏")
    record = ArtifactFactory.create(
        date_made="1970年", acquired_on="2019年", donor=donor, acquisition_method=AcquisitionMethod.GIFT
    )
    hands = hands_of(record, [Name("搪瓷厂")], [Name("周桂生"), Name("周建国", role="修过")], Reader())
    assert [(hand.when, [name.text for name in hand.names], hand.how) for hand in hands] == [
        ("1970年", ["搪瓷厂"], "制作"),
        ("", ["周桂生"], "使用"),
        ("2019年", ["周敏"], "捐赠"),
    ]


def test_a_donor_who_asked_not_to_be_named_is_not() -> None:
    record = ArtifactFactory.create(donor=PersonFactory.create(), source_is_unnamed=True, source_name="老街坊")
    assert source_of(record, Reader()) is None


def test_a_living_donor_is_masked() -> None:
    donor = PersonFactory.create(name="洪卫国", alive=True)
    assert source_of(ArtifactFactory.create(donor=donor), Reader()) == Name("洪某", donor.get_absolute_url())


def test_a_source_in_words_will_do() -> None:
    assert source_of(ArtifactFactory.create(source_name="厂方移交"), Reader()) == Name("厂方移交")


def test_of_what_nothing_is_known_nothing_is_said() -> None:
    record: Artifact = ArtifactFactory.create(acquisition_method=AcquisitionMethod.GIFT)
    assert came_here(record, Reader(), "") == []
    assert hands_of(record, [], [], Reader()) == []
