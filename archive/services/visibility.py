"""Keeping files as open as the records that show them, and no more.

`archive.rights` decides, `media` stores the answer on each asset and delivery looks at nothing else. So whenever a
record changes, the assets it shows are settled again in the same transaction, from everything that shows them: other
records, portraits, pages. `settle_all` does the same for every asset; the worker runs it now and then, for whatever no
save announced (a picture taken out of a record, a page that changed).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from archive.contribution_states import ContributionState, FileCheck
from archive.models import (
    Album,
    ArtifactImage,
    ConsentEvidence,
    ContributionItem,
    Curated,
    Family,
    Interview,
    InterviewPart,
    Person,
    Photograph,
    PhotographImage,
    Place,
    Record,
    WithdrawnFile,
)
from archive.models.links import PictureLink
from archive.rights import Viewer, display_of, file_visibility, may_tell_life, narrowest_use, standing_of
from archive.services.reserving import note_reserved
from archive.states import Display, PictureUse, Standing, WithdrawalState
from media.iiif.image import SMALL_PX
from media.models import Asset, Picture
from media.services.visibility import set_public_px, set_visibility

Shown = tuple[int, Standing, str]
"""(asset id, how open the thing is that shows it, how large its rights let the picture be)"""

BATCH = 500


def settle(assets: Iterable[Asset], today: date | None = None) -> int:
    """Set the visibility of these assets from everything that shows them, and note what programs are told of them.
    Returns of how many the visibility changed."""
    by_id = {asset.pk: asset for asset in assets}
    if not by_id:
        return 0
    today = today or timezone.localdate()
    standings: dict[int, list[Standing]] = defaultdict(list)
    uses: dict[int, set[str]] = defaultdict(set)
    for asset_id, state, use in _shown(set(by_id), today):
        standings[asset_id].append(state)
        if state is Standing.PUBLIC:
            uses[asset_id].add(use)
    wanted: dict[str, list[Asset]] = defaultdict(list)
    sizes: dict[PictureUse, list[Asset]] = defaultdict(list)
    on_pages = _on_public_pages(set(by_id))
    for asset_id, asset in by_id.items():
        wanted[file_visibility(standings[asset_id], is_on_public_page=asset_id in on_pages)].append(asset)
        sizes[narrowest_use(uses[asset_id])].append(asset)
    with transaction.atomic():
        for use, group in sizes.items():
            set_public_px(assets=group, public_px=SMALL_PX if use is PictureUse.SMALL else None)
        note_reserved(by_id.values(), today)
        return sum(set_visibility(assets=group, visibility=visibility) for visibility, group in wanted.items())


def settle_record(instance: Curated) -> int:
    """Settle every file this record, person or place shows."""
    return settle(assets_of(instance))


def settle_page(page: Page) -> int:
    """Settle every picture this page refers to. Called when a page is published or taken down."""
    pictures = ReferenceIndex.get_references_for_object(page).filter(
        to_content_type=ContentType.objects.get_for_model(Picture)
    )
    ids = [int(pk) for pk in pictures.values_list("to_object_id", flat=True)]
    return settle(Asset.objects.filter(picture__pk__in=ids))


def settle_all(today: date | None = None) -> int:
    """Settle every picture and recording the archive or a page may show. Returns how many changed."""
    changed = 0
    ids = Asset.objects.filter(kind__in=["picture", "audio", "video"]).order_by("pk").values_list("pk", flat=True)
    everything = list(ids)
    for start in range(0, len(everything), BATCH):
        changed += settle(Asset.objects.filter(pk__in=everything[start : start + BATCH]), today)
    return changed


def assets_of(instance: Curated) -> list[Asset]:
    """Every file this record, person or place shows, open or closed."""
    pictures: list[Picture | None] = [
        getattr(instance, name, None) for name in ("picture", "verso_picture", "cover", "portrait")
    ]
    images: Iterable[PictureLink] = (
        instance.images.select_related("picture__asset") if hasattr(instance, "images") else ()
    )
    pictures += [image.picture for image in images]
    found = [picture.asset for picture in pictures if picture is not None]
    if isinstance(instance, Interview):
        parts = InterviewPart.objects.filter(interview=instance).select_related("recording__asset")
        found += [part.recording.asset for part in parts]
    return found


def _shown(asset_ids: set[int], today: date) -> Iterator[Shown]:
    yield from _shown_by_records(asset_ids, today)
    yield from _shown_by_portraits(asset_ids, today)
    yield from _shown_to_keepers_or_nobody(asset_ids)
    yield from _held_by_contributions(asset_ids)


def _shown_by_records(asset_ids: set[int], today: date) -> Iterator[Shown]:
    for image in ArtifactImage.objects.filter(picture__asset__in=asset_ids).select_related(
        "picture", "artifact__rights"
    ):
        yield image.picture.asset_id, *_pictured(image.artifact, today, is_closed=image.is_closed)
    for extra in PhotographImage.objects.filter(picture__asset__in=asset_ids).select_related(
        "picture", "photograph__rights"
    ):
        yield extra.picture.asset_id, *_pictured(extra.photograph, today, is_closed=extra.is_closed)
    for name in ("picture", "verso_picture"):
        rows = Photograph.objects.filter(**{f"{name}__asset__in": asset_ids}).select_related(name, "rights")
        for photograph in rows:
            shown = _pictured(photograph, today, is_closed=photograph.is_picture_closed)
            yield getattr(photograph, name).asset_id, *shown
    for album in Album.objects.filter(cover__asset__in=asset_ids).select_related("cover", "rights"):
        if album.cover is not None:
            yield album.cover.asset_id, *_pictured(album, today)
    for interview in Interview.objects.filter(portrait__asset__in=asset_ids).select_related("portrait", "rights"):
        if interview.portrait is not None:
            yield interview.portrait.asset_id, _pictured(interview, today)[0], PictureUse.FULL
    for part in InterviewPart.objects.filter(recording__asset__in=asset_ids).select_related("recording", "interview"):
        yield part.recording.asset_id, standing_of(part.interview, today), PictureUse.FULL


def _pictured(record: Record, today: date, *, is_closed: bool = False) -> tuple[Standing, str]:
    """How open a record's picture is, and how large. A closed picture of an open record is for staff; so is one that
    may only hang in the room. Without a rights statement nobody has asked the owner yet: small."""
    standing = standing_of(record, today)
    use = record.rights.picture_use if record.rights else PictureUse.SMALL
    is_inside = is_closed or use == PictureUse.ROOM_ONLY
    return Standing.STAFF if standing is Standing.PUBLIC and is_inside else standing, use


def _shown_by_portraits(asset_ids: set[int], today: date) -> Iterator[Shown]:
    for person in Person.objects.filter(portrait__asset__in=asset_ids).select_related("portrait"):
        if person.portrait is None:
            continue
        if display_of(person, today) is Display.WITHDRAWN:
            yield person.portrait.asset_id, Standing.WITHDRAWN, PictureUse.FULL
        else:
            is_open = person.live and may_tell_life(person, Viewer.PUBLIC, today)
            yield person.portrait.asset_id, Standing.PUBLIC if is_open else Standing.STAFF, PictureUse.FULL
    for family in Family.objects.filter(picture__asset__in=asset_ids).select_related("picture"):
        if family.picture is not None:
            yield family.picture.asset_id, Standing.PUBLIC if family.live else Standing.DRAFT, PictureUse.FULL
    for place in Place.objects.filter(picture__asset__in=asset_ids).select_related("picture"):
        if place.picture is not None:
            yield place.picture.asset_id, Standing.PUBLIC if place.live else Standing.DRAFT, PictureUse.FULL


def _shown_to_keepers_or_nobody(asset_ids: set[int]) -> Iterator[Shown]:
    """Signed papers are for keepers; a file that was taken back is for nobody, whatever else shows it."""
    for pk in ConsentEvidence.objects.filter(asset__in=asset_ids).values_list("asset_id", flat=True):
        if pk is not None:
            yield pk, Standing.RESTRICTED, PictureUse.FULL
    taken_back = WithdrawnFile.objects.filter(asset__in=asset_ids).exclude(withdrawal__state=WithdrawalState.UNDONE)
    for pk in taken_back.values_list("asset_id", flat=True):
        yield pk, Standing.WITHDRAWN, PictureUse.FULL


def _held_by_contributions(asset_ids: set[int]) -> Iterator[Shown]:
    """What was taken back, and what the virus scanner has not seen, is for nobody, whatever else shows it. Anything
    else that was handed in is closed by no row here: no record shows it, so it is for staff alone."""
    closed = Q(contribution__state__in=ContributionState.closed()) | Q(check_state=FileCheck.WAITING)
    for asset_id in ContributionItem.objects.filter(closed, asset__in=asset_ids).values_list("asset_id", flat=True):
        if asset_id is not None:
            yield asset_id, Standing.WITHDRAWN, PictureUse.FULL


def _on_public_pages(asset_ids: set[int]) -> set[int]:
    """Pictures in live pages, from Wagtail's own index of references."""
    pictures = dict(Picture.objects.filter(asset__in=asset_ids).values_list("pk", "asset_id"))
    if not pictures:
        return set()
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Picture),
        to_object_id__in=[str(pk) for pk in pictures],
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("object_id", "to_object_id")
    references = [(int(page), int(picture)) for page, picture in rows]
    live = set(
        Page.objects.live().public().filter(pk__in={page for page, _ in references}).values_list("pk", flat=True)
    )
    return {pictures[picture] for page, picture in references if page in live}
