"""People and families. A living person without a yes stays 洪某, here as everywhere."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Artifact, Family, Interview, Person, Photograph, Relation
from archive.rights import Refusal, may_tell_life
from archive.states import Display, Generation, NameKind
from museum.cards import cards_of
from museum.families import families_of, lanes_of
from museum.fetching import artifact_cards, interview_cards, load_files, person_cards, person_page, photograph_cards
from museum.moments import moments_about
from museum.names import Name, name_of
from museum.reader import Reader, reader_of
from museum.views import errors
from museum.views.records import full_context, page_numbers, page_of

PER_PAGE = 48
MOST = 12
NOT_SHOWN = frozenset({NameKind.MISHEARD, NameKind.MISWRITTEN, NameKind.MISREAD})
"""Forms that help somebody find a person, and are no name."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation, read from the person whose page it is on: who, what they are to them, since when, on whose word."""

    name: Name
    is_what: str
    since: str
    source: str
    is_kin: bool


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    rows = Person.objects.visible_to(reader.viewer)
    if reader.is_public:
        rows = rows.findable()
    generation = request.GET.get("generation", "")
    if generation in Generation.values:
        rows = rows.filter(generation=generation)
    page = page_of(request, person_cards(rows.order_by("generation", "initials", "pk")), PER_PAGE)
    context = {
        "reader": reader,
        "title": _("人物"),
        "description": _("讲过的、被讲到的、交来东西的人。"),
        "list": page,
        "pages": page_numbers(page),
        "cards": cards_of(page, reader),
        "generations": Generation.values,
        "chosen": {"generation": generation},
        "families": Family.objects.visible_to(reader.viewer).order_by("name"),
    }
    return render(request, "museum/views/person_list.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(request)
    found = person_page(Person.objects.visible_to(reader.viewer).filter(slug=slug)).first()
    if found is None or found.label(reader.viewer) is None:
        withdrawn = Person.objects.filter(slug=slug, public_display=Display.WITHDRAWN).exists()
        return errors.refused(request, Refusal.GONE if withdrawn else Refusal.NOT_FOUND)
    return render(request, "museum/views/person.html", full_context(found, reader, person_context))


def person_context(record: Person, reader: Reader) -> dict[str, Any]:
    """Beyond the name only what may be told: a masked person's page says little, and says why."""
    label = record.label(reader.viewer) or ""
    context: dict[str, Any] = {"title": label, "label": label, "is_told": may_tell_life(record, reader.viewer)}
    if not context["is_told"]:
        return context | {"no_index": True}
    if record.pk is None:
        return context | {"description": reader.say(record.biography), "posts": list(record.posts.all())}
    ties = ties_of(record, reader)
    return context | {
        "description": reader.say(record.biography),
        "portrait": record.portrait if record.effective_display == Display.PUBLIC else None,
        "other_names": [name for name in record.names.all() if name.kind not in NOT_SHOWN],
        "posts": list(record.posts.all()),
        "kin": [tie for tie in ties if tie.is_kin],
        "work_ties": [tie for tie in ties if not tie.is_kin],
        "families": [row.family for row in record.family_places.all() if row.family.live],
        "interviews": cards_of(
            interview_cards(Interview.objects.visible_to(reader.viewer).told_by(record))[:MOST], reader
        )
        if is_known_narrator(record)
        else [],
        "moments": moments_about(record, reader),
        "artifacts": cards_of(artifact_cards(Artifact.objects.visible_to(reader.viewer).about(record))[:MOST], reader),
        "photographs": cards_of(
            photograph_cards(Photograph.objects.visible_to(reader.viewer).about(record))[:MOST], reader
        ),
    }


def is_known_narrator(record: Person) -> bool:
    """An interview given under a pseudonym must not be tied to the person by the back door."""
    return not record.interviewparticipant_links.filter(is_anonymous=True).exists()


def ties_of(record: Person, reader: Reader) -> list[Tie]:
    """Kin and work ties to people who may be mentioned; ties that only keep two people apart are not relations."""
    rows = Relation.objects.filter(Q(a=record) | Q(b=record), type__is_disambiguation=False).select_related(
        "type", "a", "b"
    )
    if reader.is_public:
        rows = rows.filter(is_public=True)
    ties = []
    for row in rows:
        other, is_what = (row.b, row.type.b_is) if row.a_id == record.pk else (row.a, row.type.a_is)
        if name := name_of(other, reader):
            ties.append(Tie(name, is_what, str(row.started or ""), reader.say(row.source), row.type.is_kinship))
    return ties


@require_safe
def family(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(request)
    key = get_object_or_404(Family.objects.visible_to(reader.viewer).only("pk"), slug=slug).pk
    [found] = families_of([key], reader)
    load_files(row.person.portrait.asset for row in found.members.all() if row.person.portrait)
    return render(request, "museum/views/family.html", full_context(found, reader, family_context))


def family_context(record: Family, reader: Reader) -> dict[str, Any]:
    return {
        "title": reader.say(record.name),
        "description": reader.say(record.story),
        "lanes": lanes_of(record, reader),
    }
