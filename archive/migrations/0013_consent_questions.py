"""The questions people tick join the texts they agree to, as the next version of each. Nothing already agreed to changes:
who said yes to the first version said it to the first."""

from typing import Any

from django.db import migrations

TELLING = """您讲的、您交来的，还是您的。我们替大家收着，照您说的给人看。
下面每一样分开问。答应哪样算哪样，不答应的就不放，不影响别的。
公开展示：放在网上和展馆里，给大家看、给大家听。不答应，馆里只收着，不给外人看。
写出姓名：旁边写上名字。不答应，就写“一位讲述人”。
放出声音：放原来的声音。不答应，只给人读文字。
全文文字：整段话写成文字，给人从头读到尾。不答应，只让人听。
露出样子：照片里看得见您的样子。照片里没有您，就不用管。
让人下载：别人可以下载、存下来。写文章、做展板的人会用到。
给机器学习用：电脑程序可以拿去学。比如人工智能；不答应，就不给。
身后继续：百年之后，还照这样办。不答应，到时候馆里先问家里人。
您随时可以收回，不用说为什么。凭回条上的号在网上收，或者到馆里说一声，一分钟之内外面就看不到、听不到了。
收回以后，原来的录音和照片锁起来，由您定：还给您、锁着留下，还是彻底抹去。抹去之前反悔，还能放回去。
我们不拿去卖，不拿去做广告。"""
HANDING_IN = """您替别人交来东西，要那位本人知道、愿意。
您的名字和电话只用来联系您，不写在展品旁边，除非您自己愿意。
写出姓名：旁边写上“由您代传”。不答应，就不写您的名字。
本人随时可以自己收回，也可以请您代收。"""
TEXTS = (("telling", "讲述和交东西的授权书", TELLING), ("proxy", "代传的人要知道的", HANDING_IN))


def write_texts(apps: Any, schema_editor: Any) -> None:
    ConsentText = apps.get_model("archive", "ConsentText")
    for key, title, body in TEXTS:
        rows = ConsentText.objects.filter(key=key)
        if not rows.filter(body=body).exists():
            newest = max(rows.values_list("version", flat=True), default=0)
            ConsentText.objects.create(key=key, version=newest + 1, title=title, body=body)


class Migration(migrations.Migration):

    dependencies = [("archive", "0012_curators_desk")]

    operations = [migrations.RunPython(write_texts, migrations.RunPython.noop)]
