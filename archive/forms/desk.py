"""The forms of the curators' desk. Each is one button: ask, thank, assign, refuse, accept."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.contribution_states import CreditAs, PartyRole
from archive.date_words import Unreadable, hear
from archive.desk.doubles import people
from archive.editing import editable_by
from archive.fields import validate_fuzzy_date
from archive.models import Contribution, FaceRegion, Person, Photograph, Record
from archive.rights import COMPOUND_SURNAMES
from archive.services.accepting.accept import Way
from archive.services.accepting.consents import may_be_named, teller_name
from archive.services.accepting.said import Said
from archive.services.contributions.assigning import curators

NOBODY_S_NAME = _("一位讲述人")
LONGEST_MESSAGE = 1000


class MessageForm(forms.Form):
    """A question, or a thank-you."""

    text = forms.CharField(label=_("写什么"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 3}))


class AssignForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("交给谁"), queryset=get_user_model().objects.none(), required=False, empty_label=_("谁有空谁看")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = curators()  # type: ignore[attr-defined]  # a ModelChoiceField has one


class AcceptForm(forms.Form):
    """What was said, put where a record has a place for it. The words themselves stay beside it on the page."""

    title = forms.CharField(label=_("题名"), max_length=200, required=False, help_text=_("一句话说清是什么"))
    date = forms.CharField(label=_("什么时候"), max_length=60, required=False, validators=[validate_fuzzy_date])
    story = forms.CharField(
        label=_("故事"),
        required=False,
        help_text=_("照原话填好了，可以分段、改错字；原话另外留着，不会丢"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    credit = forms.CharField(label=_("对外怎么称呼讲的人"), max_length=60, required=False)
    person = forms.ModelChoiceField(
        label=_("是馆里的哪一位"), queryset=Person.objects.none(), required=False, empty_label=_("不是，或者说不准")
    )
    face = forms.ModelChoiceField(
        label=_("哪一张脸"), queryset=FaceRegion.objects.none(), required=False, empty_label=_("还没有画框的一张")
    )
    items = forms.MultipleChoiceField(label=_("收哪几个文件"), required=False, widget=forms.CheckboxSelectMultiple)
    record = forms.CharField(
        label=_("并进馆里已有的一条"), max_length=60, required=False, help_text=_("写登录号；空着就另收成一条")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, contribution: Contribution, way: str, taken: Way, user: Any, record: str = ""
    ) -> None:
        self.contribution, self.way, self.taken, self.user = contribution, way, taken, user
        self.about = _about(contribution, taken, user)
        super().__init__(data, initial=self._filled_in(record), prefix="accept")
        self.fields["person"].queryset = people(contribution, user)  # type: ignore[attr-defined]  # it has one
        if isinstance(self.about, Photograph):
            self.fields["face"].queryset = self.about.faces.all()  # type: ignore[attr-defined]  # as above
        fitting = [item for item in contribution.items.all() if item.asset and item.asset.kind in taken.files]
        self.fields["items"].choices = [(str(item.pk), str(item)) for item in fitting]  # type: ignore[attr-defined]
        self.initial["items"] = [str(item.pk) for item in fitting]
        for name in UNASKED[way]:
            del self.fields[name]
        if way == "name":
            self.fields["title"].label = _("说是谁")
            self.fields["story"].label = _("怎么知道的")
        if taken.makes is None:
            self.fields["record"].label = _("说的是哪一条")
            self.fields["record"].help_text = _("写登录号")

    def _filled_in(self, record: str) -> dict[str, Any]:
        row = self.contribution
        name = self.way == "name"
        return {
            "title": (row.who or row.what) if name else (row.what or _first_sentence(row.story)),
            "date": row.when if _is_date(row.when) else "",
            "story": row.story,
            "credit": credit_of(row),
            "record": record or (self.about.accession_number if self.about is not None else ""),
            "key": uuid4(),
        }

    def clean_credit(self) -> str:
        typed = str(self.cleaned_data["credit"]).strip()
        if typed and typed == teller_name(self.contribution) and not may_be_named(self.contribution):
            raise ValidationError(gettext("本人没有答应写名字。换一个称呼，例如：一位讲述人。"))
        return typed

    def clean_record(self) -> Record | None:
        typed = str(self.cleaned_data["record"]).strip()
        if not typed:
            return None
        for kind in self.taken.joinable:
            rows: Any = editable_by(self.user, kind._default_manager.filter(accession_number__iexact=typed))
            if (found := rows.first()) is not None:
                return found  # type: ignore[no-any-return]  # a record
        kinds = "、".join(str(kind._meta.verbose_name) for kind in self.taken.joinable)
        raise ValidationError(gettext("没有找到登录号是 %(number)s 的%(kinds)s。") % {"number": typed, "kinds": kinds})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_new = cleaned.get("record") is None and self.taken.makes is not None
        if "title" in self.fields and not str(cleaned.get("title", "")).strip() and (is_new or self.way == "name"):
            self.add_error("title", gettext("写一句就行，以后随时能改。"))
        if self.taken.makes is None and cleaned.get("record") is None and "record" not in self.errors:
            self.add_error("record", gettext("请写明是哪一条的登录号。"))
        return cleaned

    @property
    def said(self) -> Said:
        told = {name: self.cleaned_data[name] for name in self.fields if name != "items"}
        return Said(items=tuple(int(pk) for pk in self.cleaned_data.get("items", ())), **told)


UNASKED: dict[str, tuple[str, ...]] = {
    "photograph": ("person", "face"),
    "artifact": ("person", "face"),
    "interview": ("date", "face"),
    "story": ("date", "face", "items", "record", "story"),
    "name": ("date", "credit", "items"),
    "correction": ("title", "date", "story", "credit", "person", "face", "items"),
}
"""Fields that a way of accepting has no use for."""


def credit_of(contribution: Contribution) -> str:
    """As the teller wished to be called, as far as a yes to the name allows."""
    party = contribution.party(PartyRole.TELLER)
    if party is None or not party.name or party.credit == CreditAs.NOBODY or not may_be_named(contribution):
        return str(NOBODY_S_NAME)
    if party.credit == CreditAs.NAME:
        return party.name
    surname = next((each for each in COMPOUND_SURNAMES if party.name.startswith(each)), party.name[:1])
    return f"{surname}师傅"


def _about(contribution: Contribution, taken: Way, user: Any) -> Record | None:
    """The record that the contributor was looking at (photograph:12), if it can be joined in this way."""
    kind, _colon, pk = contribution.about.partition(":")
    model = next((each for each in taken.joinable if kind == each.KIND), None)
    if model is None or not (pk.isascii() and pk.isdecimal() and len(pk) < 10):
        return None
    rows: Any = editable_by(user, model._default_manager.filter(pk=int(pk)))
    found: Record | None = rows.first()
    return found


def _is_date(words: str) -> bool:
    try:
        hear(words)
    except Unreadable:
        return False
    return len(words) <= 60


def _first_sentence(text: str) -> str:
    first = text.strip().splitlines()[0] if text.strip() else ""
    for mark in "。！？!?；;":
        first = first.partition(mark)[0]
    return first[:40]
