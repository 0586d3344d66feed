"""Transcripts out: what of a layer may be read, as cues for WebVTT, SubRip and plain text."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from archive.masking import name_mask
from archive.models import Transcript
from archive.rights import Viewer
from archive.speech import lines
from archive.transcripts import serialise
from archive.transcripts.model import Cue


def readable_cues(transcript: Transcript, viewer: Viewer = Viewer.PUBLIC) -> list[Cue]:
    """The lines this viewer may read, under the names that may be said."""
    return [
        Cue(id=line.uid, start_ms=line.start_ms, end_ms=line.end_ms, speaker=line.speaker, text=line.text)
        for line in lines(transcript, viewer)
    ]


def webvtt(transcript: Transcript, viewer: Viewer = Viewer.PUBLIC) -> str:
    notes = [gettext("演示数据：人物与事件均为虚构。")] if transcript.interview.is_demo else []
    return serialise.webvtt(readable_cues(transcript, viewer), language=transcript.language, notes=notes)


def srt(transcript: Transcript, viewer: Viewer = Viewer.PUBLIC) -> str:
    return serialise.srt(readable_cues(transcript, viewer))


def plain(transcript: Transcript, viewer: Viewer = Viewer.PUBLIC) -> str:
    interview = transcript.interview
    heading = {gettext("题名"): name_mask(viewer)(interview.title), gettext("登录号"): interview.accession_number}
    if interview.recorded is not None:
        heading[gettext("录制日期")] = interview.recorded.text()
    return serialise.plain(readable_cues(transcript, viewer), heading=heading)


FORMATS: Mapping[str, Callable[[Transcript, Viewer], str]] = {"vtt": webvtt, "srt": srt, "txt": plain}
