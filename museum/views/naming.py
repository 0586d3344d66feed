"""这是谁: on a photograph that everybody may see, somebody says who a face is. Nothing of it is shown on any page."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from archive import corrections, receipts
from archive.contribution_states import ContributionKind
from archive.models import Photograph
from archive.rights import refusal
from archive.services.contributions import drafting, naming
from archive.services.contributions.naming import NameSaid
from museum.contributing import limits
from museum.contributing.proposing import NameForm, hand_in, is_by_voice, save_witness, token_of
from museum.contributing.secret_pages import open_form
from museum.faces import faces_of
from museum.fetching import photograph_page
from museum.looking import looking_at
from museum.reader import Reader, reader_of
from museum.views import errors

BUSY: Final = gettext_lazy("这会儿说的人多。写的都还在这一页，过一分钟再按一次。")


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def who_is_this(request: HttpRequest, number: str) -> HttpResponse:
    """One page, one button. `?face=3` has that face chosen already."""
    reader = reader_of(request)
    record = photograph_page(Photograph.objects.filter(accession_number=number)).first()
    if record is None:
        return errors.absent(request)
    if refused := refusal(record, reader.viewer):
        return errors.refused(request, refused)
    form = NameForm(request.POST or None, faces=faces_of(record, reader), initial={"face": request.GET.get("face")})
    status = 200
    if request.method == "POST":
        is_valid = form.is_valid()
        if limits.is_over(request, limits.BEGIN):
            form.add_error(None, BUSY)
            status = 429
        elif is_valid:
            return _said(request, record, form)
    return limits.remember(request, _page(request, record, reader, form, status))


def _said(request: HttpRequest, record: Photograph, form: NameForm) -> HttpResponse:
    """Typed, it is handed in; to be said by voice, it stays a draft and the recorder follows."""
    token = token_of(form, form.number, form.point, form.cleaned_data["name"])
    contribution, token = drafting.start(kind=ContributionKind.NAME, token=token, about=corrections.about(record))
    try:
        naming.propose(contribution, _saying(request, record, form))
        if is_by_voice(request):
            save_witness(contribution, form)
            return redirect("contribution-voice", token)
        hand_in(contribution, form)
    except drafting.NotADraft:
        pass  # the same form sent twice
    return redirect("receipt", receipts.code_of(token))


def _saying(request: HttpRequest, record: Photograph, form: NameForm) -> NameSaid:
    said = form.cleaned_data
    face = next((face for face in record.faces.all() if face.number == form.number), None)
    x, y = (form.point if form.point and face is None else None) or (None, None)
    return NameSaid(
        photograph=record,
        face=face,
        x_permille=x,
        y_permille=y,
        where=said["where"] if face is None else "",
        name=said["name"],
        certainty=said["certainty"] or "likely",
        how=said["how"],
        words=said["words"],
        device=limits.who_of(request),
        contact=said["contact"],
    )


def _page(request: HttpRequest, record: Photograph, reader: Reader, form: NameForm, status: int) -> HttpResponse:
    looking: dict[str, Any] = looking_at(record, reader)
    shown = looking["pictures"][0] if looking["pictures"] else None
    is_front = shown is not None and shown.picture == record.picture
    context = {
        "title": _("这是谁"),
        "record": record,
        "record_title": reader.say(record.title),
        "form": form,
        "shown": shown,
        "faces": faces_of(record, reader) if is_front else [],
        "no_index": True,
    }
    return render(request, "museum/contribute/name.html", context, status=status)
