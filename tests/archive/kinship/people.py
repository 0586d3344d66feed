"""Invented families to ask questions about, and what hypothesis may draw."""

from hypothesis import strategies as st

from archive.kinship.graph import Graph
from archive.kinship.ties import Human, Tie

# One line a person: name, sex, birth; the name is the id.
BIG_FAMILY = """
祖 男 1931, 奶 女 1935, 外公 男 1933, 外婆 女 1936, 曾祖 男 1905
大伯 男 1953, 大妈 女 1955, 爸 男 1957, 妈 女 1960, 小叔 男 1965, 小婶 女 1967, 姑 女 1962, 姑爷 男 1960
舅 男 1958, 舅妈 女 1959, 姨 女 1963, 姨爷 男 1961
我 女 1987, 哥 男 1984, 嫂 女 1985, 妹 女 1990, 妹夫 男 1989, 夫 男 1986, 夫爸 男 1958, 夫妈 女 1959, 夫弟 男 1991
堂哥 男 1980, 堂妹 女 1995, 表弟 男 1992, 表姐 女 1983, 侄 男 2010, 甥女 女 2015
儿 男 2012, 女儿 女 2014, 儿媳 女 2012, 孙 男 2035, 亲家 男 1985
"""
PARENTS = """
曾祖>祖 祖>大伯 祖>爸 祖>小叔 祖>姑 奶>大伯 奶>爸 奶>小叔 奶>姑 外公>妈 外婆>妈 外公>舅 外婆>舅 外公>姨 外婆>姨
爸>我 妈>我 爸>哥 妈>哥 爸>妹 妈>妹 大伯>堂哥 小叔>堂妹 舅>表弟 姑>表姐 哥>侄 妹>甥女
夫爸>夫 夫妈>夫 夫爸>夫弟 夫妈>夫弟 我>儿 夫>儿 我>女儿 夫>女儿 儿>孙 亲家>儿媳
"""
COUPLES = "祖=奶 外公=外婆 大伯=大妈 爸=妈 小叔=小婶 姑=姑爷 舅=舅妈 姨=姨爷 我=夫 哥=嫂 妹=妹夫 夫爸=夫妈 儿=儿媳"


def big_family() -> Graph:
    """Four generations around 我."""
    rows = [row.split() for row in BIG_FAMILY.replace("\n", ",").split(",") if row.strip()]
    people = [Human(name, sex, int(born)) for name, sex, born in rows]
    ties = [Tie("parent-child", pair.split(">")[0], pair.split(">")[1]) for pair in PARENTS.split()]
    ties += [Tie("spouse", pair.split("=")[0], pair.split("=")[1]) for pair in COUPLES.split()]
    return Graph.of(people, ties)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any people and ties without a circle: parents come before their children."""
    count = draw(st.integers(2, 9))
    people = [
        Human(f"p{at}", draw(st.sampled_from(["男", "女", ""])), draw(st.one_of(st.none(), st.integers(1930, 1990))))
        for at in range(count)
    ]
    codes = ["parent-child", "spouse", "sibling", "master-apprentice", "same-crew", "sounds-alike", "uncle-nephew"]
    ties = []
    for _ in range(draw(st.integers(0, 14))):
        low, high = sorted(draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)))
        code = draw(st.sampled_from(codes if people[low].sex != "女" else codes[:-1]))
        ties.append(Tie(code, f"p{low}", f"p{high}"))
    return Graph.of(people, ties)
