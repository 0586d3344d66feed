"""People. A living person without a yes stays 洪某, here as everywhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Artifact, Family, Interview, Person, Photograph
from archive.rights import may_tell_life
from archive.states import Display, Generation, NameKind
from museum.cards import cards_of, shelves, to_show
from museum.circle import circle_around, told_from
from museum.fetching import artifact_cards, interview_cards, person_cards, person_page, photograph_cards, sound
from museum.kin_chart import drawing_of
from museum.linked_pages import profile_data
from museum.moments import moments_about
from museum.reader import Reader, reader_of
from museum.sharing import absolute
from museum.views import errors
from museum.views.records import full_context, page_numbers, page_of
from museum.voices import is_known_narrator, voice_of

PER_PAGE = 48
MOST = 12
NOT_SHOWN = frozenset({NameKind.MISHEARD, NameKind.MISWRITTEN, NameKind.MISREAD})
"""Forms that help somebody find a person, and are no name."""


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
        "page_kind": "CollectionPage",
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
        return errors.gone(request) if withdrawn else errors.absent(request)
    return render(request, "museum/views/person.html", full_context(found, reader, person_context))


def person_context(record: Person, reader: Reader) -> dict[str, Any]:
    """Beyond the name only what may be told: a masked person's page says little, and says why."""
    label = record.label(reader.viewer) or ""
    context: dict[str, Any] = {"title": label, "label": label, "is_told": may_tell_life(record, reader.viewer)}
    if not context["is_told"]:
        return context | {"no_index": True}
    if record.pk is None:
        return context | {"description": reader.say(record.biography), "posts": list(record.posts.all())}
    return (
        context
        | kin_context(record, reader)
        | kept_context(record, reader)
        | {
            "description": reader.say(record.biography),
            "linked_data": profile_data(label, absolute(record.get_absolute_url()), reader.say(record.biography)),
            "portrait": to_show(record.portrait) if record.effective_display == Display.PUBLIC else None,
            "other_names": [name for name in record.names.all() if name.kind not in NOT_SHOWN],
            "posts": list(record.posts.all()),
            "families": [row.family for row in record.family_places.all() if row.family.live],
            "moments": moments_about(record, reader),
        }
    )


def kept_context(record: Person, reader: Reader) -> dict[str, Any]:
    """What the person told, owned and is to be seen in; the files of all of it are loaded together."""
    interviews = told_by(record, reader)
    cards = shelves(
        reader,
        beside=(part.recording.asset for interview in interviews[:1] for part in interview.parts.all()),
        interviews=interviews,
        artifacts=artifact_cards(Artifact.objects.visible_to(reader.viewer).about(record))[:MOST],
        photographs=photograph_cards(Photograph.objects.visible_to(reader.viewer).about(record))[:MOST],
    )
    return {**cards, "voice": voice_of(interviews[0], reader) if interviews else []}


def told_by(record: Person, reader: Reader) -> list[Interview]:
    """What the person told under their own name."""
    if not is_known_narrator(record):
        return []
    rows = interview_cards(Interview.objects.visible_to(reader.viewer).told_by(record))
    return list(rows.prefetch_related("index_points", sound()).order_by("accession_number")[:MOST])


def kin_context(record: Person, reader: Reader) -> dict[str, Any]:
    """The chart of those around the person, and the list that says the same."""
    circle = circle_around(record, reader)
    told = told_from(circle, record, reader)
    words: dict[str, str] = {}
    for line in told:
        words.setdefault(line.slug, line.is_what)
    return {
        "told": told,
        "drawing": drawing_of(circle, reader, here=[record.slug], notes=words) if told else None,
    }
