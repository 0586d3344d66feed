"""What a person is called on a page, and whether the name leads anywhere, by the rules of `archive.rights`."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.models import Person
from archive.models.links import PersonLink
from archive.rights import Channel, may_know_person, may_tell_life
from museum.reader import Reader


@dataclass(frozen=True, slots=True)
class Name:
    """A name as this viewer may read it. `url` is empty where there is no page to go to."""

    text: str
    url: str = ""
    generation: str = ""
    role: str = ""
    note: str = ""


def name_of(person: Person | None, reader: Reader, *, role: str = "", note: str = "") -> Name | None:
    """None when the person must not be mentioned."""
    if person is None:
        return None
    text = person.label(reader.viewer)
    if text is None:
        return None
    url = person.get_absolute_url() if may_know_person(Channel.SEE, person, reader.viewer) else ""
    return Name(text, url, person.generation if may_tell_life(person, reader.viewer) else "", role, note)


def names_of(links: Iterable[PersonLink], reader: Reader) -> list[Name]:
    """The people of a record in its own order; those who must not be mentioned are left out without a trace."""
    found = (
        name_of(link.person, reader, role=link.role, note=reader.say(link.note))
        if link.person_id
        else Name(reader.say(link.name), role=link.role, note=reader.say(link.note))
        for link in links
    )
    return [name for name in found if name]
