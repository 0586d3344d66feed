"""Why a file is not taken, in sentences for the person who brought it: what it is, and what to do next."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_lazy

from media.probe import ACCEPTED_LABEL

_SENTENCES = {
    "empty": gettext_lazy("这是个空文件，里面什么也没有。请重新选一次。"),
    "foreign": gettext_lazy("这是%(label)s，馆里收不了。能收的有：%(accepted)s。"),
    "mismatch": gettext_lazy("文件名以 .%(extension)s 结尾，里面却是%(label)s。请确认没有选错，改好名字再传。"),
    "polyglot": gettext_lazy("这份%(label)s里还藏着%(hidden)s，不能收。请用原来的相机或程序重新导出一份。"),
    "truncated": gettext_lazy("这份%(label)s不完整，后面缺了一截。请重新复制或下载一份再传。"),
    "damaged": gettext_lazy("这份%(label)s打不开，可能坏了。请换一份，或用原来的程序重新存一次。"),
    "raw": gettext_lazy("这是相机原始文件（%(label)s），请先导出成 TIFF 或 JPEG 再传。"),
    "file_bytes": gettext_lazy("文件超过 %(limit)s，太大了。请分成几份，或请管理员调高上限。"),
    "pixels": gettext_lazy("这张图有 %(width)s×%(height)s 像素，超过 %(limit)s 万像素的上限。请缩小，或分成几张再传。"),
    "pages": gettext_lazy("这份文档有 %(pages)s 页，超过 %(limit)s 页的上限。请拆成几份再传。"),
    "duration": gettext_lazy("这段%(label)s长 %(minutes)s 分钟，超过 %(limit)s 分钟的上限。请剪成几段再传。"),
    "silent": gettext_lazy("这份%(label)s里没有能听或能看的内容。请检查后再传。"),
    "encrypted": gettext_lazy("这份%(label)s有密码。请去掉密码再传。"),
    "macros": gettext_lazy("这份 Word 文档带有宏（程序）。请另存为不带宏的 .docx 再传。"),
    "bomb": gettext_lazy("这份%(label)s解开后大得不正常，不能收。"),
    "entities": gettext_lazy("这份%(label)s里有不该有的 XML 声明，不能收。请用 Word 或 WPS 重新存一次。"),
    "heavy": gettext_lazy("检查这份文件费的时间或内存太多，没有收下。请换成更小或更常见的格式再传。"),
    "wrong_kind": gettext_lazy("这里要放%(wanted)s，这份却是%(label)s。请到对应的地方上传。"),
    "infected": gettext_lazy("这份%(label)s带有病毒，没有收下。请在手机或电脑上查一查毒，再换一份传。"),
    "no_room": gettext_lazy("馆里的存储满了，没有存下。文件没有丢，请稍后再传，并告诉管理员。"),
    "wrong_hash": gettext_lazy("这一小段在路上走样了，没有收下。请再送一次。"),
    "not_voice": gettext_lazy("这不是录音页录下的声音，没有收下。"),
    "other_chunk": gettext_lazy("这个位置已经有一小段不一样的声音，后来的没有收下。"),
    "intake_bytes": gettext_lazy("这一回讲的已经有 %(limit)s，装满了。请点“讲完了”，再另起一回接着讲。"),
    "intake_minutes": gettext_lazy("这一回已经讲了 %(limit)s 分钟，装满了。请点“讲完了”，再另起一回接着讲。"),
    "intake_many": gettext_lazy("这会儿同时在传的太多了。声音和照片都还在您手机里，请过一会儿再传。"),
    "intake_mine": gettext_lazy("您已经有 %(limit)s 份正在传，请等它们传完，或先去掉几份。"),
    "too_fast": gettext_lazy("传得太快了，馆里来不及收。声音都在您手机里，等一会儿接着传。"),
    "intake_closed": gettext_lazy("这一份已经交了，不能再往里添。"),
    "take_deleted": gettext_lazy("这一段已经删掉了。"),
    "gap": gettext_lazy("还有 %(count)s 小段没有送到（%(where)s）。请开着这个页面等一等，送齐了再交。"),
    "no_voice": gettext_lazy("还没有收到声音。请先讲几句再交。"),
    "wrong_offset": gettext_lazy("接不上：馆里已经收到 %(offset)s 字节，请从那里接着传。"),
    "overlong": gettext_lazy("传来的比说好的还多，没有收下。请把这个文件去掉，重新选一次。"),
    "join_failed": gettext_lazy("声音没有接起来。每一小段都还在，请告诉管理员。"),
    "no_sound": gettext_lazy("里面没有声音"),
}


def sentence(code: str) -> str:
    """The sentence of a code that needs no facts; for failed conversions."""
    return str(_SENTENCES[code]) % {"label": gettext("文件")}


class Refused(Exception):
    """A file was not taken. `str()` is the sentence to show; `code` is for tests and logs."""

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.facts = {"accepted": gettext(ACCEPTED_LABEL), "label": gettext("文件"), **(facts or {})}
        super().__init__(str(_SENTENCES[code]) % self.facts)
