"""An album as the search knows it: what is said of the whole. Its photographs are found by themselves."""

from archive.entries.wording import may_hang_online, thumbnail, visibility_of, years_of
from archive.masking import name_mask
from archive.models import Album
from media.models import Picture, Visibility
from search.entries import Entry


def album_entry(album: Album) -> Entry | None:
    """None when it must not be in the index."""
    visibility = visibility_of(album)
    if visibility is None:
        return None
    mask = name_mask()
    cover = open_cover(album)
    return Entry(
        id=f"album:{album.pk}",
        kind="album",
        url=album.get_absolute_url(),
        title=mask(album.title),
        subtitle=str(album.compiled or ""),
        summary=mask(album.story_label or album.description),
        body=mask(album.description) if album.story_label else "",
        names=tuple(mask(name) for name in album.names),
        tags=tuple(tag.name for tag in album.tags.all()),
        identifiers=(album.accession_number,),
        years=years_of(album.compiled),
        thumbnail_url=thumbnail(cover),
        visibility=visibility,
        has_picture=cover is not None,
        updated_at=album.updated_at,
    )


def open_cover(album: Album) -> Picture | None:
    """The cover, unless the photograph it is of, or the licence, keeps it from the public."""
    is_open = album.cover is not None and album.cover.asset.visibility == Visibility.PUBLIC and may_hang_online(album)
    return album.cover if is_open else None
