"""Photographs and albums, and the question 这是谁: faces with every name a witness gave them."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from archive.contribution_states import ContributionState
from archive.fields import DatedBy, EarliestDayField, EdtfField, FuzzyDateField, LatestDayField
from archive.models.links import PersonLink, PictureLink, PlaceLink, RecordLink
from archive.models.record import Record
from archive.models.vocabulary import AlbumTag, PhotographTag
from archive.querysets import AlbumQuerySet, PhotographQuerySet
from archive.states import AcquisitionMethod, Certainty, ClaimStatus, FaceStatus


class Photograph(Record):
    """One photograph: the print that was handed in, its scan, and who and what is to be seen."""

    KIND = "photograph"
    NUMBER_KIND = "P"
    DATE_FIELD = "date_taken"

    picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("正面扫描"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photographs",
    )
    alt_text = models.CharField(_("替代文字"), max_length=300, blank=True, help_text=_("给看不见图的人：照片上有什么"))
    caption = models.TextField(_("图说"), blank=True)
    is_picture_closed = models.BooleanField(_("图片不公开"), default=False, help_text=_("记录公开，照片本身不上网"))
    date_taken = FuzzyDateField(_("拍摄日期"))
    date_taken_edtf = EdtfField("date_taken")
    date_taken_earliest = EarliestDayField("date_taken")
    date_taken_latest = LatestDayField("date_taken")
    taken = DatedBy("date_taken")
    place = models.ForeignKey(
        "archive.Place",
        verbose_name=_("拍摄地"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photographs",
    )
    photographer = models.ForeignKey(
        "archive.Person",
        verbose_name=_("摄影"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photographs_taken",
    )
    photographer_name = models.CharField(_("摄影（文字）"), max_length=120, blank=True)

    verso_text = models.TextField(_("背面文字"), blank=True)
    verso_picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("背面扫描"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="photograph_versos",
    )
    physical_form = models.CharField(
        _("原件形式"), max_length=120, blank=True, help_text=_("黑白银盐照片、底片、翻拍……")
    )
    print_width_mm = models.DecimalField(_("原件宽（毫米）"), max_digits=7, decimal_places=1, null=True, blank=True)
    print_height_mm = models.DecimalField(_("原件高（毫米）"), max_digits=7, decimal_places=1, null=True, blank=True)
    scanned_on = models.DateField(_("扫描日期"), null=True, blank=True)
    scanned_by = models.CharField(_("扫描人"), max_length=120, blank=True)
    scanner = models.CharField(_("扫描设备"), max_length=120, blank=True)
    scan_dpi = models.PositiveIntegerField(_("扫描精度（dpi）"), null=True, blank=True)

    acquisition_method = models.CharField(
        _("入藏方式"), max_length=12, choices=AcquisitionMethod, default=AcquisitionMethod.UNKNOWN
    )
    donor = models.ForeignKey(
        "archive.Person",
        verbose_name=_("捐赠人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="donated_photographs",
    )
    source_name = models.CharField(_("来源（文字）"), max_length=200, blank=True)
    source_is_unnamed = models.BooleanField(_("对外不写来源"), default=False)

    tags = ClusterTaggableManager(through=PhotographTag, blank=True, verbose_name=_("标签"))

    objects = PhotographQuerySet.as_manager()

    search_fields = [
        *Record.search_fields,
        index.SearchField("caption"),
        index.SearchField("verso_text"),
        index.FilterField("place"),
        index.FilterField("date_taken_earliest"),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]

    class Meta(Record.Meta):
        verbose_name = _("老照片")
        verbose_name_plural = _("老照片")


class PhotographPerson(PersonLink):
    """Somebody who has to do with the photograph; who is where in it, and who says so, is in the faces."""

    photograph = ParentalKey(Photograph, on_delete=models.CASCADE, related_name="people")

    class Meta(PersonLink.Meta):
        verbose_name = _("相关人物")
        verbose_name_plural = _("相关人物")


class PhotographPlace(PlaceLink):
    photograph = ParentalKey(Photograph, on_delete=models.CASCADE, related_name="places")

    class Meta(PlaceLink.Meta):
        verbose_name = _("相关地点")
        verbose_name_plural = _("相关地点")


class PhotographImage(PictureLink):
    """A further picture: a detail, another print, the frame."""

    photograph = ParentalKey(Photograph, on_delete=models.CASCADE, related_name="images")

    class Meta(PictureLink.Meta):
        verbose_name = _("其他图片")
        verbose_name_plural = _("其他图片")


class PhotographRelated(RecordLink):
    owner = ParentalKey(Photograph, on_delete=models.CASCADE, related_name="related_records")

    class Meta(RecordLink.Meta):
        verbose_name = _("相关记录")
        verbose_name_plural = _("相关记录")


class FaceRegion(Orderable, ClusterableModel):
    """A face in a photograph. Its place is given as fractions of width and height, so it fits every rendition; a face
    may be counted (第二排左起第三) before anybody has drawn it."""

    photograph = ParentalKey(Photograph, on_delete=models.CASCADE, related_name="faces")
    number = models.PositiveSmallIntegerField(_("第几张脸"), default=1)
    position = models.CharField(_("位置"), max_length=120, blank=True, help_text=_("例如：第二排左起第三"))
    left = models.DecimalField(_("左"), max_digits=6, decimal_places=5, null=True, blank=True)
    top = models.DecimalField(_("上"), max_digits=6, decimal_places=5, null=True, blank=True)
    width = models.DecimalField(_("宽"), max_digits=6, decimal_places=5, null=True, blank=True)
    height = models.DecimalField(_("高"), max_digits=6, decimal_places=5, null=True, blank=True)
    person = models.ForeignKey(
        "archive.Person",
        verbose_name=_("确认为"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="faces",
    )
    status = models.CharField(_("状态"), max_length=12, choices=FaceStatus, default=FaceStatus.UNKNOWN)

    class Meta(Orderable.Meta):
        verbose_name = _("人脸")
        verbose_name_plural = _("人脸")
        constraints = [
            models.UniqueConstraint(fields=["photograph", "number"], name="archive_face_number_once_per_photograph"),
            models.CheckConstraint(
                name="archive_face_inside_the_picture",
                condition=models.Q(left__isnull=True)
                | models.Q(
                    left__gte=0,
                    top__gte=0,
                    width__gt=0,
                    height__gt=0,
                    left__lte=1,
                    top__lte=1,
                    width__lte=1,
                    height__lte=1,
                ),
            ),
        ]

    def __str__(self) -> str:
        return gettext("第 %(number)s 张脸") % {"number": self.number}

    @property
    def is_drawn(self) -> bool:
        return self.left is not None

    def clean(self) -> None:
        super().clean()
        box = [self.left, self.top, self.width, self.height]
        if any(side is None for side in box):
            if any(side is not None for side in box):
                raise ValidationError(gettext("位置要么四个数都填，要么都不填。"))
            return
        left, top, width, height = (Decimal(side or 0) for side in box)
        if min(left, top) < 0 or min(width, height) <= 0 or left + width > 1 or top + height > 1:
            raise ValidationError(gettext("框不能超出照片。四个数都在 0 和 1 之间。"))


class NameClaim(Orderable):
    """One witness says who a face is. Claims are kept side by side; nothing is decided by majority."""

    face = ParentalKey(FaceRegion, on_delete=models.CASCADE, related_name="claims")
    name = models.CharField(_("说是谁"), max_length=120, blank=True)
    person = models.ForeignKey(
        "archive.Person",
        verbose_name=_("人物"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="claimed_faces",
    )
    certainty = models.CharField(_("把握"), max_length=10, choices=Certainty, default=Certainty.LIKELY)
    witness = models.ForeignKey(
        "archive.Person",
        verbose_name=_("谁说的"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="testimonies",
    )
    witness_name = models.CharField(_("谁说的（文字）"), max_length=120, blank=True)
    said_on = models.DateField(_("哪天说的"), null=True, blank=True)
    how_known = models.CharField(_("怎么知道的"), max_length=300, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=ClaimStatus, default=ClaimStatus.OPEN)
    is_public = models.BooleanField(
        _("文字可公开"), default=False, help_text=_("没有人物条目的姓名，确认不会说出在世者真名后再勾选")
    )
    contribution = models.ForeignKey(
        "archive.Contribution",
        verbose_name=_("投稿"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    """Where a resident sent it. Taken back, it is not shown (`is_taken_back`)."""

    class Meta(Orderable.Meta):
        verbose_name = _("认人")
        verbose_name_plural = _("认人")

    def __str__(self) -> str:
        return self.name or str(self.person)

    @property
    def is_taken_back(self) -> bool:
        """Whether whoever sent it wants it back. Asked of the contribution each time, because drafts hold copies."""
        return self.contribution is not None and self.contribution.state in ContributionState.closed()

    def clean(self) -> None:
        super().clean()
        if not self.name.strip() and not self.person_id:
            raise ValidationError({"name": gettext("请写下姓名，或选一个人物。")})


class Album(Record):
    """An album or a bundle of photographs that came together and stays together."""

    KIND = "album"
    NUMBER_KIND = "B"
    DATE_FIELD = "date_compiled"

    cover = models.ForeignKey(
        "media.Picture", verbose_name=_("封面"), null=True, blank=True, on_delete=models.PROTECT, related_name="albums"
    )
    date_compiled = FuzzyDateField(_("成册年代"))
    date_compiled_edtf = EdtfField("date_compiled")
    date_compiled_earliest = EarliestDayField("date_compiled")
    date_compiled_latest = LatestDayField("date_compiled")
    compiled = DatedBy("date_compiled")

    tags = ClusterTaggableManager(through=AlbumTag, blank=True, verbose_name=_("标签"))

    objects = AlbumQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("相册")
        verbose_name_plural = _("相册")


class AlbumPhotograph(Orderable):
    """A photograph's place in an album."""

    album = ParentalKey(Album, on_delete=models.CASCADE, related_name="photographs")
    photograph = models.ForeignKey(
        Photograph, verbose_name=_("老照片"), on_delete=models.CASCADE, related_name="album_places"
    )
    page = models.CharField(_("页"), max_length=20, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("册中照片")
        verbose_name_plural = _("册中照片")
        constraints = [
            models.UniqueConstraint(fields=["album", "photograph"], name="archive_photograph_once_per_album"),
        ]

    def __str__(self) -> str:
        return str(self.photograph)
