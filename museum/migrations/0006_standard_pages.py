"""Privacy, accessibility and contact; and the two first texts say more. Whatever a curator has written stays as it is."""

import json
import uuid

from django.db import migrations, models
from django.db.models.functions import Cast

HOME = "00010001"
STEP = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

ABOUT_BEFORE = "<p>株化在清水塘，老工业区里。"
RIGHTS_BEFORE = "<p>每一段讲述、每一件东西、每一张照片，都照着讲的人和交东西的人说好的来"

PLACE = "株洲清水塘，株化厂边上的井勘社区。三代株化人的东西、照片和声音收在这里，谁都能看，能听，能搜。"

ABOUT = [
    ("", "<p>株化在株洲石峰区的清水塘，老工业区里。厂已经关了、搬了，人还住在这里：井勘社区的一万一千多人，多半是株化的老职工和他们的儿女。"
     "有学校、幼儿园、医院和招待所，一家三代在一个厂，过年拜年不用出这一片。</p>"
     "<p>社区自己办了一个小馆，收三代株化人的东西、照片和声音。这里是它在网上的样子，也是它的档案。</p>"),
    ("在这里能做什么", "<ul><li>想起一个词、一个人、一个车间，搜一下，从说到它的那一秒听起。</li>"
     "<li>一件东西、一张照片，放大了慢慢看，再看谁讲到过它。</li><li>一个地方，一年一年怎么变的，在厂区图上看。</li>"
     "<li>一家人三代，谁带谁的徒弟，谁顶了谁的班。</li></ul>"),
    ("两个人记得不一样", "<p>年份、数目、谁先谁后，讲的人常常说得不同。我们把几种说法并排放着，写明是谁说的，不替他们下结论。</p>"),
    ("带“演示数据”的", "<p>写着“演示数据”的人、东西和讲述都是编出来的，用来让人先看看这个馆是什么样子，不是真人真事。</p>"),
]
RIGHTS = [
    ("", "<p>每一段讲述、每一件东西、每一张照片，都照着讲的人和交东西的人说好的来：给谁看，给谁听，能不能下载。</p>"),
    ("几种开放程度", "<ul><li><b>公开</b>：谁都能看、能听、能搜到。</li><li><b>只给工作人员</b>：外面看不到。</li>"
     "<li><b>受限</b>：打开链接会说明为什么看不到，以及可以向谁问。</li><li><b>封存</b>：到约定的那一天以前，外面不知道有它；过了那一天自己会开。</li>"
     "<li><b>撤回</b>：讲的人或交的人要收回，这里就看不到、听不到、也搜不到了。旧链接只剩一句话：它被收回了。</li></ul>"),
    ("讲述里不让听的话", "<p>讲述人可以只收回一句。那一句从文字、字幕、搜索和引用里拿掉，声音也静掉，页面上写明“应讲述人要求隐去”多长时间。</p>"),
    ("照片和东西怎么用", "<p>每一页下面写着权利说明和引用格式。没有写明可以用的，请先问。转发链接总是可以的：东西收回以后，链接也跟着打不开。</p>"),
    ("怎么收回", "<p>说好的事可以改，也可以收回，不用讲原因。到社区来说，或者请家里人、网格员代为说一声；联系的办法在“联系我们”这一页。</p>"),
]
PRIVACY = [
    ("", "<p>看展、听讲述、搜索，都不用登记，也不用注册。</p>"),
    ("我们记下什么", "<ul><li>搜过的词：只记词、钟点、找到多少、有没有点开，不记是谁搜的，过了保存期就删。像电话、证件号码的，不记。</li>"
     "<li>一个小记号（cookie）：只在按了“大字版”以后放，记住字要大。</li></ul>"
     "<p>听了哪一段、看了哪一页，馆里不记。</p>"),
    ("我们不做什么", "<p>不用别人家的统计、广告和字体。打开这里的任何一页，您的手机只和本馆的机器说话。</p>"),
    ("写在这里的人", "<p>在世的人，没有得到本人同意，外面只看得到“姓某”。同意了可以改主意。名字不让说的，搜索和转发里也都没有。</p>"
     "<p>捐赠人、讲述人的电话和住址只给馆里办事用，不放到网上。</p>"),
    ("网站机器的记录", "<p>和别的网站一样，管机器的人那里可能有访问记录（网址、时间、来自哪里），用来查故障。</p>"),
]
ACCESSIBILITY = [
    ("", "<p>这个馆是给老人看的，也给看不清、听不清、手不稳的人看的。照国际通行的无障碍标准（WCAG 2.2，AA 级）做，不是每一处都做到了，下面照实说。</p>"),
    ("做了的", "<ul><li>每一页上面有“大字版”：字大，行距宽，按的地方也大，选一次就记住。</li><li>每一段讲述都有文字稿；点一句，就从那一句听起。</li>"
     "<li>只用键盘也能走完；读屏软件读得出标题、按钮和图上写的是什么。</li><li>厂区图和家族图旁边都有一份同样内容的名单。</li>"
     "<li>没有弹窗，没有自己响起来的声音；手机设了“减少动态”，画面就不动。</li><li>关掉脚本也能看、能搜、能听；放大看细部除外。</li></ul>"),
    ("怎样查的", "<p>用工具逐页查过对比度、标签和结构，亮色、暗色、大字版都查，手机和电脑的宽度都看过；用键盘走过搜索、播放、看图和看人。"
     "还没有请真正用读屏软件的老人从头到尾试过一遍。</p>"),
    ("知道还不好的", "<ul><li>用方言讲的，文字稿由人整理，个别字可能不准；没有手语。</li><li>老照片上的手写字，不是张张都抄成了文字。</li>"
     "<li>放大看细部要用脚本和手指或鼠标；键盘可以用，读屏软件只能读说明。</li><li>厂区图在小屏上要左右推；嫌费劲，看下面的名单。</li></ul>"),
    ("告诉谁", "<p>哪里看不清、按不到、读不出来，请告诉社区里管馆的人。说清楚是哪一页、用的什么手机就够了。联系的办法在“联系我们”这一页。</p>"),
]
CONTACT = [
    ("", "<p>馆在社区里，来坐坐最好。</p>"),
    None,
    ("什么事都可以说", "<ul><li>认出了照片上的人，或者名字写错了。</li><li>家里有东西、有照片，或者想讲一段。</li><li>想收回一句话、一张照片，或者不想被写到。</li>"
     "<li>这里哪里看不清、按不到。</li></ul><p>自己不方便的，请家里人或者网格员代说，都一样。</p>"),
]

NEW = (
    ("privacy", "隐私", "不用登记，不追踪，别人的事不往外说。", PRIVACY),
    ("accessibility", "无障碍说明", "做了什么，怎样查的，哪里还不好，告诉谁。", ACCESSIBILITY),
    ("contact", "联系我们", "馆在哪里，有事找谁。", CONTACT),
)
GROWN = (
    ("about", ABOUT_BEFORE, ABOUT, "一座厂，一个社区，三代人。他们的东西、照片和声音，收在这里。"),
    ("rights", RIGHTS_BEFORE, RIGHTS, "给谁看，给谁听，怎么用，怎么收回。"),
)


def _body(sections):
    def block(section):
        kind, value = ("address", None) if section is None else ("text", {"heading": section[0], "body": section[1]})
        return {"type": kind, "value": value, "id": str(uuid.uuid4())}

    return [block(section) for section in sections]


def _after(path):
    """The path of the next sibling: four digits to the base of 36, as treebeard writes them."""
    number = int(path[-STEP:], 36) + 1
    digits = ""
    for _ in range(STEP):
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return path[:-STEP] + digits


def create(apps, schema_editor):
    pages, standard = apps.get_model("wagtailcore", "Page"), apps.get_model("museum", "StandardPage")
    home = pages.objects.filter(path=HOME).first()
    if home is None:
        return  # somebody has built another tree
    front = apps.get_model("museum", "HomePage").objects.filter(pk=home.pk, summary="")
    front.update(summary=PLACE)
    for slug, before, sections, summary in GROWN:
        for page in standard.objects.filter(url_path=f"{home.url_path}{slug}/"):
            if _is_untouched(standard, page.pk, before):
                fields = {"body": _body(sections)} | ({} if page.summary else {"summary": summary})
                standard.objects.filter(pk=page.pk).update(**fields)
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="museum", model="standardpage")
    for slug, title, summary, sections in NEW:
        below = pages.objects.filter(path__startswith=HOME, depth=3)
        if below.filter(slug=slug).exists():
            continue
        planted = standard.objects.create(
            path=_after(below.order_by("path").last().path) if below.exists() else HOME + "0001",
            depth=3, slug=slug, title=title, draft_title=title, content_type=kind, locale=home.locale, summary=summary,
            translation_key=uuid.uuid4(), live=True, show_in_menus=True, url_path=f"{home.url_path}{slug}/",
        )
        standard.objects.filter(pk=planted.pk).update(body=_body(sections))
        pages.objects.filter(pk=home.pk).update(numchild=below.count())


def _is_untouched(standard, pk, before):
    """Whether the text is still the one a new museum starts with: one paragraph block, and no revision."""
    page = standard.objects.get(pk=pk)
    if page.latest_revision_id:
        return False
    # Read past the field: without its blocks it would see none of them.
    raw = standard.objects.annotate(raw=Cast("body", models.TextField())).values_list("raw", flat=True).get(pk=pk)
    blocks = json.loads(raw or "[]")
    return len(blocks) == 1 and before in str(blocks[0].get("value"))


def remove(apps, schema_editor):
    """Lossy: the three pages go with whatever was written on them."""
    pages = apps.get_model("wagtailcore", "Page")
    home = pages.objects.filter(path=HOME).first()
    if home is not None:
        slugs = [slug for slug, *_ in NEW]
        apps.get_model("museum", "StandardPage").objects.filter(
            path__startswith=HOME, depth=3, slug__in=slugs, numchild=0
        ).delete()
        pages.objects.filter(pk=home.pk).update(numchild=pages.objects.filter(path__startswith=HOME, depth=3).count())


class Migration(migrations.Migration):

    dependencies = [
        ("museum", "0005_stamp"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create, remove)]
