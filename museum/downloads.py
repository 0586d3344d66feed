"""What of an interview may be taken home: the words in four forms and the sound, where licence and rights allow it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models import Interview, Transcript
from archive.rights import may_download
from archive.services.consent import Beyond
from museum.reader import Reader
from museum.sound import Part

WORDS = {"txt": "text/plain", "vtt": "text/vtt", "srt": "application/x-subrip"}
"""Forms of a transcript and the types they are sent as."""


@dataclass(frozen=True, slots=True)
class Download:
    """A link to a file. `size_bytes` is 0 where it is not known beforehand."""

    label: str
    url: str
    size_bytes: int = 0


def may_take(interview: Interview, reader: Reader, beyond: Beyond) -> bool:
    """Without a rights statement nobody has asked the narrator yet: no. `beyond` is what the ledger says."""
    allows = interview.rights is not None and interview.rights.allows_download
    return may_download(interview, reader.viewer, licence_allows=allows, is_granted=beyond.download)


def downloads_of(
    interview: Interview, transcript: Transcript | None, layer: str, parts: Sequence[Part]
) -> list[Download]:
    """The words as they are read on the page, then the sound, small files first."""
    files = []
    if transcript:
        names = {"txt": _("文字稿"), "srt": _("字幕 SRT"), "vtt": _("字幕 WebVTT")}
        kept = f"?layer={layer}" if layer else ""
        files = [
            Download(names[form], reverse("transcript-file", args=[interview.slug, form]) + kept) for form in names
        ]
    for number, part in enumerate(parts, start=1):
        name = part.title or (_("录音第 %(n)s 段") % {"n": number} if len(parts) > 1 else _("录音"))
        files += [
            Download(f"{name} · {source.kind}", source.plain_url, source.size_bytes)
            for source in sorted(part.sources, key=lambda source: source.size_bytes)
            if source.media_type == "audio/mp4" or part.is_video
        ]
    return files
