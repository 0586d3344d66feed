"""从谁手里到谁手里: the hands an object went through, as far as its record tells."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.models import Artifact, Photograph
from archive.states import AcquisitionMethod
from museum.names import Name, name_of
from museum.reader import Reader


@dataclass(frozen=True, slots=True)
class Hand:
    """One station: when, in whose hands, and how it got there."""

    when: str
    names: list[Name]
    how: str


def hands_of(record: Artifact, makers: list[Name], people: list[Name], reader: Reader) -> list[Hand]:
    """Made, used, handed over: in this order, each only when something is known of it."""
    made = Hand(str(record.made or ""), makers, _("制作"))
    used = Hand(str(record.used or ""), [name for name in people if not name.role], _("使用"))
    hands = [each for each in (made, used) if each.names or each.when]
    return [*hands, *came_here(record, reader, str(record.acquired or ""))]


def came_here(record: Artifact | Photograph, reader: Reader, when: str) -> list[Hand]:
    """The last station: to the museum. Whoever asked not to be named is not."""
    source = source_of(record, reader)
    if not source and not when:
        return []
    is_known = record.acquisition_method != AcquisitionMethod.UNKNOWN
    return [Hand(when, [source] if source else [], str(record.get_acquisition_method_display()) if is_known else "")]


def source_of(record: Artifact | Photograph, reader: Reader) -> Name | None:
    """Who gave it: a person, a works, or words."""
    if record.source_is_unnamed:
        return None
    organisation = getattr(record, "source_organisation", None)
    words = str(organisation) if organisation else reader.say(record.source_name)
    return name_of(record.donor, reader) or (Name(words) if words else None)
