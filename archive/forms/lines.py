"""Lists of words, typed one a line and stored as a JSON list."""

import json
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput


class LinesInput(AdminAutoHeightTextInput):
    """Shows a JSON list a line each, and gives a JSON list back: the curator never meets a bracket."""

    def format_value(self, value: Any) -> str:
        try:
            found = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            return str(value)
        return "\n".join(str(word) for word in found) if isinstance(found, list) else ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = data.get(name)
        if typed is None:
            return None
        words = [line.strip() for line in str(typed).splitlines()]
        return json.dumps(list(dict.fromkeys(word for word in words if word)), ensure_ascii=False)


class OutlineInput(forms.Textarea):
    """The outline of a place on the plan: a point a line, `x, y`; stored as a list of pairs."""

    def format_value(self, value: Any) -> str:
        try:
            found = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            return str(value)
        if not isinstance(found, list):
            return ""
        return "\n".join(
            ", ".join(str(number) for number in point) if isinstance(point, list) else str(point) for point in found
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = data.get(name)
        if typed is None:
            return None
        return json.dumps([_point(line) for line in str(typed).splitlines() if line.strip()], ensure_ascii=False)


def _point(line: str) -> list[float] | str:
    """The two numbers of a line; the line itself when it holds anything else, for the form to refuse by name."""
    parts = line.replace("，", ",").split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return line.strip()
    return numbers if len(numbers) == 2 and all(abs(number) < 100_000 for number in numbers) else line.strip()
