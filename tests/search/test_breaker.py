"""When the engine is left alone, and how its return is noticed."""

import threading

import pytest

from search.breaker import LONGEST_REST_SECONDS, SHORTEST_REST_SECONDS, Breaker
from search.engines.base import EngineUnavailable, IndexMissing


class Clock:
    """Seconds that pass when the test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


def ask_in_vain(breaker: Breaker) -> None:
    with pytest.raises(EngineUnavailable, match="timed out"), breaker.asking():
        raise EngineUnavailable("timed out")


def is_refused(breaker: Breaker) -> bool:
    try:
        with breaker.asking():
            return False
    except EngineUnavailable:
        return True


def test_an_answer_keeps_it_closed(breaker: Breaker) -> None:
    assert not is_refused(breaker)
    assert breaker.state == "closed"


def test_after_a_silence_nobody_waits(breaker: Breaker) -> None:
    ask_in_vain(breaker)
    assert breaker.state == "open"
    assert is_refused(breaker)


def test_one_question_finds_out_whether_the_engine_is_back_while_the_others_are_refused(
    breaker: Breaker, clock: Clock
) -> None:
    ask_in_vain(breaker)
    clock.now += SHORTEST_REST_SECONDS
    refused: list[bool] = []
    with breaker.asking():
        other = threading.Thread(target=lambda: refused.append(is_refused(breaker)))
        other.start()
        other.join()
    assert refused == [True]
    assert breaker.state == "closed"
    assert not is_refused(breaker)


def test_a_failed_probe_makes_the_rest_longer_up_to_a_limit(breaker: Breaker, clock: Clock) -> None:
    ask_in_vain(breaker)
    clock.now += SHORTEST_REST_SECONDS
    ask_in_vain(breaker)
    clock.now += SHORTEST_REST_SECONDS
    assert is_refused(breaker)
    for _ in range(9):
        clock.now += LONGEST_REST_SECONDS
        ask_in_vain(breaker)
    clock.now += LONGEST_REST_SECONDS
    assert not is_refused(breaker)


def test_questions_that_were_under_way_together_count_as_one_silence(breaker: Breaker, clock: Clock) -> None:
    first, second = breaker.asking(), breaker.asking()
    first.__enter__()
    second.__enter__()
    for asked in (first, second):
        error = EngineUnavailable("timed out")
        asked.__exit__(type(error), error, None)
    clock.now += SHORTEST_REST_SECONDS
    assert not is_refused(breaker)


def test_an_engine_that_complains_is_there(breaker: Breaker, clock: Clock) -> None:
    ask_in_vain(breaker)
    clock.now += SHORTEST_REST_SECONDS
    assert breaker.state == "half open"
    with pytest.raises(IndexMissing), breaker.asking():
        raise IndexMissing("no index")
    assert not is_refused(breaker)


def test_reset_forgets(breaker: Breaker) -> None:
    ask_in_vain(breaker)
    breaker.reset()
    assert not is_refused(breaker)
