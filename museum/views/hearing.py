"""有人听了你的故事: the player tells that it was heard, and a visitor says a sentence back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from archive.models import Interview, Record
from archive.models.hearing import LONGEST_REPLY
from archive.rights import Channel, Viewer, refusal
from archive.services.contributions import hearing
from museum.contributing import limits
from museum.contributing.forms import ReplyForm
from museum.contributing.secret_pages import secret_page
from museum.reader import Reader, reader_of
from museum.views import errors


@csrf_exempt  # a browser's beacon carries no token, and there is nothing here that somebody else's page could gain
@require_POST
def heard(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody listened for a while. The answer is the same whatever there is, so that nothing is learned from it."""
    if reader_of(request).viewer is Viewer.PUBLIC and not limits.is_over(request, limits.HEARD):
        found = Interview.objects.visible_to(Viewer.PUBLIC, Channel.HEAR).filter(slug=slug).first()
        if found is not None:
            hearing.note_heard(found)
    return HttpResponse(status=204)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """回一句话. Where nobody waits for one there is no such page."""
    reader = reader_of(request)
    record: Record | None = None
    if kind in hearing.RECORDS:
        record = hearing.RECORDS[kind]._default_manager.filter(uuid=uuid).first()
    if record is None:
        return errors.not_found(request)
    if refused := refusal(record, Viewer.PUBLIC):
        return errors.refused(request, refused)
    if not hearing.awaited(record).exists():
        return errors.not_found(request)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and _is_kept(request, form, record):
        return redirect(f"{request.path}?sent=1")
    return limits.remember(request, _page(request, form, record, reader))


def _is_kept(request: HttpRequest, form: ReplyForm, record: Record) -> bool:
    is_valid = form.is_valid()
    if limits.is_over(request, limits.BEGIN):
        form.add_error(None, _("按得太密了，写的都还在。过一分钟再按一次。"))
        return False
    if not is_valid:
        return False
    try:
        hearing.reply(record, form.cleaned_data["text"], form_key=form.form_key)
    except hearing.Full:
        form.add_error(None, _("这几天回话的人多，馆里还没看完。写的都还在，过几天再来交。"))
        return False
    return True


def _page(request: HttpRequest, form: ReplyForm, record: Record, reader: Reader) -> HttpResponse:
    context = {
        "title": _("回一句话"),
        "record": record,
        "record_title": reader.say(record.title),
        "form": form,
        "is_sent": "sent" in request.GET and not form.is_bound,
        "longest": LONGEST_REPLY,
        "no_index": True,
    }
    return render(request, "museum/contribute/reply.html", context)
