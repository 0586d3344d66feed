"""这里有错: what a page says, and what it should say, side by side. Reviewed by a curator; shown nowhere before."""

from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from archive import corrections, receipts
from archive.contribution_states import ContributionKind
from archive.models import Artifact, Interview, Person, Photograph, Place
from archive.rights import refusal
from archive.services.contributions import correcting, drafting
from museum.contributing import limits
from museum.contributing.proposing import CorrectionForm, hand_in, token_of
from museum.contributing.secret_pages import open_form
from museum.correcting import Part, lines_at, part_of, parts_of
from museum.fetching import interview_page
from museum.reader import Reader, reader_of
from museum.timecodes import read_moment
from museum.views import errors

BUSY: Final = gettext_lazy("这会儿说的人多。写的都还在这一页，过一分钟再按一次。")
FOUND_BY: Final[dict[str, tuple[QuerySet[Any], str]]] = {
    "artifact": (Artifact.objects.all(), "accession_number"),
    "photograph": (Photograph.objects.select_related("place"), "accession_number"),
    "interview": (interview_page(Interview.objects.all()), "slug"),
    "person": (Person.objects.all(), "slug"),
    "place": (Place.objects.all(), "slug"),
}


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Without `?part=` the parts to choose from; of an interview the lines around `?t=`, too."""
    reader = reader_of(request)
    if kind not in FOUND_BY:
        return errors.not_found(request)
    rows, name = FOUND_BY[kind]
    record = rows.all().filter(**{name: key}).first()
    if record is None:
        return errors.absent(request)
    if refused := _refused(request, record, reader):
        return refused
    asked = str((request.POST or request.GET).get("part", ""))[:90]
    if not asked:
        return _choose(request, record, reader)
    part = part_of(record, asked, reader)
    if part is None:
        return errors.not_found(request)
    return _form(request, record, reader, part)


def _refused(request: HttpRequest, record: Any, reader: Reader) -> HttpResponse | None:
    if hasattr(record, "access"):
        refused = refusal(record, reader.viewer)
        return errors.refused(request, refused) if refused else None
    is_shown = type(record)._default_manager.visible_to(reader.viewer).filter(pk=record.pk).exists()
    return None if is_shown and parts_of(record, reader) else errors.not_found(request)


def _choose(request: HttpRequest, record: Any, reader: Reader) -> HttpResponse:
    lines = []
    typed = request.GET.get("t", "")
    at_ms = read_moment(typed)
    if isinstance(record, Interview):
        lines = lines_at(record, reader, at_ms or 0, request.GET.get("layer", ""))
    context = _context(record, reader) | {"parts": parts_of(record, reader), "lines": lines, "at": typed}
    return render(request, "museum/contribute/correct_choose.html", context)


def _form(request: HttpRequest, record: Any, reader: Reader, part: Part) -> HttpResponse:
    form = CorrectionForm(request.POST or None, shown=part.words)
    status = 200
    if request.method == "POST":
        is_valid = form.is_valid()
        if limits.is_over(request, limits.BEGIN):
            form.add_error(None, BUSY)
            status = 429
        elif is_valid:
            return _handed_in(record, part, form)
    context = _context(record, reader) | {"part": part, "form": form}
    return limits.remember(request, render(request, "museum/contribute/correct.html", context, status=status))


def _handed_in(record: Any, part: Part, form: CorrectionForm) -> HttpResponse:
    token = token_of(form, part.name, form.cleaned_data["proposed"])
    named = corrections.about(record)
    contribution, token = drafting.start(kind=ContributionKind.CORRECTION, token=token, about=named)
    said = form.cleaned_data
    try:
        correcting.propose(
            contribution, part=part.name, shown=part.words, proposed=said["proposed"], reason=said["reason"]
        )
        hand_in(contribution, form)
    except drafting.NotADraft:
        pass  # the same form sent twice
    return redirect("receipt", receipts.code_of(token))


def _context(record: Any, reader: Reader) -> dict[str, Any]:
    name = record.label(reader.viewer) if isinstance(record, Person) else getattr(record, "title", None) or record.name
    shown = reader.say(name or "")
    return {"title": _("这里有错？"), "record": record, "record_title": shown, "no_index": True}
