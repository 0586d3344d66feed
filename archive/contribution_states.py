"""The states of what residents hand in, each set of words in one place; labels are read by curators.

What the person who handed in reads about a state is worded kindly in `museum.contributing.wording`.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContributionKind(TextChoices):
    """The way somebody came in by. Words, files and voice may go with any of them."""

    VOICE = "voice", _("讲一段")
    PHOTOGRAPHS = "photographs", _("交照片")
    THING = "thing", _("交老物件")
    STORY = "story", _("写一段")
    NAME = "name", _("认照片上的人")
    CORRECTION = "correction", _("指出一处错")


class ContributionState(TextChoices):
    """From the first word to the museum, or back. `archive.services.contributions.moves` says which step may follow."""

    DRAFT = "draft", _("没交完")
    RECEIVED = "received", _("已收到")
    LOOKING = "looking", _("正在看")
    QUESTION = "question", _("有话想问")
    ACCEPTED = "accepted", _("已收下")
    ONLINE = "online", _("已上网")
    NOT_USED = "not_used", _("没有用上")
    WITHDRAWN = "withdrawn", _("已收回")
    ERASED = "erased", _("已删除")

    @classmethod
    def waiting(cls) -> frozenset[str]:
        """What a curator still has to do something about."""
        return frozenset({cls.RECEIVED, cls.LOOKING, cls.QUESTION})

    @classmethod
    def closed(cls) -> frozenset[str]:
        """What nobody may see any more, whoever looks."""
        return frozenset({cls.WITHDRAWN, cls.ERASED})


class NotUsedReason(TextChoices):
    """Why something was not taken into the museum. None of them says that it was worth nothing."""

    ALREADY_HERE = "already_here", _("馆里已经有一样的")
    OUTSIDE = "outside", _("和株化、清水塘无关")
    UNREADABLE = "unreadable", _("看不清或听不清")
    OTHERS = "others", _("牵涉别人的私事")
    NO_CONSENT = "no_consent", _("还缺本人或家属的答应")
    OTHER = "other", _("别的原因")


class PartyRole(TextChoices):
    """Who tells, and who hands in. They may be two people, and are never mixed up."""

    TELLER = "teller", _("讲的人")
    HELPER = "helper", _("代传的人")


class CreditAs(TextChoices):
    """How a person wants to stand beside the story."""

    NAME = "name", _("写全名")
    FORM = "form", _("只写称呼，如“陈师傅”")
    NOBODY = "nobody", _("不写名字")


class AgeGroup(TextChoices):
    UNDER_18 = "under_18", _("18 岁以下")
    UNDER_40 = "under_40", _("18–39 岁")
    UNDER_60 = "under_60", _("40–59 岁")
    UNDER_75 = "under_75", _("60–74 岁")
    OLDER = "older", _("75 岁以上")


class Sender(TextChoices):
    """Whose words a message holds."""

    CURATOR = "curator", _("馆里")
    CONTRIBUTOR = "contributor", _("交的人")


class FileCheck(TextChoices):
    """What the virus scanner said of a file. Nobody receives a file that waits for it."""

    OFF = "off", _("没有设查毒")
    WAITING = "waiting", _("等查毒")
    CLEAN = "clean", _("已查，干净")
    INFECTED = "infected", _("有病毒，已删")


class HowKnown(TextChoices):
    """How somebody knows who is in a photograph."""

    SELF = "self", _("就是我自己")
    FAMILY = "family", _("是我家里人")
    WORKMATE = "workmate", _("一个班组、一个车间的")
    NEIGHBOUR = "neighbour", _("邻居、熟人")
    TOLD = "told", _("听别人说的")


class ReplyState(TextChoices):
    """What became of a sentence somebody wrote back. Only what was passed on reaches the person who told."""

    WAITING = "waiting", _("等着看")
    PASSED = "passed", _("转过去了")
    KEPT = "kept", _("没有转")
