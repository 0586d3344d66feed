"""A person as the search knows them: only those whose true name the public may read."""

from archive.entries.wording import (
    filled,
    is_shown,
    joined,
    paragraphs,
    place_names,
    thumbnail,
    workshop_names,
    years_of,
)
from archive.masking import name_mask
from archive.models import Person, Post
from archive.rights import Channel, Viewer, may_know_person, may_tell_life
from search.entries import Entry


def person_entry(person: Person) -> Entry | None:
    """None for everybody who may not be named. A person of whom only the name is public gives nothing but the name."""
    if not may_know_person(Channel.FIND, person, Viewer.PUBLIC):
        return None
    names = tuple(name.text for name in person.names.all())
    if not may_tell_life(person, Viewer.PUBLIC):
        return _entry(person, names=())
    mask = name_mask()
    posts = list(person.posts.all())
    places = [post.place for post in posts if post.place is not None]
    families = [mask(row.family.name) for row in person.family_places.all() if row.family.live]
    return _entry(
        person,
        subtitle=person.get_generation_display() if person.generation else "",
        summary=mask(person.biography),
        body=paragraphs(*(post_label(post) for post in posts), *families),
        names=names,
        places=place_names(places),
        years=_years(person),
        generations=(int(person.generation),) if person.generation else (),
        thumbnail_url=thumbnail(person.portrait),
        has_picture=is_shown(person.portrait),
        fields=filled(workshop=workshop_names(places), post=[post.role for post in posts], family=families),
    )


def post_label(post: Post) -> str:
    """电解一车间 操作工. Without years: who asks for 1958年 wants that year told, not everybody who was hired in it."""
    place = post.place if post.place is not None and post.place.live else None
    return joined(place, post.organisation, post.crew, post.role, by=" ")


def _years(person: Person) -> tuple[int, int] | None:
    born, died = years_of(person.born), years_of(person.died)
    if born is None:
        return died
    return (born[0], died[1]) if died else (born[0], born[1])


def _entry(person: Person, **known: object) -> Entry:
    """What every nameable person gives: the name, the page, and the keys it is asked for by."""
    return Entry(
        id=f"person:{person.pk}",
        kind="person",
        url=person.get_absolute_url(),
        title=person.name,
        identifiers=(person.slug, f"person:{person.slug}"),
        updated_at=person.updated_at,
        **known,  # type: ignore[arg-type]  # a literal set of Entry's own fields, given above
    )
