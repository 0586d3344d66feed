"""Results narrowed to where a person, a place or a thing is spoken of (`about=person:12`): what it is called."""

from typing import Any, Final

from django.utils.translation import gettext as _

from archive.models import Artifact, Person, Place
from museum.reader import Reader
from museum.results.asked import Asked
from museum.results.choices import Link

KINDS: Final[dict[str, type[Any]]] = {model.KIND: model for model in (Person, Place, Artifact)}


def chosen(asked: Asked, reader: Reader) -> list[Link]:
    """One link for each, which takes it away; what this reader may not know of has no name here."""
    links = []
    for entity in asked.filters.about:
        others = tuple(each for each in asked.filters.about if each != entity)
        label = _("讲到%(name)s的") % {"name": name_of(entity, reader) or _("它")}
        links.append(Link(label, asked.narrowed(about=others).url))
    return links


def name_of(entity: str, reader: Reader) -> str:
    kind, _colon, pk = entity.partition(":")
    found = KINDS[kind].objects.visible_to(reader.viewer).filter(pk=int(pk)).first()
    if found is None:
        return ""
    return (found.label(reader.viewer) or "") if isinstance(found, Person) else reader.say(str(found))
