"""A new version of a consent text, begun from the one in force."""

from collections import Counter
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.consent_wording import HEADINGS, questions
from archive.models import ConsentText

LONGEST_BODY: Final = 8_000


class ConsentTextForm(forms.Form):
    """`after` is the version it was begun from. Every question of that one must still be asked: a use that nobody asks
    about any more would be closed to everybody from now on, and nobody would have decided that."""

    title = forms.CharField(label=_("题目"), max_length=120)
    body = forms.CharField(
        label=_("正文"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "一条一行，像说话一样，念给人听也听得懂。问能不能的，照“公开展示：……。……”写：冒号后到第一个句号，印在方框旁边"
        ),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, typed: Any, *, newest: ConsentText) -> None:
        super().__init__(typed, initial={"title": newest.title, "body": newest.body, "after": newest.version})
        self.newest = newest

    def clean_body(self) -> str:
        body = "\n".join(line.strip() for line in self.cleaned_data["body"].splitlines() if line.strip())
        asked = questions(body.splitlines())
        headings = {use: heading for heading, use in HEADINGS.items()}
        gone = [headings[use] for use in self.newest.questions if use not in asked]
        if gone:
            raise ValidationError(
                gettext("少了“%(gone)s”这一问。每一样都要照旧问到，不然以后交来的都当没答应。")
                % {"gone": "”“".join(gone)}
            )
        counted = Counter(line.partition("：")[0].strip() for line in body.splitlines() if "：" in line)
        twice = [heading for heading in HEADINGS if counted[heading] > 1]
        if twice:
            raise ValidationError(gettext("“%(twice)s”问了两遍，请只留一条。") % {"twice": "”“".join(twice)})
        empty = [headings[use] for use, question in asked.items() if not question.words]
        if empty:
            raise ValidationError(gettext("“%(empty)s”后面还没有写问什么。") % {"empty": "”“".join(empty)})
        return body

    @property
    def written(self) -> ConsentText:
        """As it would stand, for looking at; not stored."""
        typed = self.cleaned_data
        return ConsentText(
            key=self.newest.key, version=self.newest.version + 1, title=typed["title"], body=typed["body"]
        )
