"""What residents put right: a name for a face, other words for what a page says. Each belongs to a contribution.

Nothing of it is public in any state. An accepted name becomes a `NameClaim`, an accepted correction the words of the
record; these follow the rules of every claim and every record.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.contribution_states import HowKnown
from archive.models.contribution import KEYED_HASH_LENGTH, Contribution
from archive.models.photograph import FaceRegion, Photograph
from archive.states import Certainty


class NameProposal(models.Model):
    """Somebody says who a face is. Without a face the place is a point that was tapped, or words, or both."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="name_proposal")
    photograph = models.ForeignKey(
        Photograph, verbose_name=_("照片"), on_delete=models.CASCADE, related_name="name_proposals"
    )
    face = models.ForeignKey(
        FaceRegion,
        verbose_name=_("哪张脸"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="name_proposals",
    )
    x_permille = models.PositiveSmallIntegerField(_("横向（千分）"), null=True, blank=True)
    y_permille = models.PositiveSmallIntegerField(_("纵向（千分）"), null=True, blank=True)
    where = models.CharField(_("大概在哪里"), max_length=120, blank=True)
    name = models.CharField(_("说是谁"), max_length=120, blank=True)
    """Empty where it was said by voice."""
    certainty = models.CharField(_("把握"), max_length=10, choices=Certainty, default=Certainty.LIKELY)
    how = models.CharField(_("怎么认得的"), max_length=10, choices=HowKnown, blank=True)
    words = models.CharField(_("怎么知道的"), max_length=300, blank=True)
    device_key = models.CharField(max_length=KEYED_HASH_LENGTH, blank=True, editable=False)
    contact_key = models.CharField(max_length=KEYED_HASH_LENGTH, blank=True, editable=False)
    """Keyed hashes that tell whether two proposals come from one telephone or one contact, and nothing else."""

    class Meta:
        verbose_name = _("认人的投稿")
        verbose_name_plural = _("认人的投稿")
        constraints = [
            models.CheckConstraint(
                name="archive_point_inside_the_picture",
                condition=models.Q(x_permille__isnull=True, y_permille__isnull=True)
                | models.Q(x_permille__lte=1000, y_permille__lte=1000),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("（说在录音里）"))

    @property
    def keys(self) -> frozenset[str]:
        """What shows that two proposals are the same witness's."""
        return frozenset(key for key in (self.device_key, self.contact_key) if key)


class Correction(models.Model):
    """Somebody says that what a page says is wrong, and what is right."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="correction")
    part = models.CharField(_("哪一处"), max_length=90)
    """The name of a field, or `s-` and the id of a segment."""
    shown = models.TextField(_("原来写的"), blank=True)
    """As the visitor read it: names of the living are masked in it."""
    proposed = models.TextField(_("应该是"))
    reason = models.TextField(_("怎么知道的"), blank=True)

    class Meta:
        verbose_name = _("指错的投稿")
        verbose_name_plural = _("指错的投稿")

    def __str__(self) -> str:
        return self.proposed[:40]
