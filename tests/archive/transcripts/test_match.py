"""Ids follow their speech through corrections."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from archive.transcripts.match import Alignment, Stored, align
from archive.transcripts.model import Cue

WORDS = [
    "嗯。",
    "对，就是这样。",
    "那天下大雨，盐仓进了水。",
    "我进厂是七五年，冷得要死。",
    "父亲在电解一车间当班长。",
    "后来呢？",
]


@st.composite
def transcripts(draw: st.DrawFn, *, timed: bool = False) -> list[Cue]:
    """Cues with many repeated words; times in order, or partly missing."""
    cues = []
    for at in range(draw(st.integers(0, 12))):
        start_ms = at * 3000 if timed or draw(st.booleans()) else None
        text = draw(st.sampled_from(WORDS))
        cues.append(Cue(start_ms=start_ms, end_ms=None if start_ms is None else start_ms + 2500, text=text))
    return cues


def stored(cues: Sequence[Cue]) -> list[Stored]:
    return [Stored(f"s{at}", cue.start_ms, cue.end_ms, cue.speaker, cue.text) for at, cue in enumerate(cues)]


def cue(text: str, start_ms: int | None = None, end_ms: int | None = None, cue_id: str | None = None) -> Cue:
    return Cue(id=cue_id, start_ms=start_ms, end_ms=end_ms, text=text)


def untimed(*texts: str) -> Alignment:
    """Align a first transcript, its texts before the bar, with a second, those after it."""
    bar = texts.index("|")
    return align(stored([cue(text) for text in texts[:bar]]), [cue(text) for text in texts[bar + 1 :]])


@given(transcripts())
def test_importing_the_same_file_again_changes_nothing(cues: list[Cue]) -> None:
    alignment = align(stored(cues), cues)
    assert alignment.uids == tuple(one.uid for one in stored(cues))
    assert not alignment.successors
    assert not alignment.removed


@given(transcripts(), st.data())
def test_editing_one_text_keeps_all_other_ids(cues: list[Cue], data: st.DataObject) -> None:
    edited = data.draw(st.integers(0, max(len(cues) - 1, 0)))
    corrected = [replace(one, text="校对过的话") if at == edited else one for at, one in enumerate(cues)]
    kept = align(stored(cues), corrected).uids
    assert all(uid == f"s{at}" for at, uid in enumerate(kept) if at != edited)


@given(transcripts(timed=True), st.data())
def test_a_timed_cue_keeps_its_id_through_any_edit_of_its_text(cues: list[Cue], data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.text(min_size=1), min_size=len(cues), max_size=len(cues)))
    corrected = [replace(one, text=text) for one, text in zip(cues, texts, strict=True)]
    new_order = align(stored(cues), corrected).uids
    assert None not in new_order
    assert sorted(filter(None, new_order)) == sorted(one.uid for one in stored(cues))


@given(transcripts(timed=True), st.data())
def test_a_deleted_cue_takes_no_other_id_with_it(cues: list[Cue], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, max(len(cues) - 1, 0)))
    alignment = align(stored(cues), cues[:gone] + cues[gone + 1 :])
    assert alignment.uids == tuple(one.uid for one in stored(cues) if one.uid != f"s{gone}")


@given(transcripts(), transcripts())
def test_every_id_is_kept_once_or_has_successors_or_is_removed(first: list[Cue], second: list[Cue]) -> None:
    old = stored(first)
    alignment = align(old, second)
    kept = [uid for uid in alignment.uids if uid]
    lost = {uid for uid in alignment.successors if uid not in kept}
    assert len(kept) == len(set(kept))
    assert len(alignment.uids) == len(second)
    assert sorted([*kept, *lost, *alignment.removed]) == sorted(one.uid for one in old)


@given(transcripts(), transcripts())
def test_matching_is_deterministic(first: list[Cue], second: list[Cue]) -> None:
    assert align(stored(first), second) == align(stored(first), second)


def test_an_explicit_id_wins_over_words_and_time() -> None:
    alignment = align(stored([cue("甲说的话", 0, 1), cue("乙说的话", 1, 2)]), [cue("甲说的话", 0, 1, "s1")])
    assert alignment.uids == ("s1",)


def test_a_counting_number_is_no_id() -> None:
    old = [Stored("1", 0, 1000, "", "第一句话"), Stored("2", 1000, 2000, "", "第二句话")]
    new = [cue("新加的开场白", None, None, "1"), cue("第一句话", 0, 1000, "2"), cue("第二句话", 1000, 2000, "3")]
    assert align(old, new).uids == (None, "1", "2")


def test_moving_all_times_keeps_all_ids() -> None:
    cues = [cue(text, at * 1000, at * 1000 + 900) for at, text in enumerate(WORDS)]
    moved = [replace(one, start_ms=(one.start_ms or 0) + 5200, end_ms=(one.end_ms or 0) + 5200) for one in cues]
    assert align(stored(cues), moved).uids == tuple(one.uid for one in stored(cues))


def test_an_inserted_cue_gets_no_old_id() -> None:
    assert untimed("第一句。", "第二句。", "|", "第一句。", "插进来的话。", "第二句。").added == (1,)


def test_a_corrected_word_keeps_the_id() -> None:
    assert untimed("那天盐昌进了水，三百吨。", "|", "那天盐仓进了水，三百吨！").uids == ("s0",)


def test_other_speech_does_not_take_over_an_id() -> None:
    alignment = untimed("那天盐仓进了水。", "|", "食堂最后一餐。")
    assert (alignment.uids, alignment.removed) == ((None,), ("s0",))


def test_a_split_keeps_the_id_at_the_first_part_and_names_the_second() -> None:
    old = stored([cue("我进厂是七五年，那时候冷得要死。", 0, 6000), cue("后来呢？", 6000, 7000)])
    alignment = align(
        old, [cue("我进厂是七五年，", 0, 3000), cue("那时候冷得要死。", 3000, 6000), cue("后来呢？", 6000, 7000)]
    )
    assert alignment.uids == ("s0", None, "s1")
    assert alignment.successors == {"s0": (0, 1)}


def test_a_join_leaves_both_ids_resolvable() -> None:
    old = stored([cue("我进厂是七五年，", 0, 3000), cue("那时候冷得要死。", 3000, 6000)])
    alignment = align(old, [cue("我进厂是七五年，那时候冷得要死。", 0, 6000)])
    assert alignment.uids == ("s0",)
    assert alignment.successors == {"s1": (0,)}


def test_a_join_without_times_leaves_both_ids_resolvable() -> None:
    alignment = untimed("我进厂是七五年，", "那时候冷得要死。", "|", "我进厂是七五年，那时候冷得要死。")
    assert alignment.successors == {"s1": (0,)}


def test_an_interjection_put_in_is_no_part_of_the_cue_it_interrupts() -> None:
    old = stored([cue("我进厂是七五年，那时候冷得要死。", 0, 6000)])
    alignment = align(old, [cue("我进厂是七五年，那时候冷得要死。", 0, 6000), cue("哦哟。", 2000, 2500)])
    assert (alignment.uids, alignment.successors) == (("s0", None), {})


def test_thirty_thousand_cues_all_corrected_are_matched_in_reasonable_time() -> None:
    chance = random.Random(7)
    texts = ["".join(chance.choices("盐仓水泵电解槽班长师傅那天我们他说", k=18)) for _ in range(30_000)]
    cues = [cue(text, at * 1000, at * 1000 + 900) for at, text in enumerate(texts)]
    corrected = [cue(f"{one.text[:9]}嘛{one.text[9:]}", at * 1000 + 40, at * 1000 + 950) for at, one in enumerate(cues)]
    started = time.process_time()
    alignment = align(stored(cues), corrected)
    assert alignment.uids == tuple(f"s{at}" for at in range(30_000))
    assert time.process_time() - started < 20
