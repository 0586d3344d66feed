"""口述史: who speaks, the sound, what it is about. Transcripts have screens of their own (`viewsets.transcripts`)."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column

from archive.forms.curated import InterviewForm
from archive.forms.lines import LinesInput
from archive.models import Interview, Transcript
from archive.panels import shared
from archive.panels.rows import TimedRowsPanel
from archive.panels.transcripts import TranscriptsPanel
from archive.viewsets.base import RecordViewSet
from archive.viewsets.columns import AccessColumn, LiveColumn, UpdatedColumn
from archive.viewsets.filters import InterviewFilters

MOMENT = FieldRowPanel([FieldPanel("start_ms"), FieldPanel("end_ms")])

IDENTITY = ObjectList(
    [
        shared.identification(FieldPanel("slug", required_on_save=False)),
        MultiFieldPanel(
            [
                FieldPanel("date_recorded"),
                FieldPanel("place"),
                FieldPanel("language"),
                FieldPanel("dialect"),
                FieldPanel("portrait"),
            ],
            heading=_("录制"),
        ),
        shared.words(FieldPanel("synopsis"), FieldPanel("keywords", widget=LinesInput, help_text=_("一行一个"))),
        PublishingPanel(),
    ],
    heading=_("标识与内容"),
)

VOICES = ObjectList(
    [
        shared.people(
            "participants",
            _("讲述人、采访人、在场的人"),
            _("“转写稿里的称呼”写文件里用的字样，如：讲述人、说话人1；导入转写稿时据此对上人"),
            extra=("kind", "voice_label", "is_anonymous", "display_label"),
        ),
        MultiFieldPanel([FieldPanel("consent_note"), FieldPanel("is_voice_altered")], heading=_("授权")),
    ],
    heading=_("人"),
)

SOUND = ObjectList(
    [
        TimedRowsPanel(
            "parts",
            heading=_("录音录像"),
            label=_("一段录音"),
            help_text=_("几段录音按先后排；起点写这一段在整场访谈里从哪儿开始，只有一段就写 0"),
            panels=[FieldPanel("recording"), FieldPanel("title"), FieldPanel("offset_ms")],
        )
    ],
    heading=_("录音录像"),
)

TEXT = ObjectList([TranscriptsPanel(heading=_("转写稿"))], heading=_("转写稿"))

INDEX = ObjectList(
    [
        TimedRowsPanel(
            "index_points",
            heading=_("索引点"),
            label=_("索引点"),
            help_text=_("从这里起在谈什么；时间写成 12:08 或 1:02:03"),
            panels=[
                MOMENT,
                FieldPanel("title"),
                FieldPanel("synopsis"),
                FieldPanel("keywords", widget=LinesInput, help_text=_("一行一个")),
            ],
        ),
        TimedRowsPanel(
            "mentions",
            heading=_("此刻谈到"),
            label=_("谈到"),
            help_text=_("这一段时间谈到馆里的哪一件；每行只选一样"),
            panels=[
                MOMENT,
                FieldPanel("artifact"),
                FieldPanel("photograph"),
                FieldPanel("place"),
                FieldPanel("person"),
                FieldPanel("note"),
            ],
        ),
        shared.places(_("谈到的地点")),
    ],
    heading=_("索引"),
)


def segment_count(interview: Interview) -> int:
    """How much of the interview is written down, in the layer that has most; from what the list has prefetched."""
    return max((transcript.segment_count for transcript in interview.transcripts.all()), default=0)


class InterviewViewSet(RecordViewSet):
    model = Interview
    icon = "media"
    filterset_class = InterviewFilters
    has_pictures = True
    list_display = [
        "title",
        "accession_number",
        Column("segment_count", label=_("转写稿（段）"), accessor=segment_count),
        LiveColumn(),
        AccessColumn(),
        UpdatedColumn(),
    ]
    list_export = [
        *RecordViewSet.SPREADSHEET,
        "slug",
        "date_recorded",
        "date_recorded_edtf",
        "place",
        "language",
        "dialect",
        "synopsis",
        "duration_ms",
        *RecordViewSet.AFTERWARDS,
    ]
    edit_handler = TabbedInterface(
        [IDENTITY, VOICES, SOUND, TEXT, INDEX, shared.rights_and_access()], base_form_class=InterviewForm
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().for_list(rows).select_related("portrait__asset", "place")
        counted = Transcript.objects.annotate(segment_count=Count("segments"))
        return found.prefetch_related("portrait__asset__derivatives", Prefetch("transcripts", counted))

    def picture_of(self, row: Any) -> Any:
        return row.portrait
