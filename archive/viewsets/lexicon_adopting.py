"""From a word that visitors asked for in vain to a word the search knows: one page, one more click.

    curation/lexicon/adopt/?form=氯间

lists the terms it may belong to; the button beside each adds it there, the last one opens a new term with it.
"""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext
from wagtail.admin import messages

from archive.forms.readings import reading
from archive.panels.lexicon import search_address
from archive.viewsets.lexicon import term_address
from archive.viewsets.lexicon_files import CHANGE_TERMS, furniture
from search import api
from search.curation import editions
from search.curation.changes import changing
from search.curation.faults import faults_of
from search.curation.reach import records_found
from search.models import TermRow
from search.models.lexicon import LONGEST_FORM, key_of
from search.suggesting import is_near
from search.text.sound import folded, toneless

MOST_OFFERED = 12


@permission_required(CHANGE_TERMS, raise_exception=True)
def adopt(request: HttpRequest) -> HttpResponseBase:
    asked = request.POST if request.method == "POST" else request.GET
    form, looked_for = asked.get("form", "").strip()[:LONGEST_FORM], asked.get("q", "").strip()[:LONGEST_FORM]
    if request.method == "POST" and form:
        return _add(request, form, get_object_or_404(TermRow, pk=_number(asked.get("term_pk", ""))))
    terms = matching(looked_for) if looked_for else likely(form)
    context = {
        **furniture(gettext("把访客的说法加进词典")),
        "form": form,
        "looked_for": looked_for,
        "terms": terms,
        "found": records_found([form], api.STAFF).get(form) if form else None,
        "new_query": urlencode({"term": form}),
    }
    return TemplateResponse(request, "archive/admin/lexicon/adopt.html", context)


def _add(request: HttpRequest, form: str, row: TermRow) -> HttpResponseBase:
    """Adds the form to the term's synonyms; what keeps it from that is said on the term's own page."""
    if key_of(form) not in map(key_of, row.value().forms):
        row.synonyms = [*row.synonyms, form]
    others = editions.lexicon_of(list(TermRow.objects.exclude(pk=row.pk)), [])
    faults = [fault for fault in faults_of(row.value(), others, is_taken=False) if not fault.is_warning]
    if faults:
        messages.error(request, faults[0].text)
        return redirect(f"{term_address(row.pk)}?{urlencode({'form': form})}")
    with changing(by=request.user):
        row.save()
    text = gettext("“%(form)s”已经算作“%(term)s”的同义词，几秒钟后访客就能用它搜到。")
    button = messages.button(search_address(form), gettext("搜搜看"), True)
    messages.success(request, text % {"form": form, "term": row.term}, buttons=[button])
    return redirect(term_address(row.pk))


def matching(typed: str) -> list[TermRow]:
    return list(TermRow.objects.filter(found_by__contains=key_of(typed))[:MOST_OFFERED])


def likely(form: str) -> list[TermRow]:
    """Terms that differ by one character, sound alike, or share characters, in this order."""
    key, sound = key_of(form), _sound(form)
    ranked: list[tuple[int, str, TermRow]] = []
    for row in TermRow.objects.all() if key else ():
        forms = [key_of(known) for known in row.value().forms]
        shared = max((len(set(key) & set(known)) for known in forms), default=0)
        if any(is_near(key, known) for known in forms):
            ranked.append((0, row.key, row))
        elif sound and any(_sound(known) == sound for known in forms):
            ranked.append((1, row.key, row))
        elif shared:
            ranked.append((LONGEST_FORM - shared, row.key, row))
    return [row for _, _, row in sorted(ranked, key=lambda each: each[:2])[:MOST_OFFERED]]


def _sound(form: str) -> str:
    return " ".join(folded(said) for said in toneless(reading(form)))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
