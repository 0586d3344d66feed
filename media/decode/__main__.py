"""`python -m media.decode limits… request`: prints one line of JSON.

That is the format and its facts, or the code of a refusal with what its sentence needs. Anything else (a crash, a
limit) the parent reads as a refusal too.
"""

import json
import sys
from pathlib import Path
from typing import Any

from media.sandbox import confine_by_arguments

ARGUMENTS = confine_by_arguments(sys.argv[1:])  # before any decoder is imported

from media.decode.document import examine_docx, examine_pdf, refuse_foreign_package  # noqa: E402
from media.decode.picture import examine_picture  # noqa: E402
from media.decode.request import Request  # noqa: E402
from media.decode.sound import examine_sound  # noqa: E402
from media.polyglot import refuse_polyglot  # noqa: E402
from media.probe import DOCX, HEAD_BYTES, PDF, UnacceptableError, check_name, sniff  # noqa: E402
from media.structure import refuse_truncated  # noqa: E402


def examine(request: Request) -> dict[str, Any]:
    """Facts of an accepted file. Raises UnacceptableError otherwise."""
    with request.path.open("rb") as file:
        found = sniff(file.read(HEAD_BYTES))
    if found is DOCX:
        refuse_foreign_package(request.path)
    check_name(request.name, found)
    refuse_truncated(request.path, found)
    refuse_polyglot(request.path, found)
    if found.kind == "picture":
        return examine_picture(request, found)
    if found is PDF:
        return examine_pdf(request, found)
    if found is DOCX:
        return examine_docx(request, found)
    return examine_sound(request, found)


def main() -> None:
    asked = json.loads(ARGUMENTS[0])
    request = Request(**{**asked, "path": Path(asked["path"])})
    try:
        answer = examine(request)
    except UnacceptableError as refusal:
        answer = {"refused": refusal.code, "facts": refusal.facts}
    except MemoryError:
        answer = {"refused": "heavy", "facts": {}}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
