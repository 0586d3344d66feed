"""Where the museum is and how to reach it, as the settings say; on the page of contacts."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StaticBlock


class AddressBlock(StaticBlock):
    class Meta:
        icon = "home"
        label = _("地址和电话")
        group = _("字")
        admin_text = _("这里显示“设置 → 本馆”里写的地址、电话和开放时间，改一处，处处都改。")
        description = _("本馆的地址、电话和开放时间")
        template = "museum/blocks/address.html"
