"""The kernels inside WeChat on older phones: Chromium 107 and Safari 15.4. Nothing newer is used without a fallback.

A table by hand of what is tempting, with the versions that brought it (Chromium / Safari). `@supports` and a feature
test in script are fallbacks; properties that old browsers may leave out without harm are not in the table.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "museum" / "static" / "museum"
TEMPLATES = STATIC.parents[1] / "templates"

CSS = {
    "color-mix(": "111 / 16.2: spell the colour out",
    "oklch(": "111 / 15.4",
    "oklab(": "111 / 15.4",
    "light-dark(": "123 / 17.5",
    "@container": "105 / 16",
    "container-type": "105 / 16",
    "@property": "85 / 16.4: use a plain custom property",
    "@scope": "118 / 17.4",
    "@starting-style": "117 / 17.5",
    "subgrid": "117 / 16",
    ":user-invalid": "119 / 16.5",
    ":user-valid": "119 / 16.5",
    ":popover-open": "114 / 17",
    ":state(": "125 / 17.4",
    "overflow: clip": "90 / 16",
    "overflow-clip-margin": "90 / 26",
    "animation-timeline": "115 / 26",
    "offset-path": "55 / 16",
    "linear(": "113 / 17.2",
    "round(": "125 / 15.4",
    "mod(": "125 / 15.4",
    "anchor(": "125 / 26",
    "field-sizing": "123 / 26.2",
    "interpolate-size": "129 / none",
    "::details-content": "131 / 18.4",
}
UNITS = re.compile(r"\d(?:[sld]v(?:h|w|min|max|i|b)|cq\w+|rlh|lh)\b")
"""svh and dvh 108 / 15.4, cqw 105 / 16, lh 109 / 16.4."""
RANGES = re.compile(r"@media[^{]*[<>]")
"""(width >= 48em) 104 / 16.4."""

JS = {
    "structuredClone(": "98 / 15.4 with gaps",
    ".toSorted(": "110 / 16",
    ".toReversed(": "110 / 16",
    ".toSpliced(": "110 / 16",
    ".with(": "110 / 16",
    "Object.groupBy": "117 / 17.4",
    "Map.groupBy": "117 / 17.4",
    "Promise.withResolvers": "119 / 17.4",
    "Promise.try": "128 / 18.2",
    "Array.fromAsync": "121 / 16.4",
    "URL.canParse": "120 / 17",
    "URL.parse": "126 / 18",
    "AbortSignal.timeout": "103 / 16",
    "AbortSignal.any": "116 / 17.4",
    "requestIdleCallback(": "47 / none",
    "scheduler.": "94 / none",
    "startViewTransition(": "111 / 18",
    ".checkVisibility(": "105 / 17.4",
    ".showPopover(": "114 / 17",
    ".togglePopover(": "114 / 17",
    "OffscreenCanvas": "69 / 16.4",
    "navigator.storage.estimate(": "61 / 17",
    "wakeLock.request(": "84 / 16.4",
    "navigator.locks.": "69 / 15.4",
    "CSS.highlights": "105 / 17.2",
    "setHTMLUnsafe": "124 / 17.4",
    "CompressionStream": "80 / 16.4",
    "scrollend": "114 / 26.2",
    ".isWellFormed(": "111 / 16.4",
    "Iterator.from": "122 / 18.4",
    ".union(": "122 / 17",
    ".inert": "102 / 15.5",
    "(?<=": "62 / 16.4: look-behind stops the whole script on Safari 15",
    "(?<!": "62 / 16.4: look-behind stops the whole script on Safari 15",
    "static {": "94 / 16.4",
    "import.meta.resolve": "105 / 16.4",
    " with { type": "123 / 17.2",
}
HTML = {
    "popover": "114 / 17",
    "inert": "102 / 15.5",
    "importmap": "89 / 16.4",
    "blocking": "105 / 18.2",
    "shadowrootmode": "111 / 16.4",
}
"""Attributes and values that a page would not work without."""

SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "admin" not in path.parts)


def without_comments(script: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", script, flags=re.DOTALL)


def blocks(css: str) -> Iterator[tuple[list[str], str]]:
    """Every rule's own declarations with the heads around it, outermost first."""
    heads: list[str] = []
    own: list[str] = [""]
    for part in re.split(r"([{};])", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if part == "{":
            before, semicolon, head = own[-1].rpartition(";")
            own[-1] = before + semicolon
            heads.append(head.strip())
            own.append("")
        elif part == "}":
            yield list(heads), own.pop()
            heads.pop()
        else:
            own[-1] += part
    assert not heads, "the braces of the sheet do not match"


def nested_rules(css: str) -> list[str]:
    """Rules within rules. What begins with @ groups rules and may stand around them."""
    return [
        " > ".join(heads)
        for heads, _own in blocks(css)
        if len([head for head in heads if not head.startswith("@")]) > 1
    ]


def too_new_in_css(css: str) -> list[str]:
    found = []
    for heads, own in blocks(css):
        if any(head.startswith("@supports") for head in heads):
            continue
        text = f"{heads[-1]} {{ {own} }}"
        found += [
            f"{name} ({since}): {heads[-1]}"
            for name, since in CSS.items()
            if re.search(rf"(?<![\w-]){re.escape(name)}", text)
        ]
        found += [f"{line.strip()} in {heads[-1]}" for line in without_fallback(own)]
        found += [f"a range: {heads[-1]}"] if RANGES.search(heads[-1]) else []
    return found


def without_fallback(declarations: str) -> list[str]:
    """Declarations in new units. An old browser keeps the same property in an old unit, if one stands before."""
    seen, found = set(), []
    for line in declarations.split(";"):
        name = line.partition(":")[0].strip()
        if UNITS.search(line) and name not in seen:
            found.append(line)
        seen.add(name)
    return found


def too_new_in_js(script: str) -> list[str]:
    """Uses without a test for the thing: `name?.(`, `"name" in`, `typeof name` are tests."""
    text = without_comments(script)
    return [f"{name} ({since})" for name, since in JS.items() if name in text and not is_tested(name, text)]


def is_tested(name: str, text: str) -> bool:
    """Whether the script asks for the thing before it uses it: `"x" in`, `x?.`, `typeof x`, `if (y.x)`, `y.x &&`."""
    return any(
        re.search(
            rf"[\"']{word}[\"'] in |\b{word}\?\.|typeof [\w.]*\b{word}\b|\bif \([\w.!]*\b{word}\)|\b{word} &&", text
        )
        for word in re.findall(r"\w{4,}", name)
    )


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_style_sheets_are_flat_and_old_enough(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    assert nested_rules(css) == []
    assert too_new_in_css(css) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_old_enough(script: Path) -> None:
    assert too_new_in_js(script.read_text(encoding="utf-8")) == []


def test_templates_are_old_enough() -> None:
    found = [
        f"{page.name}: {name} ({since})"
        for page in PAGES
        for name, since in HTML.items()
        if re.search(rf"<\w[^>]*\s{name}(?=[\s=>])|\"{name}\"", page.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "css",
    [
        ".card { & h3 { color: red; } }",
        "@layer x { .card { color: red; .meta { color: blue; } } }",
        "p { color: color-mix(in srgb, red, blue); }",
        "@media (width >= 48em) { p { color: red; } }",
        "p { block-size: 100dvh; }",
        "@container (min-width: 20em) { p { color: red; } }",
    ],
)
def test_what_is_too_new_in_css_is_found(css: str) -> None:
    assert nested_rules(css) + too_new_in_css(css) != []


def test_a_fallback_is_enough() -> None:
    assert too_new_in_css("p { block-size: 90vh; } @supports (block-size: 1dvh) { p { block-size: 90dvh; } }") == []
    assert too_new_in_js("element.checkVisibility?.()") == []
    assert too_new_in_js('if ("wakeLock" in navigator) navigator.wakeLock.request("screen")') == []
    assert too_new_in_js("const late = list.toSorted();") != []
