"""Names, titles and sentences for made-up records, put together from the demo's public words."""

import random
import re
from collections.abc import Sequence
from functools import cache

from archive.transcripts.api import parse
from museum.demo import source
from museum.demo.transcripts import raw_of

_CLAUSE = re.compile(r"[，。！？；]")
_SHORTEST_CLAUSE = 5


class Words:
    """Draws words by chance, from lists and from what the demo's narrators say in public."""

    TYPES = ("工具", "量具", "仪表", "票证", "服装", "炊具", "档案", "标识", "生活用品", "设备部件", "教具", "劳保用品")
    MATERIALS = ("碳钢", "不锈钢", "黄铜", "铝", "搪瓷", "玻璃", "棉布", "橡胶", "杉木", "纸", "竹", "塑料")

    _SURNAMES = "谭龚萧易阳邓洪单骆覃解宾刘陈李王张黄周吴彭贺曾钟罗唐欧谢何文"
    _GIVEN = "铁山秀云丽华小禾建国玉兰志成春生爱莲满桂香石德厚水清长庚松林静宜福运卫东立平招娣立新国庆红梅"
    _YARDS = ("北", "南", "东", "西", "老", "新", "一号", "二号", "三号", "四号")
    _HOUSES = ("仓库", "泵房", "车间", "工段", "料场", "站台", "食堂", "值班室")
    _ROLES = ("操作工", "钳工", "化验员", "仪表工", "司机", "炊事员", "保管员", "统计员", "班长")
    _THINGS = (
        "扳手",
        "搪瓷缸",
        "记录本",
        "饭盒",
        "工作服",
        "压力表",
        "阀门",
        "手电筒",
        "奖状",
        "饭票",
        "卡尺",
        "安全帽",
    )
    _MARKS = ("带编号的", "补过的", "没用过的", "磨亮的", "掉了漆的", "刻了名字的", "成对的", "半截的")
    _SCENES = ("合影", "检修", "夜班", "食堂门口", "上班路上", "表彰会", "吊装", "春节拜年", "试车那天", "班前会")

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._clauses = public_clauses()

    def person(self) -> str:
        return self._pick(self._SURNAMES) + "".join(self._chance.sample(self._GIVEN, 2))

    def place(self, number: int) -> str:
        yard = self._YARDS[number % len(self._YARDS)]
        return f"{yard}{self._HOUSES[number // len(self._YARDS) % len(self._HOUSES)]}"

    def role(self) -> str:
        return self._pick(self._ROLES)

    def object(self) -> str:
        return f"{self._pick(self._MARKS)}{self._pick(self._THINGS)}"

    def photograph(self) -> str:
        return f"{self._pick(self._YARDS)}{self._pick(self._HOUSES)}{self._pick(self._SCENES)}"

    def interview(self) -> str:
        return f"{self.person()}说{self._pick(self._THINGS)}"

    def spoken(self) -> str:
        """One cue: two clauses, as people breathe."""
        return f"{self._pick(self._clauses)}，{self._pick(self._clauses)}。"

    def sentences(self, number: int) -> str:
        """A paragraph of so many sentences."""
        return "".join(self.spoken() for _ in range(number))

    def _pick(self, options: Sequence[str]) -> str:
        return self._chance.choice(options)


@cache
def public_clauses() -> tuple[str, ...]:
    """Clauses of the interviews that are public as a whole: nothing anyone asked to keep back."""
    clauses: set[str] = set()
    for row in source.interviews():
        if row["visibility"] != "public":
            continue
        text = "".join(cue.text for cue in parse(raw_of(row), row["transcript"]).cues)
        clauses.update(part.strip() for part in _CLAUSE.split(text) if len(part.strip()) >= _SHORTEST_CLAUSE)
    return tuple(sorted(clauses))
