"""What the recorder page says while somebody speaks. The script knows keys alone; {names} are filled in there."""

from django.utils.translation import gettext


def recorder_words() -> dict[str, str]:
    return {
        "button_begin": gettext("开始讲"),
        "button_rest": gettext("歇一下"),
        "button_go_on": gettext("接着讲"),
        "idle": gettext("按一下红钮就开始"),
        "asking": gettext("手机会问能不能用话筒，请点“允许”"),
        "recording": gettext("正在录"),
        "resting": gettext("正在存好……"),
        "rested": gettext("停下了，前面讲的都存好了"),
        "interrupted": gettext("录音被打断了，可能是来了电话。前面讲的都存好了，按红钮接着讲"),
        "phone_full": gettext("这个手机存不下了。前面的都在，请先腾点地方，或点“讲完了”"),
        "refused": gettext("话筒没有打开。请在手机里允许用话筒，或者用下面别的办法"),
        "no_microphone": gettext("这里用不了话筒。请用下面别的办法，一样能讲"),
        "sending": gettext("正在送到馆里，请别关这个页面"),
        "still_waiting": gettext("还有 {count} 小段没送到。都在手机里，不会丢；等网络好了再点“讲完了”"),
        "done": gettext("馆里收到了，谢谢您"),
        "offline": gettext("网络断了。讲的都存在手机里，不会丢，网络好了自己接着送"),
        "saved_none": gettext("一边讲一边存，来电话、断网都不丢"),
        "saved_waiting": gettext("都存在这个手机里，还有 {count} 小段正往馆里送"),
        "saved_all": gettext("都送到馆里了，换个手机也能接着讲"),
        "clipped": gettext("声音太大，录破了。手机拿远一点"),
        "silent": gettext("听不到声音。靠近一点讲，看看手是不是捂住了话筒"),
        "take": gettext("第 {number} 段，长 {length}"),
        "remove": gettext("删掉"),
        "sure": gettext("真要删？再点一次"),
        "removed": gettext("这一段删掉了"),
        "not_playable": gettext("这会儿放不出来，声音还在，过一会儿再试"),
    }
