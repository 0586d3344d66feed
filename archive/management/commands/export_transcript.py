"""`manage.py export_transcript INTERVIEW`: a layer as WebVTT, SRT or text, without a word that must not get out."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.captions import FORMATS
from archive.interviews import NoSuchInterview, interview_called
from archive.models import Transcript
from archive.rights import Viewer, may_see
from archive.states import Layer
from archive.transcripts.model import TranscriptError

WRONG_USE = 2
NOT_ALLOWED = 1


class Command(BaseCommand):
    help = "把一层转写稿写成 VTT、SRT 或 TXT，内容与公众看到的相同：隐去的段落不在里面，隐名的人仍然隐名。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", help="访谈的网址名或登录号")
        parser.add_argument("--layer", choices=Layer.values, default=Layer.RAW.value, help="层次，默认 raw（原始转写）")
        parser.add_argument("--language", default="zh", help="语言代码，默认 zh")
        parser.add_argument("--format", choices=sorted(FORMATS), default="vtt", help="格式，默认 vtt")
        parser.add_argument("--output", type=Path, help="写到哪个文件；不写就打印出来")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0 when written, 1 when nothing may be exported, 2 for wrong use."""
        try:
            text = self._text(options)
        except NoSuchInterview as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        except TranscriptError as error:
            raise CommandError(str(error), returncode=NOT_ALLOWED) from error
        path: Path | None = options["output"]
        if path is None:
            self.stdout.write(text, ending="")
            return
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"写不了 {path}：{error.strerror}", returncode=WRONG_USE) from error

    def _text(self, options: dict[str, Any]) -> str:
        interview = interview_called(options["interview"])
        if not may_see(interview, Viewer.PUBLIC):
            raise CommandError(f"{interview.slug} 现在不公开，不能导出。", returncode=NOT_ALLOWED)
        layer = Layer(options["layer"])
        transcript = (
            Transcript.objects.readable()
            .select_related("interview")
            .filter(interview=interview, layer=layer, language=options["language"])
            .first()
        )
        if transcript is None:
            raise CommandError(f"{interview.slug} 没有可公开的{layer.label}。", returncode=WRONG_USE)
        return FORMATS[options["format"]](transcript, Viewer.PUBLIC)
