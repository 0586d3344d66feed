"""The steps of handing in. Nothing is asked twice, almost nothing must be filled in, and what was typed stays."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.consent_wording import Question
from archive.contribution_states import AgeGroup, ContributionKind, CreditAs, PartyRole
from archive.models import Contribution
from archive.models.hearing import LONGEST_REPLY
from archive.services.contributions import contacts
from archive.services.contributions.consenting import text_in_force
from archive.services.contributions.drafting import WORDS
from museum.contributing.consents import questions_for
from museum.contributing.stamp import LEAST_SECONDS, StampedForm

LONGEST_STORY: Final = 20_000
SELF, OTHER = "self", "other"


def _line(label: Any, hint: Any = "", *, longest: int) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=False)


class TellForm(StampedForm):
    """一、讲: words and files. Files are taken by the view, one by one, so that a bad one loses no good one."""

    story = forms.CharField(
        label=_("想说的话"),
        max_length=LONGEST_STORY,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    what = _line(_("是什么"), _("比如：全家福、搪瓷缸、工作证"), longest=200)
    when = _line(_("什么时候"), _("大概就行：五八年前后、我上小学那阵"), longest=120)
    where = _line(_("在哪里"), _("哪个车间、哪个门、哪栋楼"), longest=120)
    who = _line(_("有谁"), _("叫得出名字的，从左到右写"), longest=300)

    @property
    def least_seconds(self) -> int:
        """Whoever wants to speak presses the red button at once, and that is right."""
        return 0 if "record" in self.data and not any(self.data.get(name) for name in WORDS) else LEAST_SECONDS

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


def contact_or_error(typed: str) -> str:
    """A telephone or an address, as it was typed: one address, since the museum's own letters go to it.

    Raises ValidationError for what is neither.
    """
    contact = typed.strip()
    if "@" in contact and not contacts.is_address(contact):
        raise ValidationError(gettext("这不像邮箱。只写一个地址，中间不要有空格，比如 chen@example.org。"))
    if contact and "@" not in contact and sum(character.isdigit() for character in contact) < 7:
        raise ValidationError(gettext("这不像电话，也不像邮箱。请看看有没有漏掉几位。"))
    return contact


class WhoForm(StampedForm):
    """二、谁讲的: one person, or two in two roles. The contact belongs to whoever holds the phone."""

    whose = forms.ChoiceField(
        label=_("这是谁讲的？"),
        choices=[(SELF, _("我自己")), (OTHER, _("我替别人交（代传）"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一下：您自己讲的，还是替别人交的。")},
    )
    name = _line(_("讲的人怎么称呼"), _("陈玉兰、陈师傅、玉兰奶奶，都行"), longest=60)
    credit = forms.ChoiceField(label=_("名字怎么写"), choices=CreditAs, initial=CreditAs.NAME, required=False)
    age_group = forms.ChoiceField(label=_("年纪"), choices=[("", _("不说")), *AgeGroup.choices], required=False)
    helper_name = _line(_("您怎么称呼"), _("交的人，也就是拿手机的这位"), longest=60)
    relation = _line(_("您是讲的人的什么人"), _("外孙女、邻居、网格员"), longest=40)
    told = forms.BooleanField(label=_("讲的人知道，也答应交"), required=False)
    contact = _line(_("怎么找到您"), _("电话或邮箱，不留也行。锁着存，只有馆长能看，久不联系就删"), longest=120)
    forget_contact = forms.BooleanField(label=_("不留了，把先前留的删掉"), required=False)
    wants_news = forms.BooleanField(label=_("有人听了，告诉我一声"), required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("whose") == OTHER:
            if not cleaned.get("helper_name"):
                self.add_error("helper_name", gettext("替别人交，请也写上您自己的称呼。"))
            if not cleaned.get("told"):
                self.add_error("told", gettext("请先问一声讲的人。答应了，就在这里打个勾。"))
        return cleaned

    def clean_contact(self) -> str:
        return contact_or_error(str(self.cleaned_data["contact"]))

    @property
    def is_for_other(self) -> bool:
        return bool(self.cleaned_data["whose"] == OTHER)


class ConsentForm(StampedForm):
    """三、给谁看: every use of every person on its own; nothing is ticked beforehand.

    The page says which versions of the texts it shows: what was ticked while the words changed counts for nothing until
    the new words have been read.
    """

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = [PartyRole.TELLER] + ([PartyRole.HELPER] if contribution.helper else [])
        self.texts = {role: text_in_force(role) for role in self.roles}
        self.questions = {role: questions_for(contribution.kind, role, self.texts[role]) for role in self.roles}
        for role in self.roles:
            kept = contribution.consent_answers.get(role, {})
            for question in self.questions[role]:
                self.fields[_field(role, question)] = forms.BooleanField(
                    label=question.words,
                    help_text=question.more,
                    required=False,
                    initial=kept.get(question.use),
                )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("shown") != self.shown_texts:
            self.add_error(None, gettext("授权书刚换了新的一版。请再看一眼，照新的勾。"))
        return cleaned

    @property
    def shown_texts(self) -> str:
        """The versions on the page that is being shown."""
        return " ".join(str(text.version) if text else "-" for text in self.texts.values())

    def answers(self, role: PartyRole) -> dict[str, bool]:
        return {each.use: bool(self.cleaned_data[_field(role, each)]) for each in self.questions[role]}

    @property
    def teller_fields(self) -> list[forms.BoundField]:
        return [self[_field(PartyRole.TELLER, each)] for each in self.questions[PartyRole.TELLER]]

    @property
    def helper_fields(self) -> list[forms.BoundField]:
        return [self[_field(PartyRole.HELPER, each)] for each in self.questions.get(PartyRole.HELPER, [])]


class HandInForm(StampedForm):
    """四、拿号: a button, behind three steps that were looked at."""

    @property
    def least_seconds(self) -> int:
        return 0


class AnswerForm(StampedForm):
    """On the receipt: an answer to the curator, or something one forgot to say."""

    text = forms.CharField(
        label=_("想说的话"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("还没有写话。写一两句，再按一次。")},
    )


class NewsForm(StampedForm):
    """On the receipt: whether to be told that somebody listened. Which button was pressed says what is wanted."""


class ReplyForm(StampedForm):
    """回一句话, under what a resident told."""

    text = forms.CharField(
        label=_("想对讲的人说"),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("还没有写话。写一句，再按一次。"),
            "max_length": _("长了一点，请缩到 %(limit_value)d 个字以内。写的都还在。"),
        },
    )


class CodeForm(forms.Form):
    """The code of a receipt, however it is typed."""

    code = forms.CharField(label=_("回条上的号"), max_length=200, required=False)


ACCEPTED_FILES: Final = {
    ContributionKind.VOICE: "audio/*,video/*",
    ContributionKind.STORY: "image/*,.pdf,.docx",
    ContributionKind.PHOTOGRAPHS: "image/*",
    ContributionKind.THING: "image/*",
    ContributionKind.NAME: "audio/*,image/*",
    ContributionKind.CORRECTION: "audio/*,image/*",
}


def _field(role: str, question: Question) -> str:
    return f"{role}_{question.use}"
