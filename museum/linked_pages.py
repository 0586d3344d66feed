"""Pages as machines read them: schema.org in JSON-LD for whatever is not a record with a sheet of its own.

Nothing is said here that the page does not say too, and names only as the page writes them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from wagtail.models import Page

from archive.models import Album, Collection, Family, Interview, Place
from museum.citing import address_of
from museum.families import Lane
from museum.linked_data import CONTEXT, collection_of, filled, person, picture, place
from museum.names import Name
from museum.reader import Reader
from museum.sharing import ShareImage, absolute

LANGUAGE: Final = "zh-Hans"


def site_data() -> dict[str, Any]:
    return {"@type": "WebSite", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/")}


def page_data(
    kind: str, title: str, told: str, address: str, image: Mapping[str, Any] | ShareImage | None = None
) -> dict[str, Any]:
    """Any page at all: what it is called, what it is about, where it belongs."""
    return filled(
        **{"@context": CONTEXT, "@type": kind, "@id": address},
        url=address,
        name=title,
        description=told,
        inLanguage=LANGUAGE,
        isPartOf=site_data(),
        image=picture(image) if isinstance(image, ShareImage) else image,
    )


def home_data(told: str) -> dict[str, Any]:
    """The site, who keeps it, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": absolute("/search/") + "?q={words}"},
        "query-input": "required name=words",
    }
    return filled(
        **{"@context": CONTEXT, **site_data()},
        description=told,
        inLanguage=LANGUAGE,
        potentialAction=search,
        publisher={"@type": "Museum", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/")},
    )


def article_data(page: Page, title: str, told: str, address: str, author: str = "") -> dict[str, Any]:
    """An exhibit or a story."""
    published, changed = page.first_published_at, page.last_published_at
    return page_data("Article", title, told, address) | filled(
        headline=title,
        author={"@type": "Organization" if not author else "Person", "name": author or settings.WAGTAIL_SITE_NAME},
        datePublished=published.isoformat() if published else "",
        dateModified=changed.isoformat() if changed else "",
    )


def interview_data(record: Interview, reader: Reader, narrators: Sequence[Name], asked_by: Sequence[Name]) -> Any:
    """A recording that can be read along."""
    seconds = record.duration_ms // 1000
    return page_data("AudioObject", reader.say(record.title), reader.say(record.synopsis), address_of(record)) | filled(
        identifier=record.accession_number,
        duration=f"PT{seconds}S" if seconds else "",
        creator=[person(name) for name in narrators],
        contributor=[person(name) for name in asked_by],
        isPartOf=collection_of(record) or site_data(),
        isAccessibleForFree=True,
    )


def album_data(record: Album, reader: Reader) -> dict[str, Any]:
    told = reader.say(record.story_label or record.description)
    return page_data("ImageGallery", reader.say(record.title), told, address_of(record)) | filled(
        identifier=record.accession_number, isPartOf=collection_of(record) or site_data()
    )


def place_data(record: Place, reader: Reader, others: Sequence[str], above: Sequence[Place]) -> dict[str, Any]:
    return filled(
        **{"@context": CONTEXT, **place(record)},
        description=reader.say(record.description),
        alternateName=list(others),
        containedInPlace=[place(each) for each in above],
    )


def collection_data(record: Collection, reader: Reader) -> dict[str, Any]:
    address = absolute(record.get_absolute_url())
    return page_data("Collection", record.name, reader.say(record.scope_and_content), address) | filled(
        identifier=record.reference_code
    )


def family_data(record: Family, reader: Reader, lanes: Sequence[Lane]) -> dict[str, Any]:
    """A family and its people, the eldest generation first, by the names the page says."""
    people = [person(Name(card.title, card.url)) for lane in lanes for card in lane.members]
    address = absolute(record.get_absolute_url())
    return page_data("CollectionPage", reader.say(record.name), reader.say(record.story), address) | filled(
        mainEntity={"@type": "ItemList", "numberOfItems": len(people), "itemListElement": people} if people else None
    )


def profile_data(label: str, address: str, told: str) -> dict[str, Any]:
    """A person by the name the page says, and what the page tells of them."""
    facts = {"@type": "Person", "name": label, "url": address}
    return page_data("ProfilePage", label, "", address) | {"mainEntity": filled(**facts, description=told)}
