"""Forms for the ledger: what somebody decided, what the museum reasons, what is taken back at the door."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.consent import Decision, Use
from archive.forms.grounds import CHOOSABLE
from archive.forms.timecodes import TimecodeField
from archive.models import ConsentText
from archive.services.consent import USE_LABELS
from archive.states import ConsentForm, WithdrawalOutcome, WithdrawalScope

ANSWERS = [("", _("没问")), (Decision.GRANTED.value, _("同意")), (Decision.REFUSED.value, _("不同意"))]
FORMS = [(form.value, form.label) for form in (ConsentForm.PAPER, ConsentForm.SPOKEN)]


class DecisionForm(forms.Form):
    """What one person said, in one breath, use by use."""

    giver = forms.CharField(label=_("谁同意的"), max_length=120)
    proxy = forms.CharField(label=_("谁代办的"), max_length=120, required=False, help_text=_("本人自己来的就空着"))
    relation = forms.CharField(label=_("是本人的什么人"), max_length=60, required=False)
    form = forms.ChoiceField(label=_("怎么说的"), choices=FORMS)
    text = forms.ModelChoiceField(label=_("念的哪一版授权书"), queryset=ConsentText.objects.all(), required=False)
    given_on = forms.DateField(label=_("哪天"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label=_("到哪天为止"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("含当日，过后自动收起；空着就是一直"),
    )
    scan = forms.FileField(label=_("签字的扫描件"), required=False, help_text=_("照片或 PDF，只有馆长能看"))
    start_ms = TimecodeField(label=_("录音里从"), required=False)
    end_ms = TimecodeField(label=_("到"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("given_on", timezone.localdate())
        for use in Use:
            self.fields[f"use_{use}"] = forms.ChoiceField(
                label=USE_LABELS[use], choices=ANSWERS, required=False, widget=forms.RadioSelect
            )

    def use_fields(self) -> Iterator[Any]:
        return (self[f"use_{use}"] for use in Use)

    def other_fields(self) -> Iterator[Any]:
        return (field for field in self if not field.name.startswith("use_"))

    @property
    def decisions(self) -> dict[Use, Decision]:
        answers = ((use, self.cleaned_data.get(f"use_{use}")) for use in Use)
        return {use: Decision(said) for use, said in answers if said}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.decisions:
            raise ValidationError(gettext("请至少问一样：同意还是不同意。"))
        if cleaned.get("given_on") and cleaned["given_on"] > timezone.localdate():
            self.add_error("given_on", gettext("日子还没到。"))
        return cleaned


class ReasonForm(forms.Form):
    """Why the museum may show what nobody has to be asked about."""

    ground = forms.ChoiceField(label=_("馆方理由"), choices=CHOOSABLE)
    note = forms.CharField(
        label=_("怎么查找过、凭什么"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DoorForm(forms.Form):
    """What somebody who came in person takes back."""

    scope = forms.ChoiceField(label=_("收回什么"), choices=WithdrawalScope.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("谁的名字"), max_length=60, required=False, help_text=_("只收名字时写；别的可以空着")
    )
    start_ms = TimecodeField(label=_("从"), required=False)
    end_ms = TimecodeField(label=_("到"), required=False)

    @property
    def span(self) -> tuple[int, int] | None:
        start_ms, end_ms = self.cleaned_data["start_ms"], self.cleaned_data["end_ms"]
        return None if start_ms is None or end_ms is None else (start_ms, end_ms)


class OutcomeForm(forms.Form):
    """What the curator agreed on with whoever took something back."""

    outcome = forms.ChoiceField(label=_("后面怎么办"), choices=WithdrawalOutcome.choices, widget=forms.RadioSelect)
