"""A place as the search knows it: all its names meet in one entry."""

from archive.entries.wording import filled, joined, paragraphs, thumbnail
from archive.masking import name_mask
from archive.models import Place
from search.entries import Entry


def place_entry(place: Place) -> Entry | None:
    """None while the place is a draft. Years of changes serve the filter; in the text they would outweigh who tells."""
    if not place.live:
        return None
    mask = name_mask()
    changes = list(place.changes.all())
    years = [change.year for change in changes]
    return Entry(
        id=f"place:{place.pk}",
        kind="place",
        url=place.get_absolute_url(),
        title=place.name,
        subtitle=joined(place.get_kind_display()),
        summary=mask(place.description),
        body=mask(paragraphs(place.note, *(change.text for change in changes))),
        names=tuple(name.text for name in place.names.all()),
        places=(place.name,),
        identifiers=(place.slug, f"place:{place.slug}"),
        years=(min(years), max(years)) if years else None,
        thumbnail_url=thumbnail(place.picture),
        has_picture=place.picture is not None,
        fields=filled(
            workshop=[place.name] if place.is_workshop else [],
            equipment=[f"{machine.tag} {machine.name}" for machine in place.equipment.all()],
        ),
        updated_at=place.updated_at,
    )
