"""Form fields and forms through which files come in: an upload is judged while the form is checked.

Wagtail's own image field would open the upload in the web process; these replace it wherever Wagtail builds a form
for pictures or documents (WAGTAILIMAGES_IMAGE_FORM_BASE, WAGTAILDOCS_DOCUMENT_FORM_BASE).
"""

from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from media.models import Recording
from media.refusals import Refused
from media.services.adding import DOCUMENTS, PICTURES, RECORDINGS, add_recording
from media.services.ingest import AdmittedFile, admit

_ACCEPT: Final = {
    PICTURES: ".jpg,.jpeg,.png,.tif,.tiff,.webp,.heic,.heif",
    DOCUMENTS: ".pdf,.docx",
    RECORDINGS: ".mp3,.m4a,.aac,.wav,.flac,.ogg,.opus,.amr,.mp4,.mov,.webm",
}


class IngestField(forms.FileField):
    """A file field whose cleaned value is an AdmittedFile: judged, hashed, waiting in quarantine to be kept."""

    def __init__(self, *, wanted: Collection[str], **kwargs: Any) -> None:
        self.wanted = frozenset(wanted)
        self.max_upload_size = settings.MEDIA_MAX_FILE_BYTES  # Wagtail's upload script reads it
        kwargs.setdefault("help_text", self._help())
        super().__init__(**kwargs)
        too_large = gettext("文件太大，最多 %(limit)s。") % {"limit": filesizeformat(self.max_upload_size)}
        self.error_messages["file_too_large_unknown_size"] = too_large
        self.error_messages["invalid_image_extension"] = self._help()

    def to_python(self, data: Any) -> Any:
        upload: File[bytes] | None = super().to_python(data)
        if upload is None:
            return None
        try:
            return AdmittedFile(admit(upload, filename=upload.name or "", wanted=self.wanted))
        except Refused as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": _ACCEPT[self.wanted]}

    def _help(self) -> str:
        endings = _ACCEPT[self.wanted].replace(".", "").replace(",", "、").upper()
        return gettext("可以收：%(endings)s，最大 %(limit)s。") % {
            "endings": endings,
            "limit": filesizeformat(settings.MEDIA_MAX_FILE_BYTES),
        }


class PictureForm(BaseImageForm):
    """Wagtail's image form with our door in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_file_field(self, PICTURES)


class DocumentForm(BaseDocumentForm):
    """Wagtail's document form with our door in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _replace_file_field(self, DOCUMENTS)


class RecordingForm(forms.Form):
    """One recording and its title; without a title the file's name serves."""

    title = forms.CharField(label=gettext_lazy("题名"), max_length=255, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = IngestField(wanted=RECORDINGS, label=gettext_lazy("文件"))

    def save(self, *, uploaded_by: Any = None) -> Recording:
        file: AdmittedFile = self.cleaned_data["file"]
        return add_recording(
            file, filename=file.admitted.name, title=self.cleaned_data["title"], uploaded_by=uploaded_by
        )


def _replace_file_field(form: Any, wanted: Collection[str]) -> None:
    if "file" not in form.fields:
        return
    former = form.fields["file"]
    field = IngestField(wanted=wanted, label=former.label, required=former.required, widget=former.widget)
    form.fields["file"] = field
