"""What a receipt says of a state: what has happened, what comes next, in the words of somebody at the museum's desk."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.contribution_states import ContributionKind as Kind
from archive.contribution_states import ContributionState as State
from archive.contribution_states import NotUsedReason


@dataclass(frozen=True, slots=True)
class Words:
    title: str | Promise
    text: str | Promise


STATES: Final[dict[str, Words]] = {
    State.DRAFT: Words(_("还没交完"), _("写的都存着，什么时候接着弄都行。")),
    State.RECEIVED: Words(_("收到了"), _("谢谢您。馆里的人会看、会听，一般要一两个星期。")),
    State.LOOKING: Words(_("正在看"), _("馆里有人在看了。有不清楚的，会在这里问您。")),
    State.QUESTION: Words(_("有句话想问您"), _("馆里看过了，有一处不明白。您知道就答一句，不知道也说一声。")),
    State.ACCEPTED: Words(_("收下了"), _("已经进了馆里的册子，正在整理。能看到的时候，这里会告诉您。")),
    State.ONLINE: Words(_("大家看得到了"), _("您交的已经在馆里了，点下面就能看。")),
    State.NOT_USED: Words(_("这回没有用上"), _("谢谢您跑这一趟。东西没有白交，原因写在下面。")),
    State.WITHDRAWN: Words(_("已经收回"), _("谁也看不到、听不到了。馆里会照您的意思，还给您、锁起来，或者删掉。")),
    State.ERASED: Words(_("已经删掉"), _("馆里不再有您交的东西，只记着有过这么一张回条。")),
}

TAKEN_IN: Final[dict[str, Words]] = {
    Kind.NAME: Words(
        _("记下了"), _("您说的名字记在这张照片的册子里了，和别人说的放在一起。还在世的人，没有本人答应，名字不放出来。")
    ),
    Kind.CORRECTION: Words(_("改过来了"), _("馆里照您说的核对过，改好了。谢谢您。")),
}
"""What a receipt says of a name or a correction once a curator has taken it in."""

NOT_USED: Final[dict[str, str | Promise]] = {
    NotUsedReason.ALREADY_HERE: _("馆里已经有一样的了，先前有人交过。"),
    NotUsedReason.OUTSIDE: _("讲的不是株化、清水塘的事，馆里放不下。"),
    NotUsedReason.UNREADABLE: _("看不清或听不清。您要是方便，重拍一张、重讲一遍，我们等着。"),
    NotUsedReason.OTHERS: _("里面有别人家的私事，放出来怕伤了人。"),
    NotUsedReason.NO_CONSENT: _("还缺本人或家里人的一句答应。答应了，随时再交。"),
    NotUsedReason.OTHER: _("这回没放进去，不是您讲得不好。"),
}


def words_on(kind: str, state: str) -> Words:
    """The words for this state of this kind of contribution."""
    is_taken_in = state in {State.ACCEPTED, State.ONLINE}
    return TAKEN_IN[kind] if is_taken_in and kind in TAKEN_IN else STATES[state]
