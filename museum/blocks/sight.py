"""One of several pictures shown together: an old photograph of the archive, or a picture of the library."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from museum.blocks.choosing import PictureChooserBlock, RecordChooserBlock


class SightBlock(StructBlock):
    photograph = RecordChooserBlock(
        "archive.Photograph",
        label=_("老照片"),
        required=False,
        help_text=_("馆里登记过的照片，点开是它的登记表。不是登记过的，就在下面选图。"),
    )
    image = PictureChooserBlock(label=_("或者图库里的图"), required=False)
    caption = CharBlock(label=_("图下的话"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("一张")
        preview_value = {"caption": "报到那天的厂门口"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["photograph"]) == bool(cleaned["image"]):
            said = (
                _("老照片和图库里的图，选一样。")
                if cleaned["image"]
                else _("还没有选图：选一张老照片，或者图库里的图。")
            )
            raise StructBlockValidationError(block_errors={"photograph": ValidationError(said, code="one")})
        return cleaned
