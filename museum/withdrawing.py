"""What can be taken back with a receipt, as a person says it; and the form that asks."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.forms.timecodes import TimecodeField
from archive.services.withdrawing_by_code import HandedIn
from archive.states import WithdrawalScope
from museum.contributing.stamp import StampedForm


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to take back, and what follows."""

    scope: str
    label: str
    means: str


CHOICES: Final[tuple[tuple[WithdrawalScope, Any, Any], ...]] = (
    (WithdrawalScope.EVERYTHING, _("都收回来"), _("声音、文字、照片都不再给人看")),
    (WithdrawalScope.PASSAGE, _("只收其中一段"), _("那一段消音，文字抹掉")),
    (WithdrawalScope.NAME, _("只收我的名字"), _("声音和照片还在，不写名字")),
    (WithdrawalScope.VOICE, _("只收我的声音"), _("文字还在，声音不放了")),
    (
        WithdrawalScope.FACE,
        _("只收我的样子"),
        _("有您的照片和录像，整张、整段都收起来，一张里的别人也跟着看不到。只是不想写名字，选“只收我的名字”"),
    ),
)


class ScopeForm(StampedForm):
    """Without a choice everything is meant: that is what somebody wants who only presses the button."""

    scope = forms.ChoiceField(
        choices=WithdrawalScope.choices,
        required=False,
        error_messages={"invalid_choice": _("请选一样：收多少。")},
    )
    start_ms = TimecodeField(label=_("从几分几秒"), required=False)
    end_ms = TimecodeField(label=_("到几分几秒"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("scope") == WithdrawalScope.PASSAGE and not self.errors and self.span is None:
            raise ValidationError(gettext("只收一段，请写从几分几秒到几分几秒；听的时候播放条上有。"))
        return cleaned

    @property
    def chosen(self) -> WithdrawalScope:
        return WithdrawalScope(self.cleaned_data["scope"] or WithdrawalScope.EVERYTHING)

    @property
    def span(self) -> tuple[int, int] | None:
        start_ms, end_ms = self.cleaned_data.get("start_ms"), self.cleaned_data.get("end_ms")
        return None if start_ms is None or end_ms is None or end_ms <= start_ms else (start_ms, end_ms)


def choices_for(handed_in: HandedIn) -> list[Choice]:
    """What can be taken back of this; only as a whole while nothing was made of it."""
    if not handed_in.records:
        return []
    shown = [choice for choice in CHOICES if choice[0] != WithdrawalScope.PASSAGE or handed_in.interviews]
    return [Choice(scope.value, str(label), _means(scope, str(means), handed_in)) for scope, label, means in shown]


def _means(scope: WithdrawalScope, means: str, handed_in: HandedIn) -> str:
    """For a face, how much goes with it: nobody should find out afterwards."""
    if scope != WithdrawalScope.FACE:
        return means
    count = len(handed_in.seen_in)
    if not count:
        return f"{means}。{gettext('这回交的里面，还没有认出您的照片和录像。')}"
    return f"{means}。{gettext('这一按，收起来的是 %(count)d 个文件。') % {'count': count}}"
