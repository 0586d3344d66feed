"""What hypothesis may draw for the archive's tests."""

from hypothesis import strategies as st

from archive import edtf
from archive.edtf import Edge, Expression, Moment, Side

_years = st.integers(1000, 2999)
_marks = st.sampled_from(["", "~", "?", "%"])
_seasons = st.sampled_from(["21", "22", "23", "24"])


@st.composite
def stems(draw: st.DrawFn) -> str:
    """The stem of any known moment."""
    year = draw(_years)
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    plain = [f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}", f"{year}-{draw(_seasons)}"]
    vague = [f"{year // 10}X", f"{year // 100}XX", f"{year}-XX", f"{year}-{month:02d}-XX", f"{year}-XX-XX"]
    return draw(st.sampled_from(plain + vague))


def moments() -> st.SearchStrategy[Moment]:
    return st.builds(edtf.moment, stems(), _marks)


@st.composite
def spans(draw: st.DrawFn) -> Expression:
    """Two moments, or one and an edge; half of them within one decade, year or month, where the words are special."""
    first = draw(moments())
    edge = draw(st.sampled_from([None, None, None, Edge.OPEN, Edge.UNKNOWN]))
    if edge is not None:
        return edtf.span(first, edge) if draw(st.booleans()) else edtf.span(edge, first)
    second = draw(st.one_of(moments(), st.just(first), _near(first)))
    start, end = sorted((first, second), key=lambda one: (one.earliest, one.latest))
    return edtf.span(start, end)


@st.composite
def _near(draw: st.DrawFn, first: Moment) -> Moment:
    """A moment of the same precision close to the first, so that parts of decades and years are drawn often."""
    stem, mark = first.stem, draw(st.sampled_from([first.mark, "~", ""]))
    if stem.isdigit():
        return edtf.moment(f"{stem[:3]}{draw(st.integers(0, 9))}", mark)
    if len(stem) == 7 and stem[5:].isdigit() and int(stem[5:]) <= 12:
        return edtf.moment(f"{stem[:4]}-{draw(st.integers(1, 12)):02d}", mark)
    if len(stem) == 10 and stem[8:].isdigit():
        return edtf.moment(f"{stem[:7]}-{draw(st.integers(1, 28)):02d}", mark)
    return Moment(stem, mark)


def choices() -> st.SearchStrategy[Expression]:
    several = st.lists(moments(), min_size=1, max_size=4)
    return st.builds(lambda members, every: edtf.choice(members, every=every), several, st.booleans())


def expressions() -> st.SearchStrategy[Expression]:
    """Any expression the archive can store."""
    halves = st.builds(edtf.half, moments(), st.sampled_from(Side))
    return st.one_of(st.just(edtf.UNKNOWN), moments(), spans(), choices(), halves)
