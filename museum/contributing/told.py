"""The first step of handing in, wherever it is taken: words kept first, then files one by one."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.contribution_states import ContributionKind
from archive.models import Call, CallPrompt, Contribution, Grid
from archive.services.contributions import drafting, files, helping
from media.refusals import Refused
from museum.contributing.forms import TellForm

WAYS = {
    "voice": ContributionKind.VOICE,
    "story": ContributionKind.STORY,
    "photographs": ContributionKind.PHOTOGRAPHS,
    "thing": ContributionKind.THING,
}
"""The ways in, as they stand in addresses."""


def origin_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a link or a poster's code said: call, grid, question, and whose book. What is unknown is left out."""
    call = Call.objects.running().filter(slug=str(asked.get("call", ""))[:60]).first()
    grid = Grid.objects.filter(code=str(asked.get("grid", ""))[:20]).first()
    book = helping.book_of(str(asked["book"])) if asked.get("book") else None
    grid = grid or (book.grid if book else None)
    return {"call": call, "grid": grid, "prompt": prompt_of(call, str(asked.get("q", ""))), "book": book}


def prompt_of(call: Call | None, number: str) -> str:
    prompts: list[CallPrompt] = list(call.prompts.all()) if call else []
    if number.isascii() and number.isdecimal() and 1 <= int(number[:4]) <= len(prompts):
        return prompts[int(number[:4]) - 1].text
    return ""


def keep(request: HttpRequest, contribution: Contribution, form: TellForm) -> list[str]:
    """Keep everything that came with this form. Returns a sentence for each file that was not taken.

    Raises NotADraft.
    """
    drafting.save_words(contribution, form.words())
    notes = {name.removeprefix("words_"): text for name, text in request.POST.items() if name.startswith("words_")}
    drafting.save_item_words(contribution, {key: str(text)[:2000] for key, text in notes.items()})
    if remove := request.POST.get("remove"):
        drafting.remove_item(contribution, remove)
    return [sentence for each in request.FILES.getlist("files") if (sentence := _take(contribution, each))]


def _take(contribution: Contribution, upload: "UploadedFile[Any]") -> str:
    name = upload.name or _("文件")
    try:
        files.receive(contribution, upload, filename=name)
    except Refused as refusal:
        return _("%(name)s：%(why)s") % {"name": name, "why": refusal}
    except files.TooManyFiles:
        limit = settings.CONTRIBUTION_MAX_FILES
        return _("%(name)s：一次最多交 %(limit)s 个，这个没有收。交完这次，可以再交一次。") % {
            "name": name, "limit": limit,
        }  # fmt: skip
    return ""
