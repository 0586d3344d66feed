"""Sentences that are ready, to be sent as they are or changed: nobody should have to look for a kind word at the end of
a long day."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.contribution_states import NotUsedReason

Sentence = str | Promise

QUESTIONS: Final[tuple[Sentence, ...]] = (
    _("照片是哪一年前后照的？大概就行。"),
    _("这是在哪个车间、哪个门口？"),
    _("照片上的人，您还叫得出几位？从左到右说。"),
    _("这句没听清，您方便再讲一遍吗？"),
    _("可以放到网上给大家看吗？不方便也没关系，我们只收着。"),
)
THANKS: Final[tuple[Sentence, ...]] = (
    _("谢谢您。您讲的我们都记下了，一个字没有改。"),
    _("谢谢您把它留了这么多年，又交给我们。"),
    _("谢谢您替老人家跑这一趟，也代我们问声好。"),
)
REFUSALS: Final[dict[str, Sentence]] = {
    NotUsedReason.ALREADY_HERE: _("谢谢您。这一张馆里先前收过一样的，这次就不重复收了。家里要是还有别的，我们很想看。"),
    NotUsedReason.OUTSIDE: _("谢谢您讲给我们听。馆里只收株化和清水塘的事，这一份放不进来，您留着更合适。"),
    NotUsedReason.UNREADABLE: _("谢谢您。我们看了几遍、听了几遍，还是辨不清。您方便的话重拍一张、重讲一遍，我们等着。"),
    NotUsedReason.OTHERS: _("谢谢您信得过我们。里面说到别人家的私事，放出来怕人家难受，所以先不收。"),
    NotUsedReason.NO_CONSENT: _("谢谢您。还差本人或家里人一句答应，问过了随时再交，我们都在。"),
    NotUsedReason.OTHER: _("谢谢您跑这一趟。这回没有用上，不是您讲得不好。"),
}
