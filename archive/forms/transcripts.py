"""The forms round a transcript: a file in, who is who, one segment, how far the text has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from archive.forms.timecodes import TimecodeField
from archive.models import InterviewParticipant, Segment, Transcript
from archive.states import Layer

LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
ENDINGS = ".vtt,.srt,.txt,.docx,.xml"


class TranscriptUploadForm(forms.Form):
    """The file is looked at as a whole, so it is bounded before it is read."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("WebVTT、SRT、纯文字、Word（.docx）或 OHMS XML。先给您看读出了什么，确认以后才存。"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": _("请选一个文件。"), "empty": _("这个文件是空的。")},
    )
    layer = forms.ChoiceField(label=_("层次"), choices=Layer.choices, initial=Layer.RAW)
    language = forms.RegexField(
        LANGUAGE,
        label=_("语言"),
        initial="zh",
        max_length=35,
        help_text=_("语言代码，如 zh、en"),
        error_messages={"invalid": _("“语言”写语言代码，例如 zh、en、zh-Hant。")},
    )

    def clean_file(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > settings.TRANSCRIPT_MAX_BYTES:
            raise forms.ValidationError(
                gettext("“%(name)s”有 %(size)s，转写稿最多收 %(limit)s。")
                % {
                    "name": (upload.name or "")[:60],
                    "size": filesizeformat(upload.size or 0),
                    "limit": filesizeformat(settings.TRANSCRIPT_MAX_BYTES),
                }
            )
        return upload


class VoicesForm(forms.Form):
    """Whose voice each label of the file is."""

    def __init__(self, labels: Sequence[str], participants: Iterable[InterviewParticipant], data: Any) -> None:
        super().__init__(data)
        self.labels = [label for label in labels if label]
        choices = [("", gettext("不对上，照原样显示")), *((str(row.pk), participant_text(row)) for row in participants)]
        for number, label in enumerate(self.labels):
            self.fields[f"voice-{number}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def assigned(self) -> dict[str, int]:
        chosen = {label: self.cleaned_data.get(f"voice-{number}") for number, label in enumerate(self.labels)}
        return {label: int(pk) for label, pk in chosen.items() if pk}


def participant_text(row: InterviewParticipant) -> str:
    return f"{row.get_kind_display()} · {row}"


class SegmentForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """One segment. Whoever may not know what is closed cannot take a redaction back."""

    start_ms = TimecodeField(label=_("开始"), required=True)
    end_ms = TimecodeField(label=_("结束"), required=True)

    class Meta:
        model = Segment
        fields = ["start_ms", "end_ms", "speaker", "text", "heading", "is_unsure", "is_inaudible", "is_redacted"]
        widgets = {"text": AdminAutoHeightTextInput}
        error_messages = {"text": {"required": _("“文字”不能空着；整段不要了就与前一段合并。")}}

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        start_ms, end_ms = cleaned.get("start_ms"), cleaned.get("end_ms")
        if start_ms is not None and end_ms is not None and end_ms < start_ms:
            self.add_error("end_ms", gettext("结束要在开始之后。"))
        return cleaned


class SplitForm(forms.Form):
    at_character = forms.IntegerField(
        label=_("从第几个字后面拆"),
        min_value=1,
        error_messages={"required": _("请先把光标放到要拆开的地方。"), "invalid": _("“从第几个字后面拆”要写数字。")},
    )
    at_ms = TimecodeField(label=_("后一段从何时开始"), required=True)


class SignOffForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """How far a layer has come, and whether the narrator has said yes to it."""

    class Meta:
        model = Transcript
        fields = ["status", "editor_name", "signed_off_on", "sign_off_method"]
        widgets = {"signed_off_on": AdminDateInput}
        help_texts = {"status": _("选了“草稿，不公开”，这一层谁也看不到，检索也找不到")}

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        if cleaned.get("status") == "signed" and not cleaned.get("signed_off_on"):
            self.add_error("signed_off_on", gettext("讲述人已签认的，请写签认日期。"))
        return cleaned
