"""A small museum to search in: a few records and interviews with every difficulty that the engines must agree on."""

from dataclasses import replace
from datetime import UTC, datetime

from search.entries import Entry, Mention, Passage, Spoken
from search.passages import cut


def spoken(*lines: str, speaker: str = "讲述人", first_ms: int = 1_000, prefix: str = "s") -> tuple[Spoken, ...]:
    """Segments of three seconds each."""
    return tuple(
        Spoken(
            segment_id=f"{prefix}-{number}",
            start_ms=first_ms + number * 3_000,
            end_ms=first_ms + (number + 1) * 3_000,
            speaker=speaker,
            text=text,
        )
        for number, text in enumerate(lines)
    )


def naming(passages: tuple[Passage, ...], entity: str, word: str, *, length: int | None = None) -> tuple[Passage, ...]:
    """The passages, with the entity named wherever the word is said."""
    return tuple(
        replace(passage, mentions=(Mention(entity=entity, offset=at, length=len(word) if length is None else length),))
        if (at := passage.text.find(word)) >= 0
        else passage
        for passage in passages
    )


FURNACE = Entry(
    id="interview:furnace",
    kind="interview",
    url="/interviews/furnace/",
    title="四十八个槽",
    summary="讲第一天上班和停槽那天的安静。",
    people=("谭铁山",),
    places=("电解一车间",),
    tags=("夜班",),
    identifiers=("iv-01",),
    years=(1975, 2018),
    generations=(2,),
    has_sound=True,
    duration_ms=3_600_000,
    fields={"narrator": ("谭铁山",), "interviewer": ("谭小禾",), "workshop": ("电解一车间",)},
    updated_at=datetime(2024, 1, 1, tzinfo=UTC),
    passages=naming(
        cut(
            spoken(
                "进厂是七五年，七五年的十",
                "二月，冷得要死。",
                "四十二车间的烟囱冒烟，",
                "汽笛一响就交接班，",
                "我那时候一个月四十八块五。",
                "三班倒，倒了二十三年。",
            )
        ),
        "artifact:whistle",
        "汽笛",
    ),
)
WHISTLE = Entry(
    id="artifact:whistle",
    kind="artifact",
    url="/artifacts/ZH-A-0041/",
    title="动力车间汽笛拉绳",
    summary="五八年装上，拉一下，全厂都听得见。",
    places=("动力车间",),
    tags=("汽笛",),
    identifiers=("ZH-A-0041",),
    years=(1958, 1958),
    generations=(1,),
    has_picture=True,
    fields={"workshop": ("动力车间",), "material": ("棉绳",), "donor": ("阳石保",)},
    updated_at=datetime(2024, 3, 1, tzinfo=UTC),
)
FLASK = Entry(
    id="artifact:flask",
    kind="artifact",
    url="/artifacts/ZH-A-0025/",
    title="鹽酸取樣瓶",
    summary="化驗室用的玻璃瓶，取鹽酸的樣。",
    identifiers=("ZH-A-0025",),
    years=(1962, 1966),
    generations=(1, 2),
    has_picture=True,
    fields={"material": ("玻璃",)},
    updated_at=datetime(2024, 2, 1, tzinfo=UTC),
)
ACID = Entry(
    id="photograph:acid",
    kind="photograph",
    url="/photographs/ZH-P-0018/",
    title="盐酸工段",
    summary="合成炉前的盐酸贮槽，右边是Ｐ－１０１泵。",
    identifiers=("ZH-P-0018",),
    years=(1971, 1979),
    has_picture=True,
    updated_at=datetime(2024, 4, 1, tzinfo=UTC),
)
ALKALI = Entry(
    id="photograph:alkali",
    kind="photograph",
    url="/photographs/ZH-P-0020/",
    title="氯碱车间大门",
    summary="门口挂着红布。买火碱的车排到路上。",
    identifiers=("ZH-P-0020",),
    years=(1984, 1984),
    has_picture=True,
)
PERSON = Entry(
    id="person:shan",
    kind="person",
    url="/people/shan-fusheng/",
    title="单福生",
    names=("老单",),
    body="电工，𠮷安人，㛃字辈。",
    identifiers=("shan-fusheng",),
)
HIDDEN = Entry(
    id="artifact:hidden",
    kind="artifact",
    url="/artifacts/ZH-A-0099/",
    title="密写汽笛账本",
    summary="只给馆里的人看，提到啄木鸟。",
    identifiers=("ZH-A-0099",),
    years=(1958, 1958),
    tags=("内部",),
    visibility="staff",
)

EVERYTHING = (FURNACE, WHISTLE, FLASK, ACID, ALKALI, PERSON, HIDDEN)
