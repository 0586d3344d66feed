"""A second museum to search in: what old workers say, with every way of naming people, places, numbers and years."""

from search.entries import Entry
from search.passages import cut
from tests.search.museum_of_words import spoken

HONG = Entry(
    id="interview:hong",
    kind="interview",
    url="/interviews/hong/",
    title="旗子里头的早饭",
    summary="讲南下、辣椒和第一次出碱。",
    people=("洪兆南",),
    places=("树脂分厂",),
    tags=("抢修",),
    has_sound=True,
    fields={"narrator": ("洪兆南",), "interviewer": ("谭小禾",), "workshop": ("树脂分厂",)},
    passages=cut(
        spoken(
            "我是五八年来的，",
            "那时候湘天桥还冇得桥。",
            "六几年的时候天天吃红薯，",
            "七十年代初才修的厕",
            "所，五十年代末就讲要修。",
            "四十二车间在坡上，",
            "一个月四十八块五。",
            "三班倒，困得要死，",
            "P-101 泵坏了就喊我，",
            "氯碱那边也喊，绿碱的味道呛人。",
            speaker="洪兆南",
        )
    ),
)
TAN = Entry(
    id="person:tan",
    kind="person",
    url="/people/tan-deyou/",
    title="谭德有",
    names=("铁砣", "谭麻石"),
    body="原名谭麻石，工友喊他铁砣。一九五八年进厂。",
    identifiers=("person-7",),
)
PLANT = Entry(
    id="place:resin",
    kind="place",
    url="/places/resin/",
    title="聚合车间",
    names=("树脂分厂",),
    body="一九八四年改称树脂分厂。",
)
FACE = Entry(
    id="photograph:face",
    kind="photograph",
    url="/photographs/ZH-P-0007/",
    title="抢修 P101 泵",
    summary="一九七一年冬天，聚合车间，雪地里抢修。",
    identifiers=("ZH-P-0007",),
    years=(1971, 1971),
    has_picture=True,
    fields={"workshop": ("聚合车间",), "tag": ("抢修",)},
    tags=("抢修",),
)
LEDGER = Entry(
    id="artifact:ledger",
    kind="artifact",
    url="/artifacts/ZH-A-0012/",
    title="簽到簿",
    summary="第一欄寫著陳䶮、𠮷慶、王㛃。買火碱一百二十斤。",
    identifiers=("ZH-A-0012",),
    years=(1962, 1964),
    fields={"material": ("紙",), "donor": ("阳石保",)},
)

MEMORY = (HONG, TAN, PLANT, FACE, LEDGER)
