"""这是谁 and 这里有错: one short page each, handed in with one button. Only what is said must be filled in."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive import receipts
from archive.consent import Use
from archive.contribution_states import CreditAs, HowKnown, PartyRole
from archive.models import Contribution
from archive.services.contributions import contacts, drafting, handing_in
from archive.states import Certainty
from museum.contributing.forms import contact_or_error
from museum.contributing.stamp import StampedForm
from museum.faces import Face

ANOTHER: Final = "0"
"""The choice that is no face of the list."""
SURE: Final = (
    (Certainty.CERTAIN.value, _("认得准，就是")),
    (Certainty.LIKELY.value, _("应该是")),
    (Certainty.GUESS.value, _("像，拿不准")),
)
FURTHEST: Final = 1000


class WitnessForm(StampedForm):
    """Who says it, as far as they want to be known: nothing of it must be filled in."""

    witness = forms.CharField(
        label=_("您怎么称呼"), help_text=_("陈玉兰、陈师傅，都行；不写也行"), max_length=60, required=False
    )
    credit = forms.ChoiceField(label=_("用上了，旁边怎么写您"), choices=CreditAs, required=False)
    contact = forms.CharField(
        label=_("怎么找到您"),
        help_text=_("电话或邮箱，不留也行。锁着存，只有馆长能看，久不联系就删"),
        max_length=120,
        required=False,
    )

    def clean_contact(self) -> str:
        return contact_or_error(str(self.cleaned_data["contact"]))


class NameForm(WitnessForm):
    """这是谁. With script the picture can be tapped; without, a face is chosen from the list or told in words."""

    face = forms.ChoiceField(
        label=_("哪一位"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请先点一下是哪一位。"), "invalid_choice": _("这一位不在照片上了，请重新点。")},
    )
    where = forms.CharField(
        label=_("大概在哪里"), help_text=_("比如：后排右边第二个，戴帽子的"), max_length=120, required=False
    )
    x = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=FURTHEST, required=False)
    y = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=FURTHEST, required=False)
    name = forms.CharField(
        label=_("叫什么"), help_text=_("只记得姓，或者只记得外号，也写上"), max_length=120, required=False
    )
    certainty = forms.ChoiceField(
        label=_("认得准吗"), choices=SURE, widget=forms.RadioSelect, initial=Certainty.LIKELY, required=False
    )
    how = forms.ChoiceField(label=_("您怎么认得"), choices=[("", _("不说")), *HowKnown.choices], required=False)
    words = forms.CharField(
        label=_("还记得什么"),
        help_text=_("哪个班组的、哪一年、凭什么认出来的"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, faces: Sequence[Face], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(face.number), face.where) for face in faces]
        another = _("另一个人") if choices else _("照片上的一个人")
        chosen: Any = self.fields["face"]
        chosen.choices = [*choices, (ANOTHER, another)]
        if not choices:
            self.initial["face"] = ANOTHER

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "record" not in self.data and not str(cleaned.get("name") or "").strip():
            self.add_error("name", gettext("还没有写叫什么。写个姓、写个外号都行，也可以用嘴说。"))
        if cleaned.get("face") == ANOTHER and not (cleaned.get("where") or self.point):
            self.add_error("where", gettext("请在照片上点一下，或者写两个字：大概在哪里。"))
        return cleaned

    @property
    def point(self) -> tuple[int, int] | None:
        x, y = self.cleaned_data.get("x"), self.cleaned_data.get("y")
        return None if x is None or y is None else (x, y)

    @property
    def number(self) -> int:
        """Of the face, 0 for somebody who is not among them."""
        return int(self.cleaned_data["face"])


class CorrectionForm(WitnessForm):
    """这里有错: what it says now stands above, what it should say is typed below."""

    proposed = forms.CharField(
        label=_("应该是"),
        max_length=4000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("还没有写应该是什么。")},
    )
    reason = forms.CharField(
        label=_("您怎么知道的"),
        help_text=_("不写也行"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, shown: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.fields["proposed"].initial = shown

    def clean_proposed(self) -> str:
        proposed = str(self.cleaned_data["proposed"])
        if proposed == self.shown.strip():
            raise forms.ValidationError(gettext("和现在写的一样。改好了再交。"))
        return proposed


def save_witness(contribution: Contribution, form: WitnessForm) -> None:
    """Who said it, and whether the name may stand beside it: writing how one is to be credited is the yes to that.

    Raises NotADraft.
    """
    said = form.cleaned_data
    credit = said["credit"] or CreditAs.NAME
    party = drafting.save_party(contribution, PartyRole.TELLER, {"name": said["witness"], "credit": credit})
    contacts.keep(party, said["contact"])
    if said["witness"]:
        drafting.save_consent_answers(contribution, PartyRole.TELLER, {Use.NAME: credit != CreditAs.NOBODY})


def hand_in(contribution: Contribution, form: WitnessForm) -> None:
    """Everything there is to it, in one go. Raises NotADraft, NothingTold."""
    save_witness(contribution, form)
    handing_in.hand_in(contribution)


def token_of(form: WitnessForm, *said: object) -> str:
    """The same words sent twice are one contribution; other words after the browser's way back are another."""
    return receipts.token_of_form(":".join([form.form_key, *(str(each) for each in said)]))


def is_by_voice(request: HttpRequest) -> bool:
    return "record" in request.POST
