"""The forms of the lexicon: what is wrong is said beside the field; what is only odd is said after saving."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from archive.forms.readings import reading
from search.curation import editions
from search.curation.faults import Fault, faults_of, surname_faults
from search.models import SurnameRow, TermRow
from search.models.lexicon import key_of
from search.text.script import is_han


class CategoryInput(forms.TextInput):
    """Free words, with those in use offered."""

    template_name = "archive/admin/widgets/category.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["categories"] = categories()
        return context


def categories() -> list[str]:
    rows = TermRow.objects.exclude(category="").order_by("category")
    return list(rows.values_list("category", flat=True).distinct())


class TermForm(WagtailAdminModelForm):
    """What was left empty is filled in: the reading, word for word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[Fault] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        word = str(cleaned.get("term") or "").strip()
        for column in ("variants", "synonyms"):
            forms_ = [str(form).strip() for form in cleaned.get(column) or []]
            cleaned[column] = list(dict.fromkeys(form for form in forms_ if form and key_of(form) != key_of(word)))
        if word and not cleaned.get("pinyin") and all(map(is_han, word)):
            cleaned["pinyin"] = reading(word)
        if word:
            self._judge(cleaned)
        return cleaned

    def _judge(self, cleaned: dict[str, Any]) -> None:
        others = list(TermRow.objects.exclude(pk=self.instance.pk).order_by("pk"))
        is_taken = key_of(cleaned["term"]) in {other.key for other in others}
        given = TermRow(**{name: cleaned[name] for name in TermRow.VALUES if cleaned.get(name)})
        for fault in faults_of(given.value(), editions.lexicon_of(others, []), is_taken=is_taken):
            if fault.is_warning:
                self.warnings.append(fault)
            else:
                self.add_error(fault.column, ValidationError(fault.text))


class SurnameForm(WagtailAdminModelForm):
    warnings: list[Fault] = []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        taken = SurnameRow.objects.exclude(pk=self.instance.pk).values_list("key", flat=True)
        surname = str(cleaned.get("surname") or "").strip()
        for fault in surname_faults(surname, cleaned.get("readings") or [], taken) if surname else []:
            self.add_error(fault.column, ValidationError(fault.text))
        return cleaned


class LexiconFileForm(forms.Form):
    """A file with words, before anything is known of it."""

    MOST_BYTES = 5_000_000

    file = forms.FileField(
        label=_("CSV 文件"),
        help_text=_("先点“导出”拿一份现在的，用 Excel 或 WPS 改好再传回来；UTF-8、GB18030 都认得。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.MOST_BYTES:
            raise ValidationError(_("这个文件超过 5 MB，不像是一份词典。"))
        return file
