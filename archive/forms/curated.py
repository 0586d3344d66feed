"""The forms of what is drafted and published: what is left empty is proposed, what is wrong is said in Chinese."""

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin
from wagtail.admin.forms.models import WagtailAdminModelForm

from archive.accession import AccessionPattern, InvalidAccessionNumber
from archive.forms.grounds import GroundedForm
from archive.forms.readings import initials, reading
from archive.models import AccessionNumber

ADDRESSABLE = re.compile(r"[\w.\-()（）·]+")
"""What an accession number may be made of, since it is part of an address."""


class CuratedForm(WagtailAdminModelForm):
    """A slug nobody typed is made from `slug_source`, and told apart from those in use."""

    slug_source = "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = self.fields["slug"].help_text or _("空着就自动取")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if hasattr(self.instance, "slug") and not self.typed("slug", cleaned):
            self.propose("slug", self.free_slug(self.proposed_slug(cleaned)), cleaned)
        return cleaned

    def typed(self, field: str, cleaned: dict[str, Any]) -> bool:
        """Whether the field has a value, or was filled in wrongly and must be mended by the curator."""
        if field in self.fields:
            return field in self.errors or bool(cleaned.get(field))
        return bool(getattr(self.instance, field))

    def propose(self, field: str, value: str, cleaned: dict[str, Any]) -> None:
        """Fill in what was left empty. The short forms of choosers lack the field, so it goes on the instance."""
        if field in self.fields:
            cleaned[field] = value
        else:
            setattr(self.instance, field, value)

    def proposed_slug(self, cleaned: dict[str, Any]) -> str:
        """What the address would be called if it were free."""
        return slugify(" ".join(lazy_pinyin(str(cleaned.get(self.slug_source) or ""))))[:70]

    def free_slug(self, wanted: str) -> str:
        """The wanted slug, or the first of wanted-2, wanted-3 … that nobody has."""
        wanted = wanted or f"{self.instance.KIND}-{str(self.instance.uuid)[:8]}"
        others = self.instance.__class__._default_manager.exclude(pk=self.instance.pk)
        taken = set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


class RecordForm(CuratedForm, GroundedForm):
    """Artifacts, photographs, albums, interviews."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "accession_number" in self.fields and not self.instance.accession_number:
            proposed = AccessionNumber.objects.propose(self.instance.NUMBER_KIND)
            self.fields["accession_number"].widget.attrs["placeholder"] = proposed
            self.fields["accession_number"].help_text = gettext(
                "下一个空号是 %(number)s：空着就自动取用。号码永不重复使用。"
            ) % {"number": proposed}

    def clean_accession_number(self) -> str:
        """The typed number in its canonical form. Numbers of an older pattern are kept as they are."""
        typed = unicodedata.normalize("NFKC", str(self.cleaned_data["accession_number"])).strip()
        if not typed:
            return str(self.instance.accession_number or "")
        try:
            return str(AccessionPattern.of(settings.ACCESSION_PATTERN).parse(typed))
        except InvalidAccessionNumber as error:
            if typed != self.instance.accession_number and not ADDRESSABLE.fullmatch(typed):
                raise ValidationError(str(error)) from error
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("access") != "embargoed" and cleaned.get("embargo_until") and "access" in self.changed_data:
            cleaned["embargo_until"] = None
        self.check_ground(cleaned, self.for_user)
        return cleaned


class InterviewForm(RecordForm):
    """The address of an interview never holds a name: narrators may ask to be anonymous later."""

    def proposed_slug(self, cleaned: dict[str, Any]) -> str:
        number = cleaned.get("accession_number") or AccessionNumber.objects.propose(self.instance.NUMBER_KIND)
        return slugify(str(number))


class TitledForm(CuratedForm):
    slug_source = "title"


class PersonForm(CuratedForm, GroundedForm):
    """Reading and initials are proposed from the name; the address of a person is neutral, since most are masked."""

    def proposed_slug(self, cleaned: dict[str, Any]) -> str:
        return f"p-{str(self.instance.uuid)[:8]}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name = str(cleaned.get("name") or "")
        if name and not self.typed("pinyin", cleaned):
            self.propose("pinyin", reading(name)[:120], cleaned)
        if name and not self.typed("initials", cleaned):
            self.propose("initials", initials(name)[:20], cleaned)
        self.check_ground(cleaned, self.for_user)
        return cleaned


def points_typed(outline: Any) -> list[Any]:
    """The points of an outline as the widget read them.

    Raises ValidationError with the first line that is none.
    """
    found = outline or []
    if not isinstance(found, list) or not all(isinstance(point, list) for point in found):
        wrong = next((point for point in found if not isinstance(point, list)), found)
        raise ValidationError(
            gettext("“%(line)s”不是一个点。每行写一个点，例如：120, 80"), params={"line": str(wrong)[:40]}
        )
    return found


class PlaceForm(CuratedForm):
    def clean_plan_outline(self) -> list[Any]:
        """Points only; whether they make a figure is the place's own rule."""
        return points_typed(self.cleaned_data["plan_outline"])


class PlanLineForm(WagtailAdminModelForm):
    def clean_points(self) -> list[Any]:
        return points_typed(self.cleaned_data["points"])
