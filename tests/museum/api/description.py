"""Holds answers to the description that the museum serves: status, media type, schema."""

import json
import re
from typing import Any

from jsonschema import Draft202012Validator

import museum.api.views

DESCRIPTION: dict[str, Any] = json.loads(museum.api.views.DESCRIPTION.read_text(encoding="utf-8"))
PATHS: dict[str, Any] = {path: methods["get"] for path, methods in DESCRIPTION["paths"].items()}
PARAMETERS = {path: {each["name"] for each in get.get("parameters", ())} for path, get in PATHS.items()}


def path_of(address: str) -> str:
    """The described path an address belongs to."""
    path = "/" + address.lstrip("/").partition("?")[0]
    return next(each for each in PATHS if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", each), path))


def allowed(path: str) -> set[int]:
    return {int(status) for status in PATHS[path]["responses"]}


def check(address: str, answer: Any) -> None:
    """Fails with every difference between the answer and its description."""
    described = PATHS[path_of(address)]["responses"][str(answer.status_code)]
    ((media_type, content),) = described["content"].items()
    assert answer["Content-Type"] == media_type
    schema = {**content["schema"], "components": DESCRIPTION["components"]}
    body = json.loads(answer.content)
    assert [f"{each.json_path}: {each.message}" for each in Draft202012Validator(schema).iter_errors(body)] == []
