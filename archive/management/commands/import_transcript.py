"""`manage.py import_transcript INTERVIEW FILE`: reads a transcript, says what it understood, and stores it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.interviews import NoSuchInterview, interview_called
from archive.services.transcripts import ImportPlan, apply_import, plan_import
from archive.states import Layer
from archive.transcripts.model import TranscriptError

WRONG_USE = 2
FOUND_PROBLEMS = 1


class Command(BaseCommand):
    help = "把一份转写稿（VTT、SRT、TXT、DOCX、OHMS XML）存进一次访谈。先说看懂了什么；有一行读不懂，就什么也不存。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", help="访谈的网址名或登录号，如 iv-01、ZH-OH-0001")
        parser.add_argument("file", type=Path, help="文件")
        parser.add_argument("--layer", choices=Layer.values, default=Layer.RAW.value, help="层次，默认 raw（原始转写）")
        parser.add_argument("--language", default="zh", help="语言代码，默认 zh")
        parser.add_argument("--dry-run", action="store_true", help="只看，不存")
        parser.add_argument("--json", action="store_true", help="结果写成 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit status 0 when stored (or understood, with --dry-run), 1 when the file has problems, 2 for wrong use."""
        try:
            plan = self._plan(options)
        except TranscriptError as error:
            raise CommandError(str(error), returncode=FOUND_PROBLEMS) from error
        if not options["dry_run"]:
            apply_import(plan=plan)
        if options["json"]:
            self.stdout.write(json.dumps(summary(plan, is_stored=not options["dry_run"]), ensure_ascii=False, indent=2))
        else:
            self._tell(plan, is_stored=not options["dry_run"])

    def _plan(self, options: dict[str, Any]) -> ImportPlan:
        path: Path = options["file"]
        try:
            interview = interview_called(options["interview"])
            data = path.read_bytes()
        except NoSuchInterview as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        except OSError as error:
            raise CommandError(f"打不开 {path}：{error.strerror}", returncode=WRONG_USE) from error
        return plan_import(
            interview=interview,
            data=data,
            filename=path.name,
            layer=Layer(options["layer"]),
            language=options["language"],
        )

    def _tell(self, plan: ImportPlan, *, is_stored: bool) -> None:
        self.stdout.write(
            f"{plan.interview}（{plan.interview.slug}），{plan.layer.label}，{plan.format}，{plan.encoding}"
        )
        for speaker in plan.speakers:
            known = speaker.stored_as if speaker.is_known else "参与者里没有"
            label = speaker.label or "（没写）"
            self.stdout.write(f"  {label} → {known}：{speaker.segments} 段，{speaker.characters} 字")
        for warning in plan.warnings:
            self.stdout.write(self.style.WARNING(f"  {warning}"))
        done = "已存" if is_stored else "会存"
        self.stdout.write(
            f"{done} {len(plan.segments)} 段：新 {plan.added}，改 {plan.changed}，"
            f"不变 {plan.unchanged}，去掉 {plan.removed}。"
        )


def summary(plan: ImportPlan, *, is_stored: bool) -> dict[str, Any]:
    """The plan for programs."""
    return {
        "interview": plan.interview.slug,
        "layer": plan.layer.value,
        "language": plan.language,
        "format": plan.format,
        "encoding": plan.encoding,
        "stored": is_stored,
        "segments": len(plan.segments),
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "removed": plan.removed,
        "speakers": [
            {"label": one.label, "stored_as": one.stored_as, "known": one.is_known, "segments": one.segments}
            for one in plan.speakers
        ],
        "warnings": [{"line": warning.line, "reason": warning.reason} for warning in plan.warnings],
    }
