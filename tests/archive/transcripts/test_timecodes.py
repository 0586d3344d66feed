"""Time-codes as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.transcripts.timecodes import format_ms, read_ms, short


@given(st.integers(0, 100 * 3600 * 1000))
def test_a_written_time_reads_back(time_ms: int) -> None:
    assert read_ms(format_ms(time_ms)) == time_ms
    assert read_ms(format_ms(time_ms, point=",")) == time_ms


@pytest.mark.parametrize(
    ("text", "time_ms"),
    [
        ("00:01:02.345", 62_345),
        ("01:02", 62_000),
        ("1:02,5", 62_500),
        ("75:10", 4_510_000),
        ("００：０１", 1000),
        ("00：12", 12_000),
        ("1分2秒", 62_000),
        ("1小时3分钟", 3_780_000),
        ("00:75", None),
        ("1:75:00", None),
        ("", None),
        ("十二点", None),
    ],
)
def test_times_are_read_or_refused(text: str, time_ms: int | None) -> None:
    assert read_ms(text) == time_ms


def test_short_times_leave_out_what_is_zero() -> None:
    assert (short(728_900), short(3_723_000)) == ("12:08", "1:02:03")
