"""检索状态: how the search is doing, for whoever works in the admin and wonders why something is not found."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from archive.rights import SEE_SEALED
from search.status import Status, status

WAITS_TOO_LONG_SECONDS = 30
BREAKERS = {
    "closed": gettext_lazy("正常"),
    "open": gettext_lazy("歇着，过几秒再问"),
    "half open": gettext_lazy("正在试着再问一次"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: what, and how it is today. `note` says what to do about it, if anything."""

    label: str
    value: str
    note: str = ""


@require_safe
@require_admin_access
def search_status(request: HttpRequest) -> HttpResponse:
    """Reasons are in English and may quote a record, so only keepers read them."""
    now = status()
    context = {
        "page_title": _("检索状态"),
        "header_icon": "search",
        "verdict": verdict(now),
        "facts": facts(now),
        "now": now,
        "reason": now.trouble if request.user.has_perm(SEE_SEALED) else "",
    }
    return render(request, "museum/admin/search_status.html", context)


def verdict(now: Status) -> str:
    """In one sentence what it means for visitors."""
    if now.health or now.breaker != "closed":
        return _("搜索引擎没有答应。观众看到提示，先按题名找；改动都记着，引擎回来就补上。")
    if now.rebuild_total is not None:
        return _("索引正在重建，这会儿用的还是原来的。")
    if now.stale:
        return _("索引要重建，后台会自己动手。")
    if now.outbox_age_seconds > WAITS_TOO_LONG_SECONDS:
        return _("有改动等了太久还没进索引：多半是后台程序没在跑。")
    if now.failing:
        return _("有条目进不了索引。")
    return _("一切正常，公开的都搜得到。")


def facts(now: Status) -> list[Fact]:
    depth = _("%(count)d 条") % {"count": now.outbox_depth}
    waited = _("最早的等了 %(seconds)d 秒") % {"seconds": now.outbox_age_seconds} if now.outbox_depth else ""
    return [
        Fact(_("引擎"), now.engine, str(BREAKERS[now.breaker])),
        Fact(_("索引里的条目"), str(now.entries)),
        Fact(_("索引里的话段"), str(now.passages)),
        Fact(_("等着进索引的改动"), depth, waited),
        Fact(_("刚撤下、先不让搜到的"), str(now.withheld)),
        Fact(_("进不了索引的"), str(now.failing), _("保存一次就会再试") if now.failing else ""),
        Fact(_("上次重建"), f"{now.rebuilt_at:%Y-%m-%d %H:%M}" if now.rebuilt_at else _("还没有过")),
    ]
