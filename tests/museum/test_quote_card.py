"""The picture of a quotation: whole, upright, with a code that a phone reads, in letters that fit."""

from io import BytesIO

import pytest
from PIL import Image

from museum.card_font import CardFont, card_font
from museum.checks import cards_have_letters
from museum.quote_card import HEIGHT_PX, NEVER_FIRST, NEVER_LAST, WIDTH_PX, QuoteCard, broken, draw, fitted
from tests.conftest import missing


@pytest.fixture
def font() -> CardFont:
    found = card_font()
    if found is None:
        missing("No Chinese font is installed (apt-get install fonts-noto-cjk).")
    assert found is not None
    return found


def card(quote: str = "那天夜班，阀门是我关的。", **words: str) -> QuoteCard:
    plain = {
        "narrator": "周桂生",
        "facts": "2019 年",
        "title": "《夜班》",
        "museum": "株化记忆",
        "invitation": "听原声",
    }
    return QuoteCard(quote=quote, address="https://museum.example.org/s/a/b/", **plain | words)


def test_it_is_an_upright_png_a_phone_can_afford(font: CardFont) -> None:
    drawn = draw(card("他讲你拿回去喝水，莫摔了就行。" * 12), font)
    image = Image.open(BytesIO(drawn))
    assert (image.format, image.size) == ("PNG", (WIDTH_PX, HEIGHT_PX))
    assert len(drawn) < 150_000


def test_every_word_on_it_is_drawn(font: CardFont) -> None:
    plain = draw(card(), font)
    others = [
        card("没摔。"), card(narrator="周敏"), card(facts="2020 年"), card(title="《汽笛》"), card(museum="别处"),
        card(invitation="看"), card(demo="演示数据"), QuoteCard(**card_words(address="https://elsewhere.example/")),
    ]  # fmt: skip
    assert all(draw(each, font) != plain for each in others)


def card_words(**changed: str) -> dict[str, str]:
    one = card()
    names = ("quote", "narrator", "facts", "title", "museum", "invitation", "address", "demo")
    return {name: getattr(one, name) for name in names} | changed


def test_short_words_are_large_and_long_ones_still_fit(font: CardFont) -> None:
    short_px, _rows = fitted("没摔。", font)
    long_px, rows = fitted("他讲你拿回去喝水，莫摔了就行。" * 60, font)
    assert short_px > long_px
    assert rows[-1].endswith("……")


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_quote(font: CardFont) -> None:
    text = "他讲，“你拿回去，喝水。莫摔了，就行。”我讲：“没摔。”" * 5
    for width_px in range(200, 900, 37):
        rows = broken(text, font, 42, width_px)
        assert "".join(rows) == text
        assert not any(row[0] in NEVER_FIRST for row in rows[1:])
        assert not any(row[-1] in NEVER_LAST for row in rows[:-1])


def test_a_font_that_cannot_write_chinese_stops_the_start(settings: pytest.FixtureRequest, tmp_path: object) -> None:
    settings.CARD_FONT = "/no/such/font.ttf"  # type: ignore[attr-defined]  # pytest-django's settings
    assert card_font() is None
    assert [each.id for each in cards_have_letters(None)] == ["museum.E011"]
