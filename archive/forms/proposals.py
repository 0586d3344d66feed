"""What a curator decides about a name or a correction: what was sent is filled in, and may be mended."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models import Correction, NameProposal, Person
from archive.testimony import plain

MOST_PEOPLE = 10


class AcceptNameForm(forms.Form):
    """认人. A person's entry decides by itself who may read the name; a bare name needs a yes here."""

    name = forms.CharField(label=_("姓名"), max_length=120, required=False)
    person = forms.ModelChoiceField(
        label=_("就是人物里的"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("不连到人物，只记名字"),
        help_text=_("连上了，能不能公开照那个人的规矩办；没有同名的人物，就先到“人物”里建"),
    )
    how_known = forms.CharField(
        label=_("怎么知道的"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("和名字一起给观众看：别留下在世者的真名、住处"),
    )
    is_public = forms.BooleanField(
        label=_("名字可以公开"),
        required=False,
        help_text=_("没有连到人物的名字，确认这位已经过世，或者本人答应了，再勾"),
    )

    def __init__(self, *args: Any, proposal: NameProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(name=proposal.name, how_known=_how(proposal))
        person: Any = self.fields["person"]
        person.queryset = people_called(proposal.name)


class AcceptCorrectionForm(forms.Form):
    """改正. Filled with what was proposed, unless the record says something else by now."""

    value = forms.CharField(label=_("改成"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, correction: Correction, stands: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_as_seen = stands.strip() == correction.shown.strip()
        self.initial["value"] = correction.proposed if is_as_seen else stands


def people_called(name: str) -> Any:
    """Everybody who bears or bore the name, as it was typed."""
    wanted = plain(name)
    if not wanted:
        return Person.objects.none()
    found = Person.objects.filter(Q(name=name.strip()) | Q(names__text=name.strip()) | Q(name=wanted))
    return Person.objects.filter(pk__in=list(found.values_list("pk", flat=True)[:MOST_PEOPLE])).order_by("name")


def _how(proposal: NameProposal) -> str:
    """工友：他教过我开行车."""
    how = str(proposal.get_how_display()) if proposal.how else ""
    return "：".join(part for part in (how, proposal.words) if part)[:300]
