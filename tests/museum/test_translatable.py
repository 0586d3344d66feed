"""What pages say is marked for translation: no Chinese word stands bare in a template."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path for room in ("museum", "archive", "media") for path in (ROOT / room / "templates").rglob("*.html")
)
MARKED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|{%.*?%}"
    r"""|_\("[^"]*"\)|_\('[^']*'\)|date:"[^"]*\"""",
    re.DOTALL,
)
BARE = re.compile(r"[\u4e00-\u9fff]+")
NOT_MARKED = {
    "museum/errors/500.html": "stands when nothing works any more, not even what translates",
    "museum/components/search_start.html": "queries of the archive's own language",
}


def bare(text: str) -> list[str]:
    """The Chinese words that no translator would be shown."""
    return BARE.findall(MARKED.sub("", text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<p>{% trans "听" %}</p>', []),
        ("<p>听一段</p>{% trans '看' %}", ["听一段"]),
        ("{% blocktrans with n=3 %}{{ n }} 段{% endblocktrans %}讲的", ["讲的"]),
        ("{{ value.caption|default:_('图') }}", []),
        ('{{ day|date:"Y 年 n 月" }}', []),
    ],
)
def test_what_is_bare_is_found(text: str, words: list[str]) -> None:
    assert bare(text) == words


def test_no_word_of_a_template_is_bare() -> None:
    found = {str(path).partition("templates/")[2]: bare(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert len(found) > 100
    assert {name for name, words in found.items() if words} == NOT_MARKED.keys()
