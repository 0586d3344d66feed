"""Everything that must be found, however it was typed, with the reason on the hit. Each engine's test module inherits
the class and gives `memory`: an index that holds `tests.search.spoken_memory.MEMORY`."""

import pytest

from search.engines.base import Ask, Engine, Index
from search.entries import Entry, Explanation, Filters, Hit, PassageHit, Results
from search.fielded import Speech
from search.finding import Finder
from search.lexicon import starting_lexicon
from search.planning import Plan
from search.request import Request
from search.suggesting import Suggester
from search.syntax import parse
from search.text.streams import Analyzer
from tests.search.spoken_memory import FACE, HONG, LEDGER, MEMORY, PLANT, TAN

PUBLIC = frozenset({"public"})
ANALYZER = Analyzer(starting_lexicon())


def remembered(engine: Engine) -> Index:
    index = engine.create()
    index.write(MEMORY)
    engine.promote(index)
    return engine.live()


def search(memory: Index, typed: str, *, years: tuple[int, int] | None = None) -> Results:
    return Finder(memory, ANALYZER).search(typed, viewer=PUBLIC, filters=Filters(years=years))


def found(memory: Index, typed: str) -> list[str]:
    return [hit.id for hit in search(memory, typed).hits]


def hit_of(memory: Index, typed: str, entry: Entry) -> Hit:
    return next(hit for hit in search(memory, typed).hits if hit.id == entry.id)


def explained(hit: Hit | PassageHit) -> list[tuple[str, str, str]]:
    return [(told.found, told.asked, told.reason) for told in hit.explanations]


class MustFind:
    @pytest.mark.parametrize("typed", ["碱", "泵", "鹼", "桥", "薯"])
    def test_one_character(self, memory: Index, typed: str) -> None:
        assert HONG.id in found(memory, typed)

    @pytest.mark.parametrize("typed", ["红薯", "紅薯", "味道", "辣椒", "早饭", "旗子"])
    def test_two_characters(self, memory: Index, typed: str) -> None:
        assert found(memory, typed) == [HONG.id]

    @pytest.mark.parametrize("typed", ["谭德有", "譚德有", "铁砣", "鐵砣", "谭麻石", "tandeyou", "tan de you", "tdy"])
    def test_names_nicknames_and_former_names_of_persons(self, memory: Index, typed: str) -> None:
        assert found(memory, typed)[0] == TAN.id

    @pytest.mark.parametrize("typed", ["聚合车间", "树脂分厂", "樹脂分廠", "juhechejian", "shuzhifenchang", "szfc"])
    def test_former_and_later_names_of_places(self, memory: Index, typed: str) -> None:
        assert found(memory, typed)[0] == PLANT.id

    @pytest.mark.parametrize(
        "typed", ["洪兆南哪一年来的？", "洪兆南什么时候来的", "请问那时候湘天桥有没有桥", "坡上是几车间？"]
    )
    def test_whole_questions(self, memory: Index, typed: str) -> None:
        results = search(memory, typed)
        assert (results.hits[0].id, results.loosened) == (HONG.id, "")

    def test_several_words_all_then_some_then_any_and_it_says_so(self, memory: Index) -> None:
        assert (found(memory, "红薯 湘天桥"), search(memory, "红薯 湘天桥").loosened) == ([HONG.id], "")
        some = search(memory, "红薯坡上修桥")
        assert (some.hits[0].id, some.loosened != "", some.notice != "") == (HONG.id, True, True)
        partly = search(memory, "红薯 火车头 啤酒")
        assert ([hit.id for hit in partly.hits], partly.loosened) == ([HONG.id], "any")
        assert "部分" in partly.notice

    @pytest.mark.parametrize("typed", ["“七十年代初才修的厕所”", "「修的厕所，五十年代末」", '"修的廁所"', "厕所"])
    def test_phrases_across_cue_borders(self, memory: Index, typed: str) -> None:
        hit = hit_of(memory, typed, HONG)
        assert hit.passages[0].segment_id == "s-3"

    @pytest.mark.parametrize(
        ("typed", "told"),
        [("“我是五八年来的那时候”", "我是五八年来的，那时候"), ("“三班倒困得要死”", "三班倒，困得要死")],
    )
    def test_phrases_that_whoever_wrote_them_down_parted(self, memory: Index, typed: str, told: str) -> None:
        hit = hit_of(memory, typed, HONG)
        assert explained(hit.passages[0]) == [(told, typed.strip("“”"), "variant")]
        assert (hit.reason, (told, True) in hit.passages[0].parts) == ("variant", True)

    @pytest.mark.parametrize("typed", ["“三班倒得要死”", "“倒困得死”", "“死要得困倒班三”"])
    def test_phrases_that_nobody_said(self, memory: Index, typed: str) -> None:
        assert found(memory, typed) == []

    @pytest.mark.parametrize("typed", ["抢修 -雪地", "抢修 －雪地", "抢修 -“雪地里”", "抢修 -类型:照片"])
    def test_what_is_excluded(self, memory: Index, typed: str) -> None:
        assert found(memory, typed) == [HONG.id]

    @pytest.mark.parametrize(
        ("typed", "entry"),
        [
            ("讲述人:洪兆南", HONG),
            ("narrator:洪兆南", HONG),
            ("采访人：谭小禾", HONG),
            ("interviewer:譚小禾 红薯", HONG),
            ("说话人:洪兆南 红薯", HONG),
            ("捐赠人:阳石保", LEDGER),
            ("donor:陽石保", LEDGER),
            ("材质:纸", LEDGER),
            ("material:紙", LEDGER),
            ("登录号:ZH-P-0007", FACE),
            ("类型:照片", FACE),
            ("type:photograph 抢修", FACE),
            ("标题:签到簿", LEDGER),
            ("title:聚合", PLANT),
            ("date:1971", FACE),
            ("标签:“抢修” 雪地", FACE),
        ],
    )
    def test_fields_in_both_languages(self, memory: Index, typed: str, entry: Entry) -> None:
        assert found(memory, typed) == [entry.id]

    def test_speech_is_looked_for_in_the_records_that_a_field_names(self, memory: Index) -> None:
        """All else that speaks of it would leave no room for them among the best of all."""

        def asked(typed: str) -> set[str]:
            request = Request(Plan(parse(typed), ANALYZER), PUBLIC, Filters(), "relevance", 1, 10, with_facets=False)
            (answer,) = memory.ask(Ask(kind="passages", query=Speech(memory, request).query("strict"), limit=100))
            return {passage.entry_id for passage in answer.found}

        assert asked("红薯") == asked("红薯 讲述人:洪兆南") == asked("红薯 说话人:洪兆南") == {HONG.id}
        assert asked("红薯 类型:照片") == asked("红薯 -讲述人:洪兆南") == asked("红薯 -说话人:洪兆南") == set()
        assert asked("红薯 -类型:照片") == {HONG.id}

    @pytest.mark.parametrize("typed", ["车间:树脂分厂", "workshop:树脂", "地点:树脂分厂", "place:樹脂分廠"])
    def test_workshops_and_places_as_fields(self, memory: Index, typed: str) -> None:
        assert HONG.id in found(memory, typed)

    @pytest.mark.parametrize(
        "typed", ["1958..1966", "五八年到六六年", "1958年到1966年", "1958-1966", "1966..1958", "一九五八年至一九六六年"]
    )
    def test_year_ranges_meet_records_and_speech(self, memory: Index, typed: str) -> None:
        assert set(found(memory, typed)) == {HONG.id, LEDGER.id}

    @pytest.mark.parametrize(
        ("typed", "entry", "reason"),
        [
            ("簽到簿", LEDGER, "exact"),
            ("签到簿", LEDGER, "variant"),
            ("鐵砣", TAN, "variant"),
            ("写著陈", LEDGER, "variant"),
            ("聚合車間", FACE, "variant"),
            ("Ｐ１０１", FACE, "variant"),
        ],
    )
    def test_scripts_widths_and_variants(self, memory: Index, typed: str, entry: Entry, reason: str) -> None:
        assert hit_of(memory, typed, entry).reason == reason

    @pytest.mark.parametrize("typed", ["䶮", "陈䶮", "陳䶮", "𠮷", "𠮷庆", "𠮷慶", "㛃", "王㛃"])
    def test_characters_beyond_the_basic_plane(self, memory: Index, typed: str) -> None:
        assert found(memory, typed) == [LEDGER.id]

    @pytest.mark.parametrize("typed", ["五八年", "58年", "一九五八年", "1958", "1958年", "５８年", "五八年的"])
    def test_years_in_every_wording(self, memory: Index, typed: str) -> None:
        assert {HONG.id, TAN.id} <= set(found(memory, typed))

    @pytest.mark.parametrize(
        "typed", ["六几年", "60年代", "六十年代", "1960年代", "七十年代初", "五十年代末", "五九年到六一年"]
    )
    def test_stretches_of_years(self, memory: Index, typed: str) -> None:
        assert HONG.id in found(memory, typed)

    @pytest.mark.parametrize("word", ["六几年", "五十年代末", "红薯", "六十年代"])
    def test_stretches_meet_a_range(self, memory: Index, word: str) -> None:
        assert HONG.id in [hit.id for hit in search(memory, word, years=(1958, 1966)).hits]
        assert [hit.id for hit in search(memory, f"{word} 1981..1985").hits] == []

    @pytest.mark.parametrize(
        "typed", ["四十二车间", "42车间", "４２车间", "四十八块五", "48.5元", "48块5", "四十八块五毛", "四十八元五角"]
    )
    def test_numbers_in_every_wording(self, memory: Index, typed: str) -> None:
        assert found(memory, typed) == [HONG.id]

    def test_a_word_with_a_numeral_may_be_typed_with_a_figure(self, memory: Index) -> None:
        assert explained(hit_of(memory, "3班倒", HONG).passages[0]) == [("三班倒", "3班倒", "number")]

    @pytest.mark.parametrize("typed", ["三班", "三", "3"])
    def test_a_word_that_holds_a_numeral_tells_no_number(self, memory: Index, typed: str) -> None:
        assert "number" not in [hit.reason for hit in search(memory, typed).hits]

    @pytest.mark.parametrize("typed", ["烧碱", "燒鹼"])
    def test_synonyms(self, memory: Index, typed: str) -> None:
        assert explained(hit_of(memory, typed, LEDGER)) == [("火碱", typed, "synonym")]

    @pytest.mark.parametrize("typed", ["绿碱", "氯碱", "綠鹼", "lvjian", "lv jian", "lüjian", "lǜjiǎn", "lujian"])
    def test_the_same_sound_in_query_or_transcript(self, memory: Index, typed: str) -> None:
        assert found(memory, typed) == [HONG.id]

    @pytest.mark.parametrize(
        ("typed", "entry"), [("冯兆南", HONG), ("洪赵兰", HONG), ("谈德有", TAN), ("覃德友", TAN), ("湘天乔", HONG)]
    )
    def test_sounds_as_hunan_hears_them(self, memory: Index, typed: str, entry: Entry) -> None:
        assert found(memory, typed)[0] == entry.id
        assert hit_of(memory, typed, entry).reason == "sound"

    def test_what_only_sounds_alike_comes_after_what_is_written_so(self, memory: Index) -> None:
        hit = hit_of(memory, "绿碱", HONG)
        assert explained(hit.passages[0]) == []
        assert hit.reason == "exact"

    @pytest.mark.parametrize("typed", ["P-101", "P101", "p101", "p-101", "p 101", "Ｐ101", "P0101"])
    def test_equipment_numbers(self, memory: Index, typed: str) -> None:
        assert set(found(memory, typed)) == {HONG.id, FACE.id}

    @pytest.mark.parametrize("typed", ["ZH-A-0012", "zh-a-0012", "zha0012", "ZH-A-12", "zh a 0012"])
    def test_accession_numbers(self, memory: Index, typed: str) -> None:
        assert found(memory, typed)[0] == LEDGER.id

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("1958年", ("五八年", "1958年", "number")),
            ("42车间", ("四十二车间", "42车间", "number")),
            ("廁所", ("厕所", "廁所", "variant")),
            ("红暑", ("红薯", "红暑", "sound")),
        ],
    )
    def test_passages_explain_what_matched(self, memory: Index, typed: str, told: tuple[str, str, str]) -> None:
        passages = hit_of(memory, typed, HONG).passages
        assert [why for passage in passages for why in explained(passage)][:1] == [told]

    def test_a_name_first_whoever_speaks_of_it(self, memory: Index) -> None:
        assert found(memory, "聚合车间")[0] == PLANT.id
        assert explained(hit_of(memory, "tandeyou", TAN))[0] == ("谭德有", "tandeyou", "sound")
        assert hit_of(memory, "tdy", TAN).explanations[0] == Explanation(found="谭德有", asked="tdy", reason="sound")

    @pytest.mark.parametrize("typed", ["螺旋桨", "1931年", "xyzzy", "99车间", "讲述人:红薯", "P-999"])
    def test_nothing_is_nothing(self, memory: Index, typed: str) -> None:
        assert search(memory, typed).total == 0

    def test_without_words_the_oldest_come_first(self, memory: Index) -> None:
        assert found(memory, "1962..1971")[:2] == [LEDGER.id, FACE.id]

    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("谭", "谭德有"),
            ("tan", "谭德有"),
            ("tandey", "谭德有"),
            ("td", "谭德有"),
            ("谭dey", "谭德有"),
            ("tan德", "谭德有"),
            ("铁", "铁砣"),
            ("tietuo", "铁砣"),
            ("聚合", "聚合车间"),
            ("jhcj", "聚合车间"),
            ("shuzhi", "树脂分厂"),
            ("szfc", "树脂分厂"),
            ("签到", "簽到簿"),
            ("旗子里", "旗子里头的早饭"),
            ("huoj", "火碱"),
            ("货减", "火碱"),
            ("谈德", "谭德有"),
            ("聚和车", "聚合车间"),
        ],
    )
    def test_suggestions_while_typing(self, memory: Index, typed: str, wanted: str) -> None:
        offered = Suggester(memory, ANALYZER).suggest(typed, viewer=PUBLIC)[:5]
        bearer = next((entry.url for entry in MEMORY if wanted in (entry.title, *entry.names)), "")
        assert any(wanted == suggestion.text or bearer == suggestion.url != "" for suggestion in offered)
        assert all(suggestion.count > 0 and suggestion.kind for suggestion in offered)

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("聚合车建间", "聚合车间"),
            ("谭德友有", "谭德有"),
            ("tandeyuo", "谭德有"),
            ("huojain", "火碱"),
        ],
    )
    def test_corrections_lead_to_records(self, memory: Index, typed: str, meant: str) -> None:
        corrections = Suggester(memory, ANALYZER).corrections(typed, viewer=PUBLIC)
        assert meant in corrections
        assert all(found(memory, correction) for correction in corrections)

    def test_a_word_that_nobody_says_leads_to_what_stands_in_it(self, memory: Index) -> None:
        assert Suggester(memory, ANALYZER).corrections("瞧氯碱", viewer=PUBLIC) == ("氯碱",)

    def test_corrections_are_for_those_who_may_read(self, memory: Index) -> None:
        assert Suggester(memory, ANALYZER).corrections("谭德友有", viewer=frozenset({"nobody"})) == ()
        assert Suggester(memory, ANALYZER).related("烧碱", viewer=frozenset({"nobody"})) == []

    def test_related_words_are_found_and_not_those_asked(self, memory: Index) -> None:
        related = Suggester(memory, ANALYZER).related("烧碱", viewer=PUBLIC)
        assert related[0].text == "火碱"
        assert all(suggestion.count and found(memory, suggestion.text) for suggestion in related)
        assert Suggester(memory, ANALYZER).related("旗子里头", viewer=PUBLIC) == []
