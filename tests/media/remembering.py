"""What a child process made of a file, remembered for the next test that begins with the same file.

Only for what a test begins with: the child really ran, once, on these very bytes. Tests of taking in and of converting
ask it themselves.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from media import sandbox


class Remembered:
    """The answers of children, and copies of the files they made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._answers: dict[str, sandbox.Ending] = {}
        self._ask = sandbox.run

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within this, no child does again what one has done."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sandbox, "run", self._run)
            yield

    def _run(self, module: str, arguments: Sequence[str], **how: Any) -> sandbox.Ending:
        asked = json.loads(arguments[0])
        source, target = Path(asked.pop("path", None) or asked.pop("source")), asked.pop("target", None)
        question = json.dumps([module, asked], sort_keys=True).encode() + source.read_bytes()
        name = hashlib.sha256(question).hexdigest()
        if name not in self._answers:
            self._answers[name] = self._ask(module, arguments, **how)
            if target:
                shutil.copytree(target, self._folder / name)
        elif target:
            shutil.copytree(self._folder / name, target, dirs_exist_ok=True)
        return self._answers[name]
