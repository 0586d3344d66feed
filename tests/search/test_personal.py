"""Numbers and addresses of people are told from what a visitor asks of a museum."""

import pytest

from search.personal import looks_personal


@pytest.mark.parametrize(
    "query",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "电话13800138000洪师傅",
        "一三八零零一三八零零零",
        "幺三八零零幺三八零零零",
        "0731-22581234",
        "22581234",
        "430203195801012345",
        "43020319580101234x",
        "43020 31958 01012 345",
        "6222 0212 3456 7890 123",
        "e12345678",
        "hong@example.org",
        "写信到 hong@example.org",
        "湘b12345",
        "湘b·d12345",
        "湘b 12345",
    ],
)
def test_is_personal(query: str) -> None:
    assert looks_personal(query)


@pytest.mark.parametrize(
    "query",
    [
        "洪兆南",
        "1958",
        "1958-1966",
        "1958..1966",
        "一九五八年到一九六六年",
        "五八年",
        "1958-11-30",
        "42车间",
        "zh-a-0042",
        "c620车床",
        "p-101",
        "4302",
        "三班倒",
        "湘江",
        "湘bei",
        "讲述人:洪兆南",
        "10000吨",
        "@",
    ],
)
def test_is_a_question(query: str) -> None:
    assert not looks_personal(query)
