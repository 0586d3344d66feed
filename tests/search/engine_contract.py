"""What both engines must do. Each engine's test module inherits the classes and gives the `engine`.

The questions go through `Finder`, as a visitor's do, so the whole way is held to the contract: analysis, translation,
scores, grouping, highlights.
"""

from dataclasses import replace

import pytest

from search.engines.base import AnyTerm, Ask, Engine, Everything, Index, IndexMissing, Term
from search.entries import Entry, Filters, Hit, Moments, Results
from search.finding import Finder
from search.lexicon import starting_lexicon
from search.moments import moments_of
from search.passages import cut
from search.suggesting import Suggester
from search.text.streams import Analyzer
from tests.search.museum_of_words import ACID, EVERYTHING, FLASK, FURNACE, HIDDEN, WHISTLE, naming, spoken

PUBLIC = frozenset({"public"})
STAFF = frozenset({"public", "staff"})
ANALYZER = Analyzer(starting_lexicon())


def search(
    index: Index, text: str, *, viewer: frozenset[str] = PUBLIC, filters: Filters | None = None, **more: object
) -> Results:
    return Finder(index, ANALYZER).search(text, viewer=viewer, filters=filters or Filters(), **more)  # type: ignore[arg-type]  # passed through


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def hit_of(results: Results, entry: Entry) -> Hit:
    return next(hit for hit in results.hits if hit.id == entry.id)


def marked(parts: tuple[tuple[str, bool], ...]) -> list[str]:
    return [text for text, is_match in parts if is_match]


def filled(engine: Engine) -> Index:
    """The museum of words, live."""
    index = engine.create()
    index.write(EVERYTHING)
    engine.promote(index)
    return engine.live()


class Searching:
    """Questions to `index`, which holds the museum of words; nothing is written."""

    def test_finds_two_characters_in_speech_and_in_records(self, index: Index) -> None:
        assert set(ids(search(index, "汽笛"))) == {FURNACE.id, WHISTLE.id}

    def test_one_character_is_found(self, index: Index) -> None:
        assert ids(search(index, "绳")) == [WHISTLE.id]

    def test_a_passage_knows_segment_and_second(self, index: Index) -> None:
        passage = hit_of(search(index, "汽笛"), FURNACE).passages[0]
        assert (passage.segment_id, passage.start_ms, passage.speaker) == ("s-3", 10_000, "讲述人")

    def test_marks_the_characters_of_the_original(self, index: Index) -> None:
        hit = hit_of(search(index, "盐酸"), FLASK)
        assert marked(hit.title_parts) == ["鹽酸"]
        assert "".join(text for text, _ in hit.title_parts) == FLASK.title

    def test_a_word_across_two_cues_is_found(self, index: Index) -> None:
        assert ids(search(index, "“七五年的十二月”")) == [FURNACE.id]

    def test_a_phrase_is_taken_at_its_word(self, index: Index) -> None:
        assert ids(search(index, "“车间汽笛拉绳”")) == [WHISTLE.id]
        assert ids(search(index, "“汽笛车间拉绳”")) == []

    @pytest.mark.parametrize("typed", ["盐酸", "鹽酸", "塩酸"])
    def test_scripts_and_variants_are_one(self, index: Index, typed: str) -> None:
        assert set(ids(search(index, typed))) == {ACID.id, FLASK.id}

    def test_the_same_script_comes_with_its_reason(self, index: Index) -> None:
        results = search(index, "盐酸")
        assert (hit_of(results, ACID).reason, hit_of(results, FLASK).reason) == ("exact", "variant")

    @pytest.mark.parametrize("typed", ["P-101", "p101", "Ｐ１０１", "P101"])
    def test_equipment_numbers_are_found_however_written(self, index: Index, typed: str) -> None:
        assert ACID.id in ids(search(index, typed))

    @pytest.mark.parametrize("typed", ["𠮷", "㛃", "𠮷安"])
    def test_rare_characters_are_found(self, index: Index, typed: str) -> None:
        assert ids(search(index, typed)) == ["person:shan"]

    @pytest.mark.parametrize("typed", ["58年", "1958年", "一九五八年", "五八年"])
    def test_years_are_found_however_said(self, index: Index, typed: str) -> None:
        assert ids(search(index, typed))[0] == WHISTLE.id

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [("42车间", "number"), ("48.5元", "number"), ("四十八块五毛", "number"), ("四十二车间", "exact")],
    )
    def test_numbers_are_found_however_said(self, index: Index, typed: str, reason: str) -> None:
        hits = search(index, typed).hits
        assert [(hit.id, hit.reason) for hit in hits] == [(FURNACE.id, reason)]

    def test_synonyms_are_found_and_say_so(self, index: Index) -> None:
        hit = search(index, "烧碱").hits[0]
        assert (hit.id, hit.reason, marked(hit.snippet_parts)) == ("photograph:alkali", "synonym", ["火碱"])

    @pytest.mark.parametrize("typed", ["绿碱", "綠鹼", "lvjian", "lv jian"])
    def test_the_same_sound_is_found_and_says_so(self, index: Index, typed: str) -> None:
        hit = search(index, typed).hits[0]
        assert (hit.id, hit.reason, marked(hit.title_parts)) == ("photograph:alkali", "sound", ["氯碱"])

    def test_surnames_are_read_as_surnames(self, index: Index) -> None:
        assert ids(search(index, "shanfusheng"))[0] == "person:shan"
        assert ids(search(index, "善福生"))[0] == "person:shan"
        assert ids(search(index, "sfs"))[0] == "person:shan"

    def test_all_words_are_wanted(self, index: Index) -> None:
        assert ids(search(index, "汽笛 烟囱")) == [FURNACE.id]

    def test_too_many_words_are_loosened_and_it_says_so(self, index: Index) -> None:
        results = search(index, "汽笛 拉绳 啤酒")
        assert (results.loosened, ids(results)[0]) == ("any", WHISTLE.id)
        assert results.notice

    def test_one_short_word_is_never_loosened(self, index: Index) -> None:
        assert search(index, "汽车").total == 0

    def test_a_question_is_answered(self, index: Index) -> None:
        results = search(index, "你师傅一个月发多少块钱？")
        assert ids(results)[0] == FURNACE.id

    def test_what_is_excluded_is_nowhere_in_the_record(self, index: Index) -> None:
        assert ids(search(index, "汽笛 -烟囱")) == [WHISTLE.id]

    @pytest.mark.parametrize("typed", ["讲述人:谭铁山", "narrator:譚鐵山", "讲述人：谭铁山", "车间:电解一车间"])
    def test_fields_are_found_by_either_name(self, index: Index, typed: str) -> None:
        assert ids(search(index, typed)) == [FURNACE.id]

    def test_a_field_narrows_words(self, index: Index) -> None:
        assert ids(search(index, "捐赠人:阳石保 汽笛")) == [WHISTLE.id]

    @pytest.mark.parametrize("typed", ["1960..1965", "六零年到六五年"])
    def test_years_are_narrowed_by_a_range(self, index: Index, typed: str) -> None:
        assert ids(search(index, typed)) == [FLASK.id]

    def test_a_range_narrows_words(self, index: Index) -> None:
        assert ids(search(index, "盐酸 1970..1980")) == [ACID.id]

    def test_the_whole_name_comes_first(self, index: Index) -> None:
        assert ids(search(index, "盐酸工段"))[0] == ACID.id
        assert ids(search(index, "ZH-A-0041"))[0] == WHISTLE.id

    def test_what_may_not_be_read_is_in_no_answer(self, index: Index) -> None:
        results = search(index, "汽笛")
        assert HIDDEN.id not in ids(results)
        assert "内部" not in [value.value for value in results.facets["tag"]]
        assert search(index, "啄木鸟").total == 0
        assert HIDDEN.id in ids(search(index, "汽笛", viewer=STAFF))

    def test_facets_count_records(self, index: Index) -> None:
        facets = search(index, "汽笛").facets
        assert {value.value: value.count for value in facets["kind"]} == {"artifact": 1, "interview": 1}
        assert {value.value: value.count for value in facets["has_sound"]} == {"yes": 1}
        assert [value.value for value in facets["decade"]] == ["1950", "1970", "1980", "1990", "2000", "2010"]

    def test_a_facet_is_counted_without_its_own_choice(self, index: Index) -> None:
        results = search(index, "汽笛", filters=Filters(kinds=("artifact",)))
        assert ids(results) == [WHISTLE.id]
        told = {value.value: (value.count, value.selected) for value in results.facets["kind"]}
        assert told == {"artifact": (1, True), "interview": (1, False)}
        assert {value.value for value in results.facets["generation"]} == {"1"}

    def test_filters_alone_list_records(self, index: Index) -> None:
        assert search(index, "", filters=Filters(generations=(1,))).total == 2

    def test_sorts_by_date_and_by_change(self, index: Index) -> None:
        pictures = Filters(has_picture=True)
        by_date = ids(search(index, "", filters=pictures, sort="date"))
        newest = ids(search(index, "", filters=pictures, sort="newest"))
        assert by_date == [WHISTLE.id, FLASK.id, ACID.id, "photograph:alkali"]
        assert newest == [ACID.id, WHISTLE.id, FLASK.id, "photograph:alkali"]

    def test_pages_follow_one_another(self, index: Index) -> None:
        together = ids(search(index, "汽笛", per_page=2))
        apart = [ids(search(index, "汽笛", per_page=1, page=page))[0] for page in (1, 2)]
        assert apart == together
        assert search(index, "汽笛", page=10**9).hits == ()

    def test_within_marks_every_segment(self, index: Index) -> None:
        matches = Finder(index, ANALYZER).within(FURNACE.id, "七五年的十二月", viewer=PUBLIC)
        assert [(match.segment_id, match.start_ms, match.end_ms) for match in matches] == [
            ("s-0", 1_000, 4_000),
            ("s-1", 4_000, 7_000),
        ]

    def test_the_words_alone_are_the_words_in_either_script(self, index: Index) -> None:
        assert ids(search(index, "盐酸", exact=True)) == ids(search(index, "鹽酸", exact=True))
        assert FLASK.id in ids(search(index, "盐酸", exact=True))

    @pytest.mark.parametrize("like", ["绿碱", "1975年", "lvjian", "汽笛 火碱"])
    def test_the_words_alone_leave_out_what_is_like_them(self, index: Index, like: str) -> None:
        assert search(index, like).total > 0
        assert search(index, like, exact=True).total == 0

    def test_places_tell_when_it_is_spoken(self, index: Index) -> None:
        finder = Finder(index, ANALYZER)
        assert finder.places([FURNACE.id, WHISTLE.id], "汽笛", viewer=PUBLIC) == {FURNACE.id: (1_000,)}
        assert finder.places([FURNACE.id], "汽笛", viewer=frozenset({"none"})) == {}
        assert finder.places([], "汽笛", viewer=PUBLIC) == {}

    def test_a_hit_knows_how_long_its_recording_is_and_whose_it_is(self, index: Index) -> None:
        hit = hit_of(search(index, "汽笛"), FURNACE)
        assert (hit.duration_ms, hit.generations) == (3_600_000, (2,))

    def test_suggests_by_characters_pinyin_and_initials(self, index: Index) -> None:
        suggester = Suggester(index, ANALYZER)
        for typed in ("单福", "shanfu", "sfs", "老单"):
            assert "person" in [s.kind for s in suggester.suggest(typed, viewer=PUBLIC)], typed

    def test_suggests_nothing_that_may_not_be_read(self, index: Index) -> None:
        suggester = Suggester(index, ANALYZER)
        assert suggester.suggest("密写", viewer=PUBLIC) == []
        assert [s.text for s in suggester.suggest("密写", viewer=STAFF)] == [HIDDEN.title]

    def test_corrects_a_slip_to_what_is_there(self, index: Index) -> None:
        assert "单福生" in Suggester(index, ANALYZER).corrections("单福牛", viewer=PUBLIC)

    @pytest.mark.parametrize(
        "typed", ['"', "-", ":", "讲述人:", "a" * 100_000, "\x00\ud800", "../../etc", "-汽笛", "☃" * 300]
    )
    def test_whatever_is_typed_is_no_error(self, index: Index, typed: str) -> None:
        search(index, typed)

    def test_counts_and_frequencies(self, index: Index) -> None:
        assert index.counts().entries == len(EVERYTHING)
        assert index.frequency("entries", "text_bigram", ["汽笛", "没有"]) == {"汽笛": 2, "没有": 0}

    def test_one_scale_of_scores(self, index: Index) -> None:
        """A known BM25 score, so that the engines cannot drift apart unseen."""
        written, spoken = index.ask(
            Ask(kind="entries", query=Term("text_bigram", "盐酸")),
            Ask(kind="passages", query=Term("text_bigram", "烟囱")),
        )
        assert [found.score for found in written.found] == pytest.approx([1.65, 1.65], rel=0.05)
        assert [found.score for found in spoken.found] == pytest.approx([0.2877], rel=0.001)

    def test_a_moment_is_the_second_in_which_a_thing_is_named(self, index: Index) -> None:
        moments = moments_of(index, WHISTLE.id, viewer=PUBLIC)
        (moment,) = moments.found
        assert moments.total == 1
        assert (moment.entry_id, moment.segment_id, moment.start_ms) == (FURNACE.id, "s-3", 10_000)
        assert marked(moment.parts) == ["汽笛"]

    def test_what_is_never_spoken_of_has_no_moments(self, index: Index) -> None:
        assert moments_of(index, FLASK.id, viewer=PUBLIC) == Moments()

    def test_results_narrowed_to_what_is_spoken_of_show_where(self, index: Index) -> None:
        (hit,) = search(index, "", filters=Filters(about=(WHISTLE.id,))).hits
        assert hit.id == FURNACE.id
        assert (hit.passages[0].segment_id, marked(hit.passages[0].parts)) == ("s-3", ["汽笛"])

    def test_words_are_looked_for_where_it_is_spoken_of(self, index: Index) -> None:
        about = Filters(about=(WHISTLE.id,))
        assert ids(search(index, "三班倒", filters=about)) == [FURNACE.id]
        assert ids(search(index, "盐酸", filters=about)) == []


class Writing:
    """Changes of an index; every test has an engine of its own."""

    def test_what_two_windows_share_is_shown_once(self, engine: Engine) -> None:
        lines = (
            "一开头慢慢讲，讲了很长很长的一句话，还没有讲到那件事情。" * 2,
            "这时候汽笛响了。",
            "后来又讲了别的，" * 12,
        )
        told = replace(FURNACE, passages=cut(spoken(*lines)))
        assert len(told.passages) > 1
        index = engine.create()
        index.write([told])
        engine.promote(index)
        hit = hit_of(search(engine.live(), "汽笛"), told)
        assert len(hit.passages) == 1
        assert hit.more_passages == 0

    def test_without_an_index_it_says_so(self, engine: Engine) -> None:
        with pytest.raises(IndexMissing):
            engine.live().ask(Ask(kind="entries", query=Everything()))

    def test_a_new_index_is_stamped_and_not_live(self, engine: Engine) -> None:
        building = engine.create()
        assert building.fingerprint == ANALYZER.fingerprint
        assert engine.building() is not None
        with pytest.raises(IndexMissing):
            engine.live().counts()

    def test_a_fingerprint_is_kept(self, engine: Engine) -> None:
        engine.promote(engine.create())
        engine.live().stamp("another")
        assert engine.live().fingerprint == "another"

    def test_deleted_entries_are_gone_with_their_passages(self, engine: Engine) -> None:
        index = engine.create()
        index.write(EVERYTHING)
        engine.promote(index)
        engine.live().delete([FURNACE.id, "artifact:unknown"])
        engine.live().commit()
        assert engine.live().counts().passages == 0
        assert FURNACE.id not in engine.live().entry_ids()

    def test_visibility_follows_the_last_writing(self, engine: Engine) -> None:
        index = engine.create()
        index.write([FURNACE])
        engine.promote(index)
        engine.live().write([replace(FURNACE, visibility="staff")])
        engine.live().commit()
        assert search(engine.live(), "汽笛").total == 0
        only_staff = Ask(kind="passages", query=AnyTerm("visibility", ("staff",)))
        assert engine.live().ask(only_staff)[0].total == len(FURNACE.passages)

    def test_years_that_are_spoken_meet_a_range(self, engine: Engine) -> None:
        index = engine.create()
        index.write([replace(FURNACE, years=None)])
        engine.promote(index)
        assert ids(search(engine.live(), "烟囱 1974..1976")) == [FURNACE.id]
        assert search(engine.live(), "烟囱 1980..1985").total == 0

    def test_a_rebuild_is_swapped_in_whole(self, engine: Engine) -> None:
        first = engine.create()
        first.write([FURNACE])
        engine.promote(first)
        second = engine.create()
        second.write([WHISTLE])
        second.commit()
        assert engine.live().entry_ids() == {FURNACE.id}
        engine.promote(second)
        assert engine.live().entry_ids() == {WHISTLE.id}
        assert engine.building() is None

    def test_a_rebuild_can_be_gone_on_with(self, engine: Engine) -> None:
        begun = engine.create()
        begun.write([FURNACE])
        begun.commit()
        begun.close()
        found = engine.building()
        assert found is not None
        assert (found.generation, found.counts().entries) == (begun.generation, 1)

    def test_many_entries_are_confirmed(self, engine: Engine) -> None:
        index = engine.create()
        assert index.write([replace(WHISTLE, id=f"artifact:{number}") for number in range(1_500)]) == 1_500
        engine.promote(index)
        assert engine.live().counts().entries == 1_500
        assert search(engine.live(), "汽笛").total == 1_500

    def test_destroying_leaves_nothing(self, engine: Engine) -> None:
        engine.promote(engine.create())
        engine.destroy()
        with pytest.raises(IndexMissing):
            engine.live().counts()

    def test_moments_are_counted_for_those_who_may_read_them(self, engine: Engine) -> None:
        index = filled(engine)
        said = naming(cut(spoken("那根拉绳还在。", prefix="staff")), WHISTLE.id, "拉绳")
        index.write([replace(FURNACE, id="interview:staff", visibility="staff", passages=said)])
        index.commit()
        assert moments_of(engine.live(), WHISTLE.id, viewer=PUBLIC).total == 1
        assert moments_of(engine.live(), WHISTLE.id, viewer=STAFF).total == 2

    def test_a_moment_without_a_name_opens_at_its_segment_and_marks_nothing(self, engine: Engine) -> None:
        index = filled(engine)
        said = naming(cut(spoken("头一句。", "它一响，人就散了。", prefix="it")), FLASK.id, "它一响", length=0)
        index.write([replace(FURNACE, id="interview:it", passages=said)])
        index.commit()
        (moment,) = moments_of(engine.live(), FLASK.id, viewer=PUBLIC).found
        assert (moment.segment_id, marked(moment.parts)) == ("it-1", [])
