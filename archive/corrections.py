"""Which words of a record residents may put right, and where they stand: one list for page, form and admin.

Titles, dates, places, what is told about a thing, and each line of a transcript. What is not here is not offered: terms
of a donation, prices, who owns what.
"""

from typing import Any, Final

from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import Artifact, Curated, Interview, Person, Photograph, Place, Segment

LABELS: Final[dict[str, str | Promise]] = {
    "title": _("名称"),
    "name": _("名称"),
    "caption": _("图说"),
    "story_label": _("说明"),
    "description": _("样子、介绍"),
    "synopsis": _("提要"),
    "biography": _("生平"),
    "date_made": _("什么时候做的"),
    "date_used": _("什么时候用的"),
    "date_taken": _("什么时候拍的"),
    "date_recorded": _("什么时候录的"),
    "place": _("在哪里"),
}
PARTS: Final[dict[str, tuple[type[Curated], tuple[str, ...]]]] = {
    "artifact": (Artifact, ("title", "story_label", "description", "date_made", "date_used")),
    "photograph": (Photograph, ("title", "caption", "story_label", "date_taken", "place", "description")),
    "interview": (Interview, ("title", "synopsis", "date_recorded")),
    "place": (Place, ("name", "description")),
    "person": (Person, ("name", "biography")),
}
LINE: Final = "s-"


def about(record: Curated) -> str:
    """How a contribution names the record it is about: photograph:12."""
    return f"{record.KIND}:{record.pk}"


def record_of(named: str) -> Any:
    """The record that `about` named, as it is now; None when it is gone or was none of these."""
    kind, _colon, number = named.partition(":")
    if kind not in PARTS or not (number.isascii() and number.isdecimal()):
        return None
    return PARTS[kind][0]._default_manager.filter(pk=int(number)).first()


def is_line(part: str) -> bool:
    return part.startswith(LINE)


def segment_of(interview: Interview, part: str) -> Segment | None:
    """The line a part names; None when it was joined or taken out since."""
    uid = part.removeprefix(LINE)
    return Segment.objects.filter(transcript__interview=interview, uid=uid).select_related("transcript").first()


def label_of(part: str) -> str:
    return str(_("转写稿里的一句")) if is_line(part) else str(LABELS.get(part, part))


def words_of(record: Any, part: str) -> str:
    """What stands there now, unmasked: for the house. Empty where nothing does."""
    if is_line(part):
        segment = segment_of(record, part)
        return segment.text if segment else ""
    value = getattr(record, part)
    return str(value) if value else ""


def field_of(record: Any, part: str) -> "Field[Any, Any]":
    field: Field[Any, Any] = type(record)._meta.get_field(part)
    return field
