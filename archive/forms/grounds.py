"""The part of a record's form that says on what ground it may be public, and that refuses to publish without one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.services.consent import ConsentMissing, check_publishable, give_reason
from archive.states import Ground

CHOOSABLE = [(ground.value, ground.label) for ground in Ground if ground is not Ground.TAKEN_OVER]


class GroundedForm(forms.Form):
    """Mixed into forms of what needs a yes. A reason typed here is written into the ledger when the form is saved."""

    consent_ground = forms.ChoiceField(
        label=_("馆方理由"),
        choices=[("", _("不用：已经有授权")), *CHOOSABLE],
        required=False,
        help_text=_("没有人要问、也没有人可问的，才选；选了就记进授权台账，改不掉"),
    )
    consent_note = forms.CharField(
        label=_("怎么查找过、凭什么"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("权利人不明的一定要写；不写人名"),
    )

    def check_ground(self, cleaned: dict[str, Any], user: Any) -> None:
        """When the form is about to publish: refuse, at the field that mends it, what nobody has said yes to."""
        ground = cleaned.get("consent_ground")
        if ground == Ground.ORPHAN and not str(cleaned.get("consent_note") or "").strip():
            self.add_error("consent_note", gettext("权利人不明的，请写下怎么找过：问过谁、查过哪里、什么时候。"))
            return
        if not self._publishes(user) or ground:
            return
        try:
            check_publishable(self._published(cleaned), stored=self.instance)  # type: ignore[attr-defined]  # a model form
        except ConsentMissing as error:
            self.add_error("consent_ground", ValidationError(error.messages))

    def write_ground(self, user: Any) -> None:
        """Called by the view that saves, in its transaction."""
        if self.cleaned_data.get("consent_ground"):
            give_reason(
                about=self.instance,  # type: ignore[attr-defined]  # a model form
                ground=Ground(self.cleaned_data["consent_ground"]),
                note=self.cleaned_data["consent_note"],
                by=user.get_username(),
            )

    def _publishes(self, user: Any) -> bool:
        name = self._meta.model._meta.model_name  # type: ignore[attr-defined]  # a model form
        return "action-publish" in self.data and user is not None and user.has_perm(f"archive.publish_{name}")

    def _published(self, cleaned: dict[str, Any]) -> Any:
        """The object with the typed values the rule looks at; the form's own is filled only after its cleaning."""
        instance = self.instance  # type: ignore[attr-defined]  # a model form
        for name in ("access", "embargo_until", "public_display", "living"):
            if name in cleaned:
                setattr(instance, name, cleaned[name])
        return instance
