"""What residents hand in: their words as they used them, their files, the talk with the curator, what became of it.

Nothing here is public. What is shown one day is a record that a curator made of it; `Outcome` ties the two together.
"""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive import receipts
from archive.contribution_states import (
    AgeGroup,
    ContributionKind,
    ContributionState,
    CreditAs,
    FileCheck,
    NotUsedReason,
    PartyRole,
    Sender,
)

KEYED_HASH_LENGTH = 64


class HelperBook(models.Model):
    """What one helper (a grid worker, a grandchild) handed in for others, behind one secret link."""

    token_hash = models.CharField(max_length=KEYED_HASH_LENGTH, unique=True, editable=False)
    name = models.CharField(_("代传的人"), max_length=60)
    grid = models.ForeignKey("archive.Grid", verbose_name=_("网格"), null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("代传本")
        verbose_name_plural = _("代传本")

    def __str__(self) -> str:
        return self.name


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def of_token(self, token: str) -> "ContributionQuerySet":
        """The contribution a person goes on with; none for a token that is none."""
        return self.filter(token_hash__in=receipts.hashes_of(token))

    def of_code(self, code: str) -> "ContributionQuerySet":
        """The contribution of a receipt; `code` as somebody typed it."""
        return self.filter(code_hash__in=receipts.hashes_of(receipts.plain_code(code)))

    def handed_in(self) -> "ContributionQuerySet":
        return self.exclude(state=ContributionState.DRAFT)

    def waiting(self) -> "ContributionQuerySet":
        """What a curator has to look at, longest waiting first."""
        return self.filter(state__in=ContributionState.waiting()).order_by("received_at", "pk")


class Contribution(models.Model):
    """One thing told or handed in, from the first word on. The person's words are kept, never corrected.

    Two secrets open it, and only keyed hashes of them are stored: the token in the link by which one goes on
    tomorrow, and the short code on the receipt. The code follows from the token, so whoever has the link can print
    the receipt again, and whoever reads the database has neither.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=KEYED_HASH_LENGTH, unique=True, editable=False)
    code_hash = models.CharField(max_length=KEYED_HASH_LENGTH, unique=True, editable=False)
    kind = models.CharField(_("怎么交的"), max_length=12, choices=ContributionKind)
    state = models.CharField(
        _("状态"), max_length=10, choices=ContributionState, default=ContributionState.DRAFT, db_index=True
    )
    state_before_withdrawal = models.CharField(max_length=10, choices=ContributionState, blank=True, editable=False)
    call = models.ForeignKey(
        "archive.Call",
        verbose_name=_("征集"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributions",
    )
    prompt = models.CharField(_("答的问题"), max_length=120, blank=True)
    grid = models.ForeignKey(
        "archive.Grid",
        verbose_name=_("网格"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributions",
    )
    book = models.ForeignKey(
        HelperBook,
        verbose_name=_("代传本"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributions",
    )
    sealed_secret = models.CharField(max_length=300, blank=True, editable=False)
    """Its token, or its code alone, sealed with the token of its book: with the book's link every receipt in it can be
    opened, with the database none."""

    story = models.TextField(_("讲了什么"), blank=True)
    what = models.CharField(_("是什么"), max_length=200, blank=True)
    when = models.CharField(_("什么时候"), max_length=120, blank=True)
    where = models.CharField(_("在哪里"), max_length=120, blank=True)
    who = models.CharField(_("有谁"), max_length=300, blank=True)
    about = models.CharField(_("说的是馆里哪一条"), max_length=64, blank=True, db_index=True)
    """The id of an entry (photograph:12) for a name in a photograph and for a correction."""
    consent_answers = models.JSONField(default=dict, blank=True, editable=False)
    """What was ticked while this was a draft, by role and question; handing in turns it into grants."""
    wants_news = models.BooleanField(_("想知道后来"), default=False)
    news_mailed_on = models.DateField(null=True, blank=True, editable=False)
    """The Monday on which the last mail about listeners went out: at most one a week."""

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("谁在看"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    not_used_reason = models.CharField(_("没有用上的原因"), max_length=12, choices=NotUsedReason, blank=True)
    not_used_note = models.TextField(_("想对交的人说"), blank=True)
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)
    created_at = models.DateTimeField(_("开始"), auto_now_add=True)
    updated_at = models.DateTimeField(_("最后改动"), auto_now=True, db_index=True)
    received_at = models.DateTimeField(_("交来"), null=True, blank=True, db_index=True)
    settled_at = models.DateTimeField(_("有了结果"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("收回"), null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("投稿")
        verbose_name_plural = _("投稿")
        ordering = ["-received_at", "-pk"]
        permissions = [("read_contacts", _("可以看投稿人的电话和邮箱（每次都记下来）"))]

    def __str__(self) -> str:
        return self.what or self.story[:24] or str(self.get_kind_display())

    @property
    def is_draft(self) -> bool:
        return self.state == ContributionState.DRAFT

    @property
    def is_proposal(self) -> bool:
        """Whether it says that a name or a word should be another: decided beside what it is about, nowhere else."""
        return hasattr(self, "name_proposal") or hasattr(self, "correction")

    @property
    def teller(self) -> "ContributionParty | None":
        return self.party(PartyRole.TELLER)

    @property
    def helper(self) -> "ContributionParty | None":
        return self.party(PartyRole.HELPER)

    def party(self, role: str) -> "ContributionParty | None":
        """From the fetched rows where they were fetched: lists prefetch `parties`."""
        return next((party for party in self.parties.all() if party.role == role), None)


class ContributionParty(models.Model):
    """One of at most two people: who tells, and who hands in. Credit and contact belong to one of them alone."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(_("身份"), max_length=8, choices=PartyRole)
    name = models.CharField(_("称呼"), max_length=60, blank=True)
    credit = models.CharField(_("怎么署名"), max_length=8, choices=CreditAs, default=CreditAs.NAME)
    age_group = models.CharField(_("年纪"), max_length=10, choices=AgeGroup, blank=True)
    relation = models.CharField(_("是讲的人的什么人"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("投稿的人")
        verbose_name_plural = _("投稿的人")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "role"], name="archive_one_party_per_role"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_role_display())


class ContributionItem(models.Model):
    """One file of a contribution with the words about it. Without an asset the file is still on its way, or gone."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="items")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveIntegerField(default=0)
    asset = models.ForeignKey(
        "media.Asset",
        verbose_name=_("文件"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contribution_items",
    )
    words = models.TextField(_("关于它"), blank=True)
    check_state = models.CharField(_("查毒"), max_length=8, choices=FileCheck, default=FileCheck.OFF)
    added_at = models.DateTimeField(_("收到时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("投稿的文件")
        verbose_name_plural = _("投稿的文件")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["check_state"], name="archive_item_check")]

    def __str__(self) -> str:
        return str(self.asset or self.uuid)


class Message(models.Model):
    """A question of the curator, or an answer to it. The wording of either side stays as it was sent."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="messages")
    sender = models.CharField(_("谁说的"), max_length=11, choices=Sender)
    text = models.TextField(_("话"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    form_key = models.CharField(max_length=KEYED_HASH_LENGTH, unique=True, null=True, editable=False)
    """The same form sent twice is one message."""
    sent_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("问答")
        verbose_name_plural = _("问答")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Outcome(models.Model):
    """What became of a contribution: a record, person or claim in the archive. One may become several."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="outcomes")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record: Any = GenericForeignKey("content_type", "object_id")
    is_joined = models.BooleanField(_("并进已有的"), default=False)
    """It was put to something the museum had before, which does not stand and fall with this contribution."""
    act = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    """Shared by all that one press of the button made: the same form sent twice makes nothing twice."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("收成了什么")
        verbose_name_plural = _("收成了什么")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "content_type", "object_id"], name="archive_outcome_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"


class Hold(models.Model):
    """Who has a contribution open on the curators' desk, so that two do not work on it unknowingly."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="hold")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("从什么时候"))
    touched_at = models.DateTimeField(_("最后动静"))

    class Meta:
        verbose_name = _("正在看的人")
        verbose_name_plural = _("正在看的人")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.holder)
