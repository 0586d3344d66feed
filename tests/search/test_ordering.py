"""The order of an answer: what may be left unasked of records that are known by what is spoken in them."""

from hypothesis import given
from hypothesis import strategies as st

from search.ordering import at_most, together, weighed
from search.ranking import TIER, TIERS, WEIGHTS

weights = st.floats(0, 300)
scores = st.builds(lambda tier, weighed: tier + weighed, st.sampled_from(sorted(set(TIERS.values()))), weights)


def score(written: float, spoken: float) -> float:
    return together(written, weighed(spoken, WEIGHTS), WEIGHTS)


@given(scores, scores, scores)
def test_a_record_with_less_of_its_own_never_exceeds_what_is_expected_of_it(
    own: float, most: float, spoken: float
) -> None:
    assert score(min(own, most), spoken) <= at_most(most, weighed(spoken, WEIGHTS), WEIGHTS) + 1e-9


@given(scores, scores)
def test_its_own_text_never_takes_from_a_record(own: float, spoken: float) -> None:
    assert score(own, spoken) >= score(0.0, spoken)


def test_the_lesser_score_counts_in_part_where_both_match_in_the_same_way() -> None:
    both = score(3 * TIER + 20, 3 * TIER + 10)
    assert both == 3 * TIER + 10 * WEIGHTS.passage + WEIGHTS.both * 20
    assert score(2 * TIER + 20, 3 * TIER + 10) == 3 * TIER + 10 * WEIGHTS.passage
