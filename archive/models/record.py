"""The shared core of everything that is collected: number, title, words, dates, rights, access, state."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from archive.accession import InvalidAccessionNumber
from archive.models.curated import Curated
from archive.models.number import AccessionNumber, AccessionNumberTaken, pattern
from archive.rights import standing_of
from archive.states import Access, RecordStatus, Standing


class Record(Curated):
    """An artifact, a photograph, an album or an interview.

    Spectrum's object identification, rights and access groups; what is special to a kind is in the kind's own module.
    Three names: the integer key inside, the UUID for other systems, the accession number for people.
    """

    NUMBER_KIND = ""
    """The letter in the accession number: A artifact, P photograph, B album, OH interview (oral history)."""

    DATE_FIELD = ""
    """The date the record is sorted and filtered by; `_earliest` and `_latest` columns stand beside it."""

    KEPT_WHEN_REVERTED = (("access", Access.WITHDRAWN),)

    accession_number = models.CharField(
        _("登录号"), max_length=60, unique=True, blank=True, help_text=_("留空则自动取下一个号；号码永不重复使用")
    )
    title = models.CharField(_("题名"), max_length=200)
    other_names = models.TextField(_("其他名称"), blank=True, help_text=_("一行一个"))
    description = models.TextField(_("描述"), blank=True, help_text=_("是什么、什么样子；段落之间空一行"))
    story_label = models.TextField(_("展品说明"), blank=True, help_text=_("给观众读的一段话"))
    record_status = models.CharField(_("编目状态"), max_length=16, choices=RecordStatus, default=RecordStatus.INVENTORY)
    collection = models.ForeignKey(
        "archive.Collection",
        verbose_name=_("全宗"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )

    access = models.CharField(_("开放程度"), max_length=12, choices=Access, default=Access.PUBLIC, db_index=True)
    embargo_until = models.DateField(_("封存至"), null=True, blank=True, help_text=_("含当日；次日自动开放"))
    restriction_note = models.TextField(_("限制说明（内部）"), blank=True, help_text=_("谁要求的，为什么"))
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    rights = models.ForeignKey(
        "archive.RightsStatement",
        verbose_name=_("权利声明"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    rights_holder = models.CharField(_("权利人"), max_length=200, blank=True)
    rights_note = models.CharField(
        _("权利说明"), max_length=300, blank=True, help_text=_("例如：捐赠人授权；权利人不明，已尽查询")
    )
    credit_line = models.CharField(_("致谢署名"), max_length=200, blank=True)

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("accession_number", boost=3),
        index.AutocompleteField("accession_number"),
        index.SearchField("other_names", boost=2),
        index.SearchField("description"),
        index.SearchField("story_label"),
        index.FilterField("live"),
        index.FilterField("access"),
        index.FilterField("record_status"),
        index.FilterField("is_demo"),
        index.FilterField("updated_at"),
    ]

    class Meta:
        abstract = True
        ordering = ["accession_number"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(self.KIND, args=[self.accession_number])

    @property
    def standing(self) -> Standing:
        """What the access comes to today."""
        return standing_of(self)

    @property
    def names(self) -> list[str]:
        """The other names, one an entry."""
        return [line.strip() for line in self.other_names.splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        if self.access == Access.EMBARGOED and self.embargo_until is None:
            raise ValidationError({"embargo_until": gettext("封存的内容请写明封存到哪一天。")})
        if self.accession_number:
            self._check_number()

    def _check_number(self) -> None:
        try:
            self.accession_number = pattern().parse(self.accession_number).text
        except InvalidAccessionNumber as error:
            raise ValidationError({"accession_number": str(error)}) from error
        if not AccessionNumber.objects.is_free_for(self.accession_number, self.uuid):
            proposed = AccessionNumber.objects.propose(self.NUMBER_KIND)
            raise ValidationError({"accession_number": str(AccessionNumberTaken(self.accession_number, proposed))})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Takes a number when there is none, and notes the number as given out, in the same transaction.

        Raises AccessionNumberTaken when the number belongs to another record, InvalidAccessionNumber when it is none.
        """
        with transaction.atomic():
            if not self.accession_number:
                self.accession_number = AccessionNumber.objects.issue(self.NUMBER_KIND, self.uuid)
            else:
                self.accession_number = AccessionNumber.objects.claim(
                    self.accession_number, self.NUMBER_KIND, self.uuid
                )
            super().save(*args, **kwargs)
