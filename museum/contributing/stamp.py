"""What every open form carries instead of a puzzle: a signed stamp with its time, and a field nobody sees.

A program that fills forms sends at once, sends an old page again, or fills every field. A person who does one of
these reads a sentence, keeps what was typed, and presses the button again.
"""

import secrets
from datetime import timedelta
from typing import Final

from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SALT: Final = "museum.contributing.stamp"
LEAST_SECONDS: Final = 2
OLDEST: Final = timedelta(days=2)


def new_stamp() -> str:
    return TimestampSigner(salt=SALT).sign(secrets.token_hex(12))


class StampedForm(forms.Form):
    """A form whose `form_key` names this one showing of it: sent twice, it is done once."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(label=_("这一格请空着"), required=False)

    form_key = ""

    @property
    def least_seconds(self) -> int:
        """How long a person looks at the form at least; 0 where there is nothing but a button."""
        return LEAST_SECONDS

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("website"):
            self.add_error(None, gettext("有一格本来该空着，给填上了。写的都还在，请再按一次。"))
        else:
            self._read(str(cleaned.get("stamp") or ""))
        return cleaned

    def _read(self, stamp: str) -> None:
        signer = TimestampSigner(salt=SALT)
        try:
            key = signer.unsign(stamp, max_age=OLDEST)
        except SignatureExpired:
            self.add_error(None, gettext("这一页开得太久了。写的都还在，请再按一次。"))
            return
        except BadSignature:
            self.add_error(None, gettext("没有交成。写的都还在，请再按一次。"))
            return
        if not self.least_seconds:
            self.form_key = key
            return
        try:
            signer.unsign(stamp, max_age=self.least_seconds)
        except SignatureExpired:
            self.form_key = key
        else:
            self.add_error(None, gettext("按得太快了，没有交成。写的都还在，请再按一次。"))

    @property
    def fresh_stamp(self) -> str:
        """For the page that is being shown: every showing has its own."""
        return new_stamp()
