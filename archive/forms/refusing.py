"""婉拒: the one form for it, on the desk and beside a proposal alike."""

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.contribution_states import NotUsedReason
from archive.desk.sentences import REFUSALS

LONGEST_NOTE = 1000


class RefuseForm(forms.Form):
    """A reason, with the sentence that goes with it; what is typed instead goes out in its place."""

    reason = forms.ChoiceField(label=_("为什么"), choices=NotUsedReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("要改就写在这里"),
        help_text=_("不写，就发上面选中的那一句"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def reasons(self) -> list[tuple[str, str, str]]:
        """Value, label, and the sentence that goes out with it."""
        return [(value, str(label), str(REFUSALS[value])) for value, label in NotUsedReason.choices]

    @property
    def sentence(self) -> str:
        return str(self.cleaned_data["note"].strip() or REFUSALS[self.cleaned_data["reason"]])
