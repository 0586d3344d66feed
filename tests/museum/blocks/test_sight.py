"""Choosing pictures: what is wrong is said in a sentence, beside the field."""

import pytest
from wagtail.blocks import StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

from museum.blocks.sight import SightBlock
from tests.factories.archive import PhotographFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("chosen", "said"), [((), "还没有选图"), (("photograph", "image"), "选一样")])
def test_one_picture_is_chosen_and_only_one(chosen: tuple[str, ...], said: str) -> None:
    block = SightBlock()
    records = {"photograph": PhotographFactory.create(), "image": PictureFactory.create()}
    value = {"caption": "", **{name: records[name] if name in chosen else None for name in records}}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(StructValue(block, value.items()))
    assert said in str(refused.value.block_errors["photograph"])


def test_a_photograph_alone_is_taken() -> None:
    block = SightBlock()
    photograph = PhotographFactory.create()
    value = {"caption": "", "photograph": photograph, "image": None}
    assert block.clean(StructValue(block, value.items()))["photograph"] == photograph
