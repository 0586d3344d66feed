"""The consent ledger: who gave what, for which use, in which form, as whose proxy, until when. Only ever added to.

Rows say `which` by kind and UUID, not by foreign key: they outlast what they are about. Names of people stand beside
the ledger (`ConsentParty`), because a name must be erasable and a row of the ledger is not.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive import consent
from archive.append_only import AppendOnly, AppendOnlyQuerySet
from archive.consent_wording import Question, questions
from archive.states import (
    ConsentForm,
    Ground,
    WithdrawalOutcome,
    WithdrawalScope,
    WithdrawalState,
)

USES = [
    (consent.Use.SHOW.value, _("公开展示")),
    (consent.Use.NAME.value, _("写出姓名")),
    (consent.Use.FACE.value, _("露出样子")),
    (consent.Use.VOICE.value, _("放出声音")),
    (consent.Use.TEXT.value, _("全文文字")),
    (consent.Use.DOWNLOAD.value, _("让人下载")),
    (consent.Use.MACHINES.value, _("给机器学习用")),
    (consent.Use.AFTER_DEATH.value, _("身后继续")),
]
DECISIONS = [
    (consent.Decision.GRANTED.value, _("同意")),
    (consent.Decision.REFUSED.value, _("不同意")),
    (consent.Decision.WITHDRAWN.value, _("收回")),
    (consent.Decision.RESTORED.value, _("收回作废")),
    (consent.Decision.REASONED.value, _("馆方理由")),
]


class ConsentText(AppendOnly):
    """One version of the words somebody is asked to agree to, in plain language. Another wording is another version."""

    key = models.SlugField(_("哪一份"), max_length=40)
    version = models.PositiveIntegerField(_("第几版"))
    title = models.CharField(_("题目"), max_length=120)
    body = models.TextField(_("正文"), help_text=_("一条一行，像说话一样；念给人听也听得懂"))
    created_at = models.DateTimeField(_("写定时间"), auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("授权书文本")
        verbose_name_plural = _("授权书文本")
        ordering = ["key", "-version"]
        default_permissions = ("add", "view")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="archive_consent_text_version_once")]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.version} 版）"

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.body.splitlines() if line.strip()]

    @property
    def questions(self) -> dict[consent.Use, Question]:
        """What this version asks, use by use."""
        return questions(self.lines)


class ConsentParty(models.Model):
    """Somebody who gave a word, or handed it on for somebody else. Erasing a person empties this row, and it stays."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=120, blank=True)
    relation = models.CharField(_("是本人的什么人"), max_length=60, blank=True)
    person = models.ForeignKey(
        "archive.Person",
        verbose_name=_("人物"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="consent_parties",
    )
    contribution_uuid = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    is_demo = models.BooleanField(default=False, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("授权的人")
        verbose_name_plural = _("授权的人")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name or str(_("（姓名已抹去）"))


class ConsentEntry(AppendOnly):
    """One decision: one use of one thing. `act` is shared by all that was decided in the same breath."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    act = models.UUIDField(default=uuid4, db_index=True, editable=False)
    decision = models.CharField(_("决定"), max_length=12, choices=DECISIONS)
    use = models.CharField(_("用途"), max_length=12, choices=USES)
    material_kind = models.CharField(_("哪一类"), max_length=16)
    material_uuid = models.UUIDField(_("哪一件"))
    start_ms = models.PositiveIntegerField(_("从（毫秒）"), null=True, blank=True)
    end_ms = models.PositiveIntegerField(_("到（毫秒）"), null=True, blank=True)
    ground = models.CharField(_("馆方理由"), max_length=16, choices=Ground, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True, help_text=_("怎么查找过、凭什么；不写人名"))
    form = models.CharField(_("形式"), max_length=8, choices=ConsentForm)
    text = models.ForeignKey(
        ConsentText, verbose_name=_("哪一版"), null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    giver = models.ForeignKey(
        ConsentParty, verbose_name=_("谁"), null=True, blank=True, on_delete=models.PROTECT, related_name="given"
    )
    proxy = models.ForeignKey(
        ConsentParty, verbose_name=_("代办"), null=True, blank=True, on_delete=models.PROTECT, related_name="handed_on"
    )
    received_by = models.CharField(_("谁收的"), max_length=150, blank=True)
    given_on = models.DateField(_("哪天"))
    until = models.DateField(_("到哪天"), null=True, blank=True, help_text=_("含当日；空着就是一直"))
    recorded_at = models.DateTimeField(_("记下时间"), auto_now_add=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("授权记录")
        verbose_name_plural = _("授权记录")
        ordering = ["pk"]
        default_permissions = ("add", "view")
        indexes = [models.Index(fields=["material_kind", "material_uuid"], name="archive_consent_material")]
        constraints = [
            models.CheckConstraint(
                name="archive_consent_reason_has_ground",
                condition=Q(decision="reasoned") & ~Q(ground="") | ~Q(decision="reasoned") & Q(ground=""),
            ),
            models.CheckConstraint(
                name="archive_consent_word_has_giver", condition=Q(decision="reasoned") | Q(giver__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_use_display()} · {self.get_decision_display()}"

    @property
    def word(self) -> consent.Word:
        """As the rules read it."""
        giver = f"{self.giver_id}" if self.giver_id else consent.MUSEUM
        return consent.Word(decision=self.decision, use=self.use, giver=giver, until=self.until)


class ConsentEvidence(models.Model):
    """What proves an act: the scan of the signed paper, or the moment of the recording in which it was said."""

    act = models.UUIDField(db_index=True, editable=False)
    asset = models.ForeignKey(
        "media.Asset",
        verbose_name=_("扫描件"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consent_evidence",
    )
    interview_uuid = models.UUIDField(null=True, blank=True)
    start_ms = models.PositiveIntegerField(null=True, blank=True)
    end_ms = models.PositiveIntegerField(null=True, blank=True)
    added_by = models.CharField(max_length=150, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("授权凭据")
        verbose_name_plural = _("授权凭据")
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return str(self.act)


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def in_force(self) -> "WithdrawalQuerySet":
        return self.exclude(state=WithdrawalState.UNDONE)

    def waiting(self) -> "WithdrawalQuerySet":
        """What a curator has to settle, or an erasure that was interrupted."""
        return self.filter(state__in=[WithdrawalState.HIDDEN, WithdrawalState.ERASING])


class Withdrawal(models.Model):
    """Something taken back: hidden in the transaction that wrote this row, settled by a curator by `due_on`.

    `steps` say what was changed and how it stood before, so that a mistake can be undone; `report` says afterwards what
    became of it where. Neither holds a name.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    scope = models.CharField(_("收回什么"), max_length=12, choices=WithdrawalScope)
    material_kind = models.CharField(_("哪一类"), max_length=16)
    material_uuid = models.UUIDField(_("哪一件"))
    start_ms = models.PositiveIntegerField(_("从（毫秒）"), null=True, blank=True)
    end_ms = models.PositiveIntegerField(_("到（毫秒）"), null=True, blank=True)
    party = models.ForeignKey(
        ConsentParty, verbose_name=_("谁"), null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawals"
    )
    is_by_code = models.BooleanField(_("凭回条"), default=False)
    received_by = models.CharField(_("谁收的"), max_length=150, blank=True)
    state = models.CharField(
        _("状态"), max_length=8, choices=WithdrawalState, default=WithdrawalState.HIDDEN, db_index=True
    )
    outcome = models.CharField(_("后面怎么办"), max_length=8, choices=WithdrawalOutcome, blank=True)
    decided_by = models.CharField(_("谁定的"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("什么时候定的"), null=True, blank=True)
    asked_at = models.DateTimeField(_("什么时候收的"), auto_now_add=True)
    due_on = models.DateField(_("哪天前要定"), db_index=True)
    steps = models.JSONField(default=list, editable=False)
    report = models.JSONField(default=list, editable=False)
    erased_files = models.JSONField(default=list, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("收回")
        verbose_name_plural = _("收回")
        ordering = ["-asked_at", "-pk"]
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return f"{self.get_scope_display()} · {self.material_kind}"

    @property
    def may_be_undone(self) -> bool:
        return self.state in {WithdrawalState.HIDDEN, WithdrawalState.SETTLED} and self.outcome in {
            "",
            WithdrawalOutcome.SEAL,
        }


class WithdrawnFile(models.Model):
    """A file that nobody may receive for as long as the withdrawal is in force, whatever shows it."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="files")
    asset = models.ForeignKey("media.Asset", on_delete=models.CASCADE, related_name="withdrawn_files")

    class Meta:
        verbose_name = _("收回的文件")
        verbose_name_plural = _("收回的文件")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["withdrawal", "asset"], name="archive_file_withdrawn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.withdrawal_id}:{self.asset_id}"


class Tombstone(models.Model):
    """What stays of something erased: that it is gone, and how to know it again should a backup bring it back.

    No name and no word of it: UUIDs, hashes of the addresses it had, checksums of its files.
    """

    material_kind = models.CharField(max_length=16)
    material_uuid = models.UUIDField()
    scope = models.CharField(max_length=12, choices=WithdrawalScope)
    start_ms = models.PositiveIntegerField(default=0)
    end_ms = models.PositiveIntegerField(default=0)
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    sha512s = models.JSONField(default=list)
    erased_at = models.DateTimeField()

    class Meta:
        verbose_name = _("抹去的记录")
        verbose_name_plural = _("抹去的记录")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["material_kind", "material_uuid", "scope", "start_ms", "end_ms"],
                name="archive_erased_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material_kind}:{self.material_uuid}"
