"""The one sheet for residents: how to tell, to hand in, to take back, and whom to call.

On the site, on paper, and in docs/residents.md; a test holds the last to these words.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    title: str | Promise
    sentences: tuple[str | Promise, ...]


PARTS: Final = (
    Part(
        _("怎么讲"),
        (
            _("手机扫上面的码，点“讲一段”，按一下红的就讲。想到哪儿讲到哪儿，记错年份没关系。"),
            _("来了电话、断了网，讲过的都在。今天讲不完，明天接着讲。"),
            _("微信里录不了，就用手机自带的录音机录好，再选上。"),
        ),
    ),
    Part(
        _("怎么交照片、老物件"),
        (
            _("点“交照片”，翻拍几张就行，原件您自己留着。"),
            _("自己弄不来，请孙辈、邻居、网格员替您交；也可以到馆里来讲，我们替您录。"),
        ),
    ),
    Part(
        _("交了以后"),
        (
            _("给您一个号，十二个数字。抄下来，拍下来，收好。"),
            _("馆里的人会看、会听，一般要一两个星期。有不明白的，在回条上问您。"),
            _("给谁看、给谁听，您说了算：一样一样问过您，没答应的，不给外人看。"),
        ),
    ),
    Part(
        _("想收回来"),
        (
            _("随时可以，不用说为什么。扫回条上的码，点“收回来”，马上谁也看不到、听不到。"),
            _("没有手机，就带着回条来馆里，或者打电话，我们替您收。收错了，也能放回去。"),
        ),
    ),
)
