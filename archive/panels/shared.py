"""Tabs and groups that look the same for every kind of record. Order and words follow Spectrum; the help is for a
curator on the first day."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel, ObjectList

from archive.editing import CATALOGUE
from archive.panels.consent import ConsentPanel
from archive.panels.contributions import ContributionsPanel


def identification(*more: Any) -> MultiFieldPanel:
    """Object identification: the number and the names."""
    return MultiFieldPanel(
        [
            FieldPanel("accession_number"),
            FieldPanel("title", required_on_save=True, help_text=_("一句话说清是什么，例如：三八红旗手搪瓷缸")),
            *more,
            FieldPanel("other_names"),
            FieldPanel("record_status"),
            FieldPanel("collection", help_text=_("属于哪个全宗或系列；不清楚可以先空着")),
        ],
        heading=_("标识"),
    )


def words(*more: Any) -> MultiFieldPanel:
    """Object description."""
    return MultiFieldPanel(
        [FieldPanel("description"), FieldPanel("story_label"), *more, FieldPanel("tags", help_text=_("按回车分开"))],
        heading=_("描述"),
    )


def rights_and_access() -> ObjectList:
    """Who may see it, and on whose word."""
    return ObjectList(
        [
            MultiFieldPanel(
                [
                    HelpPanel(
                        content=_(
                            "<p>“公开”在发布以后才生效，草稿谁也看不到。"
                            "选了封存、受限或撤回，保存以后只有馆长能再打开这条记录。</p>"
                        )
                    ),
                    FieldPanel("access"),
                    FieldPanel("embargo_until", help_text=_("选了“封存到期”才填；含当日，次日自动开放")),
                    FieldPanel("restriction_note", permission=CATALOGUE),
                    FieldPanel("withdrawn_on"),
                ],
                heading=_("开放程度"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("rights"),
                    FieldPanel("rights_holder"),
                    FieldPanel("rights_note"),
                    FieldPanel("credit_line", help_text=_("印在图旁的一句，例如：周家捐赠")),
                ],
                heading=_("权利"),
            ),
            consent(),
            ContributionsPanel(heading=_("投稿人的原话")),
        ],
        heading=_("权利与开放"),
    )


def consent() -> MultiFieldPanel:
    """What the ledger says, and the reason that may be given instead."""
    return MultiFieldPanel(
        [ConsentPanel(), FieldPanel("consent_ground"), FieldPanel("consent_note")], heading=_("授权")
    )


def pictures(relation: str = "images", heading: Any = None) -> MultipleChooserPanel:
    """Pictures in order, each with its caption and the words for those who cannot see it."""
    return MultipleChooserPanel(
        relation,
        chooser_field_name="picture",
        heading=heading or _("图片"),
        label=_("图片"),
        help_text=_("可以一次选几张；拖动左边的点调整次序，第一张是封面"),
        panels=[
            FieldPanel("picture"),
            FieldPanel("caption"),
            FieldPanel("alt_text"),
            FieldPanel("is_closed"),
            FieldPanel("closed_reason"),
        ],
    )


def people(relation: str, heading: Any, help_text: Any = "", extra: tuple[str, ...] = ()) -> InlinePanel:
    return InlinePanel(
        relation,
        heading=heading,
        label=_("人物"),
        help_text=help_text,
        panels=[
            FieldPanel("person"),
            FieldPanel("name"),
            *[FieldPanel(name) for name in extra],
            FieldPanel("role"),
            FieldPanel("note"),
        ],
    )


def places(heading: Any = None) -> InlinePanel:
    return InlinePanel(
        "places",
        heading=heading or _("相关地点"),
        label=_("地点"),
        panels=[FieldPanel("place"), FieldPanel("role"), FieldPanel("note")],
    )


def related_records() -> ObjectList:
    return ObjectList(
        [
            InlinePanel(
                "related_records",
                heading=_("相关记录"),
                label=_("相关记录"),
                help_text=_("每行只选一件：藏品、老照片或口述史"),
                panels=[
                    FieldPanel("artifact"),
                    FieldPanel("photograph"),
                    FieldPanel("interview"),
                    FieldPanel("note"),
                ],
            )
        ],
        heading=_("相关"),
    )
