"""A photograph as the search knows it: with everybody who may be named, in it or about it."""

from collections.abc import Iterable

from archive.entries.wording import (
    filled,
    is_shown,
    joined,
    may_hang_online,
    paragraphs,
    people_of,
    place_names,
    source_label,
    thumbnail,
    visibility_of,
    workshop_names,
    years_of,
)
from archive.masking import NameMask, name_mask
from archive.models import FaceRegion, NameClaim, Photograph
from archive.rights import shown_name
from search.entries import Entry


def photograph_entry(photograph: Photograph) -> Entry | None:
    """None when it must not be in the index."""
    visibility = visibility_of(photograph)
    if visibility is None:
        return None
    mask = name_mask()
    faces = list(photograph.faces.all())
    claims = [claim for face in faces for claim in face.claims.all() if not claim.is_taken_back]
    main = [photograph.place] if photograph.place else []
    places = [*main, *(link.place for link in photograph.places.all())]
    has_picture = is_shown(photograph.picture) and not photograph.is_picture_closed and may_hang_online(photograph)
    witnesses = [witness_label(claim, mask) for claim in claims]
    photographer = photograph.photographer
    return Entry(
        id=f"photograph:{photograph.pk}",
        kind="photograph",
        url=photograph.get_absolute_url(),
        title=mask(photograph.title),
        subtitle=joined(photograph.taken, photograph.place if photograph.place and photograph.place.live else None),
        summary=mask(photograph.caption),
        body=paragraphs(
            mask(photograph.description),
            mask(photograph.story_label),
            mask(photograph.verso_text),
            *(claim_label(claim, mask) for claim in claims),
        ),
        names=tuple(mask(name) for name in photograph.names),
        people=tuple(dict.fromkeys([*people_of(photograph.people.all()), *_settled(faces)])),
        places=place_names(places),
        tags=tuple(tag.name for tag in photograph.tags.all()),
        identifiers=(photograph.accession_number,),
        years=years_of(photograph.taken),
        thumbnail_url=thumbnail(photograph.picture) if has_picture else "",
        visibility=visibility,
        has_picture=has_picture,
        fields=filled(
            photographer=[shown_name(photographer) if photographer else mask(photograph.photographer_name)],
            donor=[source_label(photograph, mask)],
            witness=witnesses,
            workshop=workshop_names(places),
        ),
        updated_at=photograph.updated_at,
    )


def claim_label(claim: NameClaim, mask: NameMask) -> str:
    """Whom a witness named, as far as the public may read it: a bare name only once a curator has let it through."""
    if claim.person is not None:
        return shown_name(claim.person) or ""
    return mask(claim.name) if claim.is_public else ""


def witness_label(claim: NameClaim, mask: NameMask) -> str:
    if claim.witness is not None:
        return shown_name(claim.witness) or ""
    return mask(claim.witness_name)


def _settled(faces: Iterable[FaceRegion]) -> list[str]:
    labels = (shown_name(face.person) for face in faces if face.person is not None)
    return [label for label in labels if label]
