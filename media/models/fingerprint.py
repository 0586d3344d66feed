"""What a picture looks like in 64 bits, so that another scan or a smaller copy of it can be found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.asset import Original


class PictureFingerprint(models.Model):
    """The difference hash of an original: 16 hexadecimal digits. Pictures that look alike differ in few bits."""

    original = models.OneToOneField(Original, on_delete=models.CASCADE, related_name="fingerprint")
    bits = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("图片指纹")
        verbose_name_plural = _("图片指纹")
        default_permissions = ()

    def __str__(self) -> str:
        return self.bits
