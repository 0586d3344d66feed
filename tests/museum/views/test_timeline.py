"""The page of the timeline: filters in the address, anchors for decades."""

import pytest
from django.test import Client

from tests.factories.archive import ArtifactFactory, PhotographFactory
from tests.museum.telling import tell
from tests.museum.test_chronicle import event, says

pytestmark = pytest.mark.django_db


def page(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("<wbr>", "")


def test_decades_are_anchors_and_versions_lead_to_the_second(visitor: Client) -> None:
    flood, told = event("flood", "1976年"), tell("七六年，三百多吨。")
    says(flood, told, "七六年，三百吨")
    html = page(visitor, "/timeline/")
    assert 'href="#d1970"' in html
    assert 'id="d1970"' in html
    assert "七六年，三百吨" in html
    assert f"{told.url}?t=0,14" in html


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        ("/timeline/?kind=event", "大水抢盐", "件</span>"),
        ("/timeline/?kind=artifact", "搪瓷缸", "大水抢盐"),
        ("/timeline/?kind=photograph", "合影", "大水抢盐"),
        ("/timeline/?generation=3", "这里还空着", "大水抢盐"),
        ("/timeline/?generation=1", "大水抢盐", "件</span>"),
        ("/timeline/?generation=9&kind=nothing", "大水抢盐", "这里还空着"),
    ],
)
def test_what_is_chosen_is_shown_alone(visitor: Client, address: str, shown: str, hidden: str) -> None:
    says(event("flood", "1976年"), tell("七六年。"), "七六年")
    ArtifactFactory.create(date_made="1958年")
    PhotographFactory.create(date_taken="1958年")
    html = page(visitor, address)
    assert shown in html
    assert hidden not in html
