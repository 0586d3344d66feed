"""An artifact as the search knows it."""

from archive.entries.wording import (
    filled,
    first_open_picture,
    generations_of,
    joined,
    link_label,
    paragraphs,
    people_of,
    place_names,
    source_label,
    thumbnail,
    visibility_of,
    workshop_names,
    years_of,
)
from archive.masking import name_mask
from archive.models import Artifact
from search.entries import Entry


def artifact_entry(artifact: Artifact) -> Entry | None:
    """None when it must not be in the index. Price, terms, location and internal notes are never in it."""
    visibility = visibility_of(artifact)
    if visibility is None:
        return None
    mask = name_mask()
    places = [link.place for link in artifact.places.all()]
    makers = list(artifact.makers.all())
    condition = artifact.latest_condition
    picture = first_open_picture(artifact, artifact.images.all())
    return Entry(
        id=f"artifact:{artifact.pk}",
        kind="artifact",
        url=artifact.get_absolute_url(),
        title=mask(artifact.title),
        subtitle=joined(artifact.object_type, artifact.made),
        summary=mask(artifact.story_label),
        body=mask(
            paragraphs(
                artifact.object_name,
                artifact.description,
                *(row.text for row in artifact.inscriptions.all()),
                condition,
                artifact.get_acquisition_method_display(),
            )
        ),
        names=tuple(mask(name) for name in artifact.names),
        people=people_of([*artifact.people.all(), *makers]),
        places=place_names(places),
        tags=tuple(tag.name for tag in artifact.tags.all()),
        identifiers=(artifact.accession_number,),
        years=years_of(artifact.made),
        generations=generations_of(link.person for link in artifact.people.all() if link.person is not None),
        thumbnail_url=thumbnail(picture),
        visibility=visibility,
        has_picture=picture is not None,
        fields=filled(
            type=[artifact.object_type],
            material=artifact.materials.all(),
            technique=artifact.techniques.all(),
            maker=[str(row.organisation) if row.organisation else link_label(row, mask) for row in makers],
            donor=[source_label(artifact, mask)],
            workshop=workshop_names(places),
        ),
        updated_at=artifact.updated_at,
    )
