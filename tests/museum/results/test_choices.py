"""What an answer is narrowed by: every choice is a link there and a link back."""

from museum.results.asked import Asked
from museum.results.choices import SHOWN, chart, choice, chosen, everything, facets, sorts, tabs
from search.entries import FacetValue, Filters, Results


def results(**facets: list[FacetValue]) -> Results:
    return Results(
        query="师傅",
        hits=(),
        total=3,
        page=1,
        per_page=20,
        facets={name: tuple(values) for name, values in facets.items()},
    )


def value(text: str, count: int = 1, selected: bool = False) -> FacetValue:
    return FacetValue(value=text, count=count, selected=selected)


ASKED = Asked(query="师傅", page=3)


def test_choosing_leads_to_the_first_page_and_back() -> None:
    there = choice(ASKED, "workshop", value("电解一车间"))
    assert there.url == "/search/?q=师傅&workshop=电解一车间"
    back = choice(ASKED.narrowed(workshops=("电解一车间",)), "workshop", value("电解一车间", selected=True))
    assert back.url == "/search/?q=师傅"


def test_two_values_of_a_facet_are_in_one_order() -> None:
    first = ASKED.narrowed(decades=(1970,))
    assert choice(first, "decade", value("1950")).url == "/search/?q=师傅&decade=1950&decade=1970"


def test_eight_are_shown_and_those_chosen() -> None:
    values = [value(f"人{n:02d}", selected=n == 11) for n in range(12)]
    (facet,) = facets(ASKED, results(person=values))
    assert [each.value for each in facet.shown] == [f"人{n:02d}" for n in range(SHOWN)] + ["人11"]
    assert (len(facet.rest), facet.count) == (3, 12)


def test_sound_and_pictures_are_one_group() -> None:
    (facet,) = facets(ASKED, results(has_sound=[value("yes", 2)], has_picture=[value("yes", 1)]))
    assert [(each.label, each.url) for each in facet.shown] == [
        ("有声音", "/search/?q=师傅&sound=1"), ("有图", "/search/?q=师傅&picture=1"),
    ]  # fmt: skip


def test_what_is_chosen_can_be_taken_away_one_by_one_or_all_at_once() -> None:
    narrowed = ASKED.narrowed(kinds=("interview",), generations=(1,), years=(1958, 1966), has_sound=True)
    assert {each.label: each.url for each in chosen(narrowed)} == {
        "讲述": "/search/?q=师傅&generation=1&from=1958&to=1966&sound=1",
        "第一代": "/search/?q=师傅&kind=interview&from=1958&to=1966&sound=1",
        "1958–1966 年": "/search/?q=师傅&kind=interview&generation=1&sound=1",
        "有声音": "/search/?q=师傅&kind=interview&generation=1&from=1958&to=1966",
    }
    assert everything(narrowed) == "/search/?q=师傅"


def test_open_ranges_are_said_in_words() -> None:
    labels = [chosen(ASKED.narrowed(years=years))[0].label for years in ((1958, 2099), (1800, 1966), (1958, 1958))]
    assert labels == ["1958 年以后", "1966 年以前", "1958 年"]


def test_kinds_stand_in_the_order_of_the_house() -> None:
    found = tabs(ASKED, results(kind=[value("artifact", 9), value("interview", 8)]))
    assert [(each.label, each.is_current) for each in found] == [
        ("全部 17", True),
        ("讲述 8", False),
        ("藏品 9", False),
    ]


def test_a_chart_leaves_a_gap_where_nobody_speaks_of_a_decade() -> None:
    choices = [choice(ASKED, "decade", value(text, count)) for text, count in (("1950", 4), ("1970", 2))]
    bars = chart(choices)
    assert [bar.height for bar in bars] == [44.0, 0, 22.0]
    assert bars[-1].x + bars[-1].width <= 240


def test_one_decade_is_no_chart() -> None:
    assert chart([choice(ASKED, "decade", value("1950"))]) == ()


def test_orders_keep_the_question() -> None:
    found = {
        each.label: (each.url, each.is_current) for each in sorts(Asked(query="师傅", filters=Filters(tags=("夜班",))))
    }
    assert found["最像的"] == ("/search/?q=师傅&tag=夜班", True)
    assert found["新收的"] == ("/search/?q=师傅&tag=夜班&sort=newest", False)
