"""这里有错: other words proposed for what a page says, written in by a curator; what stood there is kept in the log."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive import corrections
from archive.contribution_states import ContributionState
from archive.log_actions import PUT_RIGHT
from archive.models import Contribution, Correction, Interview, Place
from archive.rights import Viewer, may_see
from archive.services.contributions import drafting
from archive.services.contributions.moves import move, take_in
from archive.services.drafts import carry_fields
from archive.services.segments import edit_segment
from search.outbox import touch

LONGEST_TITLE = 200


class CannotPutRight(ValueError):
    """The words do not fit there. `str()` is a sentence for the curator."""


@transaction.atomic
def propose(contribution: Contribution, *, part: str, shown: str, proposed: str, reason: str = "") -> Correction:
    """Keep it with a draft. Proposed again before it is handed in, it is written over. Raises NotADraft."""
    row = drafting.save_words(contribution, {"what": proposed[:LONGEST_TITLE], "story": reason})
    words = {"part": part, "shown": shown, "proposed": proposed, "reason": reason}
    correction, _made = Correction.objects.update_or_create(contribution=row, defaults=words)
    return correction


@transaction.atomic
def accept(correction: Correction, *, by: Any, value: str = "", is_done: bool = False) -> Contribution:
    """Write the words in, and say so on the receipt; `is_done`: a curator has put it right in the form already.

    Raises CannotPutRight, TranscriptChanged, WrongMove; then nothing was changed.
    """
    contribution = take_in(correction.contribution)
    record = corrections.record_of(contribution.about)
    if record is None:
        raise CannotPutRight(gettext("这一条已经不在了。"))
    if not is_done:
        _write(record, correction.part, value.strip(), by)
    touch(record)  # the thanks on its page are new even where the words are not
    return move(contribution, ContributionState.ONLINE) if _is_public(record) else contribution


def _write(record: Any, part: str, value: str, by: Any) -> None:
    if corrections.is_line(part):
        _write_line(record, part, value, by)
        return
    before = record.serializable_data()
    stood = corrections.words_of(record, part)
    field = corrections.field_of(record, part)
    try:
        setattr(record, part, _place(value) if field.is_relation else field.clean(value, record))
    except ValidationError as error:
        raise CannotPutRight(" ".join(error.messages)) from error
    record.save()
    changed = (name for name in before if name == part or name.startswith(f"{part}_"))
    carry_fields(record, {name: before[name] for name in changed})
    log(instance=record, action=PUT_RIGHT, user=by, data={"part": part, "from": stood, "to": value})


def _write_line(interview: Interview, part: str, value: str, by: Any) -> None:
    segment = corrections.segment_of(interview, part)
    if segment is None or segment.is_redacted:
        raise CannotPutRight(gettext("这一句已经拆开、合并或者隐去了，请到转写稿里看。"))
    if not value:
        raise CannotPutRight(gettext("一句话不能改成空的。要隐去，请用“隐去段落”。"))
    edit_segment(segment=segment, values={"text": value}, version=segment.transcript.version, user=by)


def _place(value: str) -> Place | None:
    if not value:
        return None
    found = Place.objects.filter(name=value).order_by("-live").first()
    if found is None:
        raise CannotPutRight(
            gettext("地点册里没有“%(name)s”。先在“地点”里加上；或者自己改好，再按“已经改好了”。") % {"name": value}
        )
    return found


def _is_public(record: Any) -> bool:
    return bool(record.live) and (not hasattr(record, "access") or may_see(record, Viewer.PUBLIC))
