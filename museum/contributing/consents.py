"""What a person is asked before handing in, in the words they would use. Each is a question of its own; no is a fine
answer, and silence is a no.

The names of the uses are those of the consent ledger, which also keeps the text that was in force.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.contribution_states import ContributionKind, PartyRole


@dataclass(frozen=True, slots=True)
class Question:
    """`use` is the name of what is asked about in the consent ledger."""

    use: str
    words: str | Promise
    more: str | Promise
    kinds: frozenset[str] = frozenset(ContributionKind.values)


SPOKEN: Final = frozenset({ContributionKind.VOICE.value})
PICTURED: Final = frozenset({ContributionKind.PHOTOGRAPHS.value, ContributionKind.NAME.value})

TELLER: Final = (
    Question("show", _("放在网上和展馆里，给大家看、给大家听"), _("不答应，馆里只收着，不给外人看")),
    Question("name", _("旁边写上名字"), _("不答应，就写“一位讲述人”")),
    Question("voice", _("放原来的声音"), _("不答应，只给人读文字"), SPOKEN),
    Question("text", _("整段话写成文字，给人从头读到尾"), _("不答应，只让人听"), SPOKEN),
    Question("face", _("照片里看得见您的样子"), _("照片里没有您，就不用管"), PICTURED),
    Question("download", _("别人可以下载、存下来"), _("写文章、做展板的人会用到")),
    Question("machines", _("电脑程序可以拿去学"), _("比如人工智能；不答应，就不给")),
    Question("after_death", _("百年之后，还照这样办"), _("不答应，到时候馆里先问家里人")),
)
HELPER: Final = (Question("name", _("旁边写上“由您代传”"), _("不答应，就不写您的名字")),)


def questions_for(kind: str, role: str) -> list[Question]:
    """What to ask this person about this kind of contribution."""
    asked = TELLER if role == PartyRole.TELLER else HELPER
    return [question for question in asked if kind in question.kinds]
