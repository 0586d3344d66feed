"""Files of words: rehearsed, applied whole, taken back."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.curation.changes import undo
from search.curation.importing import HasFaults, LexiconMoved, apply, exported, rehearse, rehearse_shipped
from search.models import LexiconChange, SurnameRow, TermRow

pytestmark = pytest.mark.django_db

FILE = """词,读音,同义词,类别
晒盐,shài yán,滩晒；日晒,工艺
烧碱,shāo jiǎn,火碱；苛性碱,产品
查,zhā；chá,,姓
"""


def verdicts(text: str) -> list[tuple[int, str]]:
    return [(row.number, row.verdict.value) for row in rehearse(text.encode()).rows]


def faults(text: str) -> list[tuple[str, str]]:
    (row,) = rehearse(text.encode()).rows
    return [(fault.column, fault.text) for fault in row.faults if not fault.is_warning]


def test_export_import_export_is_the_same() -> None:
    before = exported()
    rehearsal = rehearse(before)
    assert set(rehearsal.counts) == {"same"}
    TermRow.objects.all().delete()
    SurnameRow.objects.all().delete()
    apply(rehearse(before))
    assert exported() == before


def test_a_rehearsal_writes_nothing() -> None:
    before = exported()
    assert verdicts(FILE) == [(2, "new"), (3, "changed"), (4, "new")]
    assert exported() == before


def test_what_a_line_would_change_is_told() -> None:
    row = rehearse(FILE.encode()).rows[1]
    assert [difference.column for difference in row.differences] == ["synonyms"]
    assert row.differences[0].after == "火碱；苛性碱"


def test_columns_and_terms_that_the_file_lacks_stay() -> None:
    before = TermRow.objects.get(term="烧碱")
    count = TermRow.objects.count()
    apply(rehearse("词,解释\n烧碱,换了一句\n".encode()))
    after = TermRow.objects.get(term="烧碱")
    assert (after.gloss, after.synonyms, after.pinyin) == ("换了一句", before.synonyms, before.pinyin)
    assert TermRow.objects.count() == count


def test_an_import_is_one_change_and_one_step_back() -> None:
    before = exported()
    apply(rehearse(FILE.encode()))
    assert SurnameRow.objects.get(surname="查").readings == ["zhā", "chá"]
    change = LexiconChange.objects.get()
    assert change.origin == LexiconChange.Origin.IMPORT
    undo(change)
    assert exported() == before


def test_nothing_is_applied_when_one_line_is_faulty() -> None:
    before = exported()
    rehearsal = rehearse("词,读音\n晒盐,shài yán\n滩晒,tān\n".encode())
    assert not rehearsal.may_be_applied
    with pytest.raises(HasFaults):
        apply(rehearsal)
    assert exported() == before


def test_an_outdated_rehearsal_is_not_applied() -> None:
    rehearsal = rehearse(FILE.encode())
    TermRow(term="后来的词").save()
    with pytest.raises(LexiconMoved):
        apply(rehearsal)
    assert not TermRow.objects.filter(term="晒盐").exists()


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("词,读音\n晒盐,shài\n", "pinyin", "2 个字"),
        ("词,读音\n晒盐,shài qqq\n", "pinyin", "qqq"),
        ("词\n" + "盐" * 41 + "\n", "term", "太长"),
        ("词,同义词\n晒盐,！！\n", "synonyms", "没有字"),
        ("词,解释\n,没有词\n", "term", "写上"),
        ("词,记录\n晒盐,place:999999\n", "entity", "没有"),
        ("词,记录\n晒盐,乱写的\n", "entity", "没有"),
        ("词,读音,类别\n查查,zhā,姓\n", "surname", "一个字"),
        ("词,解释\n烧碱,强碱,多出来\n", "", "多出"),
    ],
)
def test_a_faulty_line_says_where_and_what(text: str, column: str, told: str) -> None:
    assert [(found, True) for found, words in faults(text) if told in words] == [(column, True)]


def test_the_same_word_twice_names_the_other_line() -> None:
    rows = rehearse("词\n晒盐\n曬鹽\n".encode()).rows
    assert "第 2 行" in rows[1].faults[0].text


def test_a_word_of_another_term_is_a_warning() -> None:
    (row,) = rehearse("词,同义词\n晒盐,火碱\n".encode()).rows
    assert row.verdict.value == "new"
    assert "烧碱" in row.faults[0].text


def test_the_shipped_words_have_no_faults_and_change_nothing() -> None:
    assert set(rehearse_shipped().counts) == {"same"}


def test_commands_export_and_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lexicon.csv"
    call_command("export_lexicon", str(file))
    assert file.read_bytes() == exported()
    file.write_text(FILE, encoding="gb18030")
    call_command("import_lexicon", str(file))
    assert "第 3 行 修改：烧碱" in capsys.readouterr().out
    assert not TermRow.objects.filter(term="晒盐").exists()
    call_command("import_lexicon", str(file), "--apply")
    assert TermRow.objects.filter(term="晒盐").exists()


@pytest.mark.parametrize(("content", "code"), [("词,读音\n晒盐,shài\n", 1), ("没有这一列\n", 2)])
def test_the_command_refuses_with_an_exit_code(tmp_path: Path, content: str, code: int) -> None:
    file = tmp_path / "lexicon.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("import_lexicon", str(file), "--apply")
    assert refused.value.returncode == code


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_lexicon", str(tmp_path / "nothing.csv"))
