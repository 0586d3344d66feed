"""Photographs, and things with their pictures."""

from typing import Any

from django.utils.translation import gettext

from archive.consent import Use
from archive.models import (
    Artifact,
    ArtifactImage,
    Contribution,
    ContributionItem,
    Photograph,
    PhotographImage,
    Record,
)
from archive.services.accepting.consents import carry_to_file
from archive.services.accepting.drafts import latest, provenance, save_change, save_draft
from archive.services.accepting.said import CannotAccept, Said, chosen_items
from media.models import Kind, Picture
from media.services.adding import picture_of

PICTURES = frozenset({Kind.PICTURE.value})
PAPERS = PICTURES | {Kind.DOCUMENT.value}
"""What a thing may come with: a letter is often a PDF. That is kept with the contribution, for staff, and read beside
the thing's form; it is no picture of it, and nothing outside leads to it."""


def accept_as_photograph(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """A photograph for each picture that was ticked; what was said about it is its story."""
    items = chosen_items(contribution, said, PICTURES)
    if not items:
        raise CannotAccept(gettext("请勾上至少一张照片。"))
    return [_photograph(contribution, said, by, item, place) for place, item in enumerate(items, start=1)]


def _photograph(contribution: Contribution, said: Said, by: Any, item: ContributionItem, place: int) -> Photograph:
    title = said.title if len(said.items) == 1 else f"{said.title}（{place}）"
    words = [said.story, item.words if item.words not in said.story else ""]
    photograph = Photograph(
        title=title,
        picture=_picture(item, title, by),
        date_taken=said.date,
        story_label="\n\n".join(text for text in words if text),
        **provenance(contribution, said),
    )
    return save_draft(photograph, contribution, said, by)


def accept_as_artifact(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """One thing with all its pictures; one without any, or with papers alone, can be photographed later."""
    chosen_items(contribution, said, PAPERS)
    artifact = Artifact(title=said.title, date_used=said.date, story_label=said.story, **provenance(contribution, said))
    for order, item in enumerate(chosen_items(contribution, said, PICTURES)):
        picture = _picture(item, said.title, by)
        artifact.images.add(ArtifactImage(picture=picture, caption=item.words[:500], sort_order=order))
    return [save_draft(artifact, contribution, said, by)]


def join_pictures(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """Put the pictures to a photograph or thing that is there already, in its draft."""
    record = said.record
    items = chosen_items(contribution, said, PICTURES)
    if not items and chosen_items(contribution, said, PAPERS):
        raise CannotAccept(gettext("文件不能并进已有的照片或藏品，请另收成一件藏品。"))
    if not isinstance(record, Photograph | Artifact):
        raise CannotAccept(gettext("照片只能并进一张老照片或一件藏品。"))
    newest = latest(record)
    link = PhotographImage if isinstance(record, Photograph) else ArtifactImage
    there = {image.picture_id for image in newest.images.all()}
    for item in items:
        picture = _picture(item, record.title, by)
        if item.asset is None or picture.pk in there:
            continue
        carry_to_file(contribution, item.asset, Use.SHOW)
        newest.images.add(link(picture=picture, caption=item.words[:500], sort_order=len(there)))
        there.add(picture.pk)
    if items:
        save_change(newest, by)
    return [record]


def _picture(item: ContributionItem, title: str, by: Any) -> Picture:
    if item.asset is None:
        raise CannotAccept(gettext("有一个文件已经不在了。"))
    return picture_of(item.asset, title=title, uploaded_by=by)
