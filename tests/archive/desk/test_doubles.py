"""Whether the museum has it already: same bytes, same look, same name or sound."""

import pytest
from django.contrib.auth.models import Group

from archive.desk.doubles import doubles, names_in, people
from archive.models import Photograph
from media.models import PictureFingerprint
from museum.models import User
from tests.factories.archive import AssetFactory, OriginalFactory, PersonFactory, PictureFactory
from tests.factories.contributions import ContributionFactory, ItemFactory, PartyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(db: None) -> User:
    user = User.objects.create(username="curator")
    user.groups.add(Group.objects.get(name="编目员"))
    return user


def test_the_same_file_comes_before_one_that_looks_the_same(curator: User) -> None:
    original, alike, other = OriginalFactory.create_batch(3)
    for row, bits in ((original, "ff00ff00ff00ff00"), (alike, "ff00ff00ff00ff03"), (other, "00ff00ff00ff00ff")):
        PictureFingerprint.objects.create(original=row, bits=bits)
    for title, row in (("很像的", alike), ("一样的", original), ("不相干的", other)):
        picture = PictureFactory.create(asset=AssetFactory.create(original=row, kind="picture"))
        Photograph.objects.create(title=title, picture=picture, live=False)
    item = ItemFactory.create(asset__original=original)
    found = doubles(item.contribution, curator)
    assert [(each.title, each.is_same) for each in found] == [("一样的", True), ("很像的", False)]


def test_what_may_not_be_opened_is_not_named(curator: User) -> None:
    item = ItemFactory.create()
    assert item.asset is not None
    picture = PictureFactory.create(asset=AssetFactory.create(original=item.asset.original, kind="picture"))
    Photograph.objects.create(title="不便公开的", picture=picture, access="restricted")
    assert doubles(item.contribution, curator) == []


def test_another_contribution_with_the_same_file_is_told(curator: User) -> None:
    item = ItemFactory.create()
    assert item.asset is not None
    ItemFactory.create(asset__original=item.asset.original, contribution__story="先来的")
    assert [each.title for each in doubles(item.contribution, curator)] == ["先来的"]


def test_people_of_that_name_or_sound(curator: User) -> None:
    contribution = ContributionFactory.create(who="左起：谭冬生、李小满，还有隔壁车间的一个不知道名字的人")
    PartyFactory.create(contribution=contribution, name="陈玉兰")
    same = PersonFactory.create(name="陈玉兰")
    sounds = PersonFactory.create(name="李晓曼", pinyin="lǐ xiǎo mǎn")
    PersonFactory.create(name="王大明")
    assert set(people(contribution, curator)) == {same, sounds}
    assert "陈玉兰" in list(names_in(contribution))
