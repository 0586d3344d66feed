"""How hits are shown: where in the recording, why, and things apart from what is told."""

from typing import Any

import pytest

from museum.reader import Reader
from museum.results.answering import Answered
from museum.results.asked import Asked
from museum.results.listing import MARK_WIDTH, SPARK_WIDTH, also_found, equated, listing, row, spark
from search.entries import Explanation, FacetValue, Hit, PassageHit, Reason, Results

ASKED = Asked(query="氯碱")


def passage(text: str = "绿碱。", reason: Reason = "sound", found: str = "绿碱") -> PassageHit:
    return PassageHit(
        id="a~b", parts=((text, True),), speaker="谭铁山", segment_id="a-1", start_ms=98_129, opens_ms=96_000,
        end_ms=99_000, reason=reason, score=1.0,
        explanations=(Explanation(found=found, asked="氯碱", reason=reason),) if reason != "exact" else (),
    )  # fmt: skip


def hit(kind: str = "interview", number: str = "x", **more: Any) -> Hit:
    values: dict[str, Any] = {
        "id": f"{kind}:{number}", "kind": kind, "url": f"/{kind}s/{number}/", "title": "四十八个槽",
        "subtitle": "谭铁山", "thumbnail_url": "", "years": None, "generations": (2,), "duration_ms": 100_000,
        "has_sound": True, "has_picture": False, "identifiers": (), "score": 1.0, "reason": "exact", "title_parts": (),
        "snippet_parts": (),
    }  # fmt: skip
    return Hit(**(values | more))


def listed(asked: Asked, *hits: Hit) -> Any:
    kinds = tuple(FacetValue(value=kind, count=7) for kind in ("artifact", "interview", "photograph"))
    results = Results(query=asked.query, hits=hits, total=9, page=1, per_page=20, facets={"kind": kinds})
    return listing(Answered(asked=asked, results=results), Reader())


def test_a_passage_leads_to_its_second_with_the_words_marked() -> None:
    (moment,) = row(hit(passages=(passage(),)), ASKED, ()).moments
    assert moment.url == "/interviews/x/?within=氯碱&t=98.129#s-a-1"


def test_what_stands_for_what_is_said() -> None:
    (moment,) = row(hit(passages=(passage(),)), ASKED, ()).moments
    assert [(why.label, why.equated) for why in moment.whys] == [("读音相近", "“绿碱”听起来像“氯碱”")]


@pytest.mark.parametrize(
    ("found", "asked", "reason", "said"),
    [("七九年", "1979年", "number", "七九年 = 1979年"), ("鹽酸", "盐酸", "variant", "鹽酸 = 盐酸"),
     ("进厂", "这是一个很长很长很长的问题", "synonym", "“进厂”")],
)  # fmt: skip
def test_equations_are_short(found: str, asked: str, reason: Reason, said: str) -> None:
    assert equated(Explanation(found=found, asked=asked, reason=reason)) == said


def test_the_words_themselves_need_no_reason() -> None:
    (moment,) = row(hit(passages=(passage("氯碱。", "exact"),)), ASKED, ()).moments
    assert moment.whys == ()


def test_a_passage_that_breaks_off_says_so() -> None:
    ends = [row(hit(passages=(passage(text, "exact"),)), ASKED, ()).moments[0].goes_on for text in ("完了。", "还没")]
    assert ends == [False, True]


def test_what_else_was_looked_for_is_told_once() -> None:
    rows = [row(hit(passages=(passage(), passage("同厂。", "synonym", "同厂"))), ASKED, ()) for _twice in range(2)]
    assert also_found(rows) == ["“绿碱”（读音相近）", "同厂"]


def test_what_happens_to_sound_so_a_single_time_is_not_told() -> None:
    heard = [row(hit(passages=(passage(),)), ASKED, ()) for _twice in range(2)]
    by_chance = row(hit(passages=(passage("女奖励", found="女奖"),)), ASKED, ())
    assert also_found([by_chance, *heard]) == ["“绿碱”（读音相近）"]
    assert also_found([by_chance]) == ["“女奖”（读音相近）"]


def test_marks_lie_where_it_is_spoken_and_apart_from_one_another() -> None:
    assert spark((0, 10, 50_000, 100_000, 200_000), 100_000) == (
        0.0,
        (SPARK_WIDTH - MARK_WIDTH) / 2,
        SPARK_WIDTH - MARK_WIDTH,
    )
    assert spark((1, 2), 0) == ()


def test_things_stand_apart_after_what_is_told(db: None) -> None:
    found = listed(ASKED, hit(), hit("artifact"), hit("person"))
    assert [each.hit.kind for each in found.rows] == ["interview", "person"]
    assert [each.hit.kind for each in found.things] == ["artifact"]
    assert not found.things_first
    assert found.things_count == 14
    assert found.things_url == "/search/?q=氯碱&kind=album&kind=artifact&kind=photograph"


def test_the_best_hit_comes_first_even_if_it_is_a_thing(db: None) -> None:
    assert listed(ASKED, hit("artifact"), hit()).things_first


@pytest.mark.parametrize("asked", [ASKED.narrowed(kinds=("artifact",)), ASKED.but(sort="date"), Asked()])
def test_any_other_order_is_left_as_it_is(asked: Asked, db: None) -> None:
    assert listed(asked, hit("artifact"), hit()).things == ()


def test_things_alone_are_rows(db: None) -> None:
    assert len(listed(ASKED, hit("artifact"), hit("photograph")).rows) == 2


def test_a_year_is_not_said_twice() -> None:
    said = [
        row(hit("artifact", years=(1957, 1957), subtitle=text), ASKED, ()).years for text in ("工具 · 1957年", "工具")
    ]
    assert said == [None, (1957, 1957)]


def test_a_generation_is_not_said_twice() -> None:
    assert row(hit("person", generations=(1,), subtitle="第一代"), ASKED, ()).subtitle == ""
