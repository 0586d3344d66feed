"""The pages a new museum starts with: home, exhibits, stories, about, rights. Everything on them is edited in the admin."""

import uuid

from django.db import migrations

ROOT = "0001"
HOME = ROOT + "0001"

ABOUT = (
    "<p>株化在清水塘，老工业区里。井勘社区的一万一千多人，多半是株化的老职工和他们的儿女。社区里自己办了一个小馆，"
    "收三代株化人的东西、照片和声音。这里是它在网上的样子，也是它的档案。</p>"
    "<p>记得一个词，就能找到说这个词的人，从那一秒听起。</p>"
)
RIGHTS = (
    "<p>每一段讲述、每一件东西、每一张照片，都照着讲的人和交东西的人说好的来：给谁看，给谁听，能不能下载。</p>"
    "<p>说好的事可以改，也可以收回。收回以后，这里看不到、听不到、也搜不到。</p>"
)


def _text(html):
    return [{"type": "text", "value": {"heading": "", "body": html}, "id": str(uuid.uuid4())}]


def create(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site")
    locale, _ = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="zh-hans")
    content_type = apps.get_model("contenttypes", "ContentType")
    # Wagtail's own welcome page, and the site that points at it.
    site.objects.filter(root_page__path=HOME).delete()
    page.objects.filter(path=HOME).delete()

    def plant(name, path, slug, title, **fields):
        model = apps.get_model("museum", name)
        body = fields.pop("body", None)
        kind, _ = content_type.objects.get_or_create(app_label="museum", model=name.lower())
        planted = model.objects.create(
            path=path, depth=len(path) // 4, slug=slug, title=title, draft_title=title, content_type=kind, locale=locale,
            translation_key=uuid.uuid4(), live=True, **fields,
        )
        if body is not None:
            # Blocks stay out of migrations, so a model built here would drop them; a bare update keeps the JSON as it is.
            model.objects.filter(pk=planted.pk).update(body=body)
        return planted

    home = plant("HomePage", HOME, "home", "株化记忆", url_path="/home/", numchild=4)
    plant("ExhibitIndexPage", HOME + "0001", "exhibits", "展览", url_path="/home/exhibits/")
    plant("StoryIndexPage", HOME + "0002", "stories", "故事", url_path="/home/stories/", show_in_menus=True)
    plant("StandardPage", HOME + "0003", "about", "这是什么地方", url_path="/home/about/", show_in_menus=True, body=_text(ABOUT))
    plant("StandardPage", HOME + "0004", "rights", "授权与撤回", url_path="/home/rights/", show_in_menus=True, body=_text(RIGHTS))
    page.objects.filter(path=ROOT).update(numchild=1)
    site.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="株化记忆")


def remove(apps, schema_editor):
    """Lossy: whatever has been put below the home page goes with it."""
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__path=HOME).delete()
    apps.get_model("wagtailcore", "Page").objects.filter(path__startswith=HOME).delete()
    apps.get_model("wagtailcore", "Page").objects.filter(path=ROOT).update(numchild=0)


class Migration(migrations.Migration):

    dependencies = [
        ("museum", "0002_pages"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create, remove)]
