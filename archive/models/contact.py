"""How to reach somebody who handed in: kept apart from what was handed in, and unreadable without a key."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Contact(models.Model):
    """Telephone or e-mail of one person, encrypted with a key outside the database.

    `archive.services.contributions.contacts` seals, opens, logs every opening and forgets when it is due.
    """

    party = models.OneToOneField("archive.ContributionParty", on_delete=models.CASCADE, related_name="contact")
    sealed = models.TextField(editable=False)
    last_contact_at = models.DateTimeField(_("最后一次联系"), db_index=True)

    class Meta:
        verbose_name = _("联系方式")
        verbose_name_plural = _("联系方式")
        default_permissions = ()

    def __str__(self) -> str:
        return str(_("联系方式（加密）"))
