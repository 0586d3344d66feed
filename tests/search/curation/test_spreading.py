"""The index follows the lexicon: exactly the entries that a change touches are analysed again, and nothing is lost."""

import pytest
from django.contrib.auth.models import Group

from search import indexing, installed, rebuilding, registry
from search.curation import spreading
from search.curation.changes import changing, undo
from search.curation.spreading import follow
from search.documents import Prepared, prepare
from search.engines import embedded
from search.entries import Entry, Filters, Spoken
from search.finding import Finder
from search.models import LexiconChange, OutboxRow, TermRow
from search.passages import cut
from search.rebuilding import advance, begin, needed, rebuild
from search.tasks import tend
from search.text.streams import Analyzer
from tests.search.conftest import group_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_groups")]

PUBLIC = frozenset({"public"})


def spoken_entry(group: Group) -> Entry | None:
    """`讲…：…` is a recording in which the first says the second; everything else as ever."""
    if not group.name.startswith("讲"):
        return group_entry(group)
    speaker, _, text = group.name[1:].partition("：")
    said = [Spoken(segment_id="s1", start_ms=0, end_ms=1000, speaker=speaker, text=text)]
    return Entry(id=f"group:{group.pk}", kind="group", url="/", title="录音", passages=cut(said))


@pytest.fixture(autouse=True)
def recordings(only_groups: None) -> None:
    (known,) = registry.registered()
    registry.register(Group, kind="group", to_entry=spoken_entry, queryset=known.queryset)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[str, Prepared]:
    """What the index holds, as it was last written, entry by entry."""
    held: dict[str, Prepared] = {}

    def noted(entry: Entry, analyzer: Analyzer) -> Prepared:
        held[entry.id] = prepare(entry, analyzer)
        return held[entry.id]

    monkeypatch.setattr(embedded, "prepare", noted)
    return held


NAMES = (
    "晒盐班",
    "滩晒班",
    "食堂",
    "讲老李：那时候滩晒还没停",
    "讲曬鹽师傅：没什么好讲的",
    "讲老王：天天吃食堂",
    "盐池",
)


@pytest.fixture
def museum(written: dict[str, Prepared]) -> dict[str, Group]:
    groups = {name: Group.objects.create(name=name) for name in NAMES}
    rebuild()
    OutboxRow.objects.all().delete()
    return groups


def add_word() -> None:
    TermRow(term="晒盐", synonyms=["滩晒"], pinyin="shài yán", category="工艺").save()


def stamp() -> str:
    return installed.engine().live().fingerprint


def found(text: str) -> set[str]:
    hits = Finder(installed.engine().live(), installed.analyzer()).search(text, viewer=PUBLIC, filters=Filters()).hits
    return {hit.id for hit in hits}


def ids(museum: dict[str, Group], *names: str) -> set[str]:
    return {f"group:{museum[name].pk}" for name in names}


def as_after_a_rebuild(written: dict[str, Prepared]) -> bool:
    """Whether every document is what it would be had everything been written anew."""
    analyzer = installed.analyzer()
    entries = [entry for group in registry.registered()[0].queryset() if (entry := spoken_entry(group))]
    return written == {entry.id: prepare(entry, analyzer) for entry in entries}


def test_only_what_is_touched_is_analysed_again(museum: dict[str, Group], written: dict[str, Prepared]) -> None:
    add_word()
    assert not as_after_a_rebuild(written)
    assert follow().written == 4
    assert as_after_a_rebuild(written)
    assert stamp() == installed.fingerprint()


def test_the_new_synonym_finds(museum: dict[str, Group]) -> None:
    add_word()
    follow()
    assert found("晒盐") >= ids(museum, "晒盐班", "滩晒班", "讲老李：那时候滩晒还没停")


def test_the_worker_does_it_by_itself(museum: dict[str, Group]) -> None:
    add_word()
    assert tend() == 4
    assert tend() == 0
    assert LexiconChange.objects.get().state == LexiconChange.State.DONE


def test_between_saving_and_analysing_the_words_themselves_are_found(museum: dict[str, Group]) -> None:
    add_word()
    assert found("晒盐") >= ids(museum, "晒盐班")
    assert found("滩晒") >= ids(museum, "滩晒班", "讲老李：那时候滩晒还没停")


def test_removing_a_word_takes_its_synonyms_back(museum: dict[str, Group], written: dict[str, Prepared]) -> None:
    add_word()
    follow()
    TermRow.objects.get(term="晒盐").delete()
    assert found("晒盐").isdisjoint(ids(museum, "滩晒班"))  # at once: queries no longer ask for the group
    follow()
    assert as_after_a_rebuild(written)


def test_a_change_under_way_is_no_reason_to_rebuild(museum: dict[str, Group]) -> None:
    add_word()
    assert stamp() != installed.fingerprint()
    assert needed() == ""


def test_an_index_of_another_analyzer_is_rebuilt_all_the_same(museum: dict[str, Group]) -> None:
    installed.engine().live().stamp("0-another-lexicon")
    add_word()
    assert "0-another-lexicon" in needed()
    follow()
    assert "0-another-lexicon" in needed()


def test_several_changes_in_a_row(museum: dict[str, Group], written: dict[str, Prepared]) -> None:
    add_word()
    row = TermRow.objects.get(term="晒盐")
    row.term = "日晒盐"
    row.save()
    assert needed() == ""
    TermRow(term="盐池", synonyms=["盐田"]).save()
    follow()
    assert as_after_a_rebuild(written)
    assert stamp() == installed.fingerprint()


def test_a_change_and_its_undoing(museum: dict[str, Group], written: dict[str, Prepared]) -> None:
    before = stamp()
    add_word()
    follow()
    undo(LexiconChange.objects.get())
    assert needed() == ""
    follow()
    assert as_after_a_rebuild(written)
    assert stamp() == before


def test_a_change_while_another_one_spreads(
    museum: dict[str, Group], written: dict[str, Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "TURN_SECONDS", 0.0)
    monkeypatch.setattr(indexing, "BATCH_OBJECTS", 1)
    add_word()
    assert follow().written == 1
    TermRow(term="盐池", synonyms=["盐田"]).save()
    assert needed() == ""
    while tend():
        assert needed() == ""
    assert as_after_a_rebuild(written)
    assert stamp() == installed.fingerprint()


def test_other_changes_come_before_a_large_one_of_the_lexicon(museum: dict[str, Group]) -> None:
    add_word()
    spreading._spread(LexiconChange.objects.get(), indexing.Generations(installed.engine().live(), None))
    Group.objects.create(name="新来的")
    first = OutboxRow.objects.due()[0]
    assert first.lexicon_change is None


# --- killed ----------------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """Nothing catches it: the process is gone."""


def dies(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
    def die(*args: object, **kwargs: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, die)
        with pytest.raises(Killed):
            follow()
    installed.close_all()  # what the next process would find


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (spreading, "touched_entries"),
        (OutboxRow.objects, "bulk_create"),
        (spreading, "drain_into"),
        (indexing, "read"),
        (embedded.EmbeddedIndex, "write"),
        (embedded.EmbeddedIndex, "commit"),
        (indexing, "_settle"),
        (spreading, "_settle"),
        (embedded.EmbeddedIndex, "stamp"),
        (LexiconChange, "save"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_killed_anywhere_it_goes_on(
    museum: dict[str, Group],
    written: dict[str, Prepared],
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
) -> None:
    add_word()
    dies(monkeypatch, owner, name)
    assert needed() == ""
    while tend():
        pass
    assert as_after_a_rebuild(written)
    assert stamp() == installed.fingerprint()
    assert LexiconChange.objects.get().state == LexiconChange.State.DONE
    assert not OutboxRow.objects.exists()


def test_killed_between_the_stamps_of_two_generations(
    museum: dict[str, Group], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(resume=False)
    add_word()
    stamped: list[str] = []
    real = embedded.EmbeddedIndex.stamp

    def once(index: embedded.EmbeddedIndex, fingerprint: str) -> None:
        if stamped:
            raise Killed
        stamped.append(index.generation)
        real(index, fingerprint)

    with monkeypatch.context() as patched:
        patched.setattr(embedded.EmbeddedIndex, "stamp", once)
        with pytest.raises(Killed):
            follow()
    assert needed() == ""
    follow()
    rebuild(resume=True)
    assert needed() == ""
    assert stamp() == installed.fingerprint()


# --- beside a rebuild ------------------------------------------------------------------------------------------------


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "CHUNK_OBJECTS", 2)
    monkeypatch.setattr(rebuilding, "SLICE_DOCUMENTS", 1)
    monkeypatch.setattr(rebuilding, "TURN_SLICES", 1)


@pytest.mark.usefixtures("small_slices")
@pytest.mark.parametrize("worker_is_faster", [True, False])
def test_a_change_during_a_rebuild_is_in_the_new_index(
    museum: dict[str, Group], written: dict[str, Prepared], worker_is_faster: bool
) -> None:
    row = advance(begin(resume=False).pk)
    add_word()
    if worker_is_faster:
        follow()
    generation = rebuild(resume=True).generation
    assert generation == row.generation  # it was not begun again
    assert needed() == ""
    follow()
    assert needed() == ""
    assert stamp() == installed.fingerprint()
    assert as_after_a_rebuild(written)
    assert found("晒盐") >= ids(museum, "滩晒班")


# --- what cannot be written ------------------------------------------------------------------------------------------


def test_a_record_that_cannot_be_read_does_not_hold_it_up(museum: dict[str, Group]) -> None:
    add_word()
    Group.objects.filter(name="滩晒班").update(name="坏掉的滩晒班")
    assert follow().failed == 1
    assert LexiconChange.objects.get().state == LexiconChange.State.DONE
    assert OutboxRow.objects.get().reason


def test_without_an_index_the_change_waits_for_the_rebuild() -> None:
    add_word()
    assert tend() == 0
    rebuild()
    assert needed() == ""
    tend()
    assert LexiconChange.objects.get().state == LexiconChange.State.DONE


def test_an_import_of_many_words_is_one_change(museum: dict[str, Group], written: dict[str, Prepared]) -> None:
    with changing():
        for name in ("晒盐", "盐池", "伙房"):
            TermRow(term=name, synonyms=[f"{name}的别名"]).save()
    assert LexiconChange.objects.count() == 1
    follow()
    assert as_after_a_rebuild(written)
