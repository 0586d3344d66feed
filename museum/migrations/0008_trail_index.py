"""The page under which learning trails are put, behind whatever a museum has below its home page."""

import uuid

from django.db import migrations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEP = 4
SUMMARY = "带着孩子走：听一段，找一件，想一想。不用登录，答案写在纸上。"


def following(step):
    number = int(step, 36) + 1
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits.rjust(STEP, "0")


def create(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page")
    home = apps.get_model("museum", "HomePage").objects.order_by("path").first()
    if home is None:
        return
    below = page.objects.filter(path__startswith=home.path, depth=home.depth + 1).order_by("path")
    last = below.last()
    taken = set(below.values_list("slug", flat=True))
    slug = next(each for each in ("trails", *(f"trails-{n}" for n in range(2, 99))) if each not in taken)
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="museum", model="trailindexpage"
    )
    apps.get_model("museum", "TrailIndexPage").objects.create(
        path=home.path + following(last.path[-STEP:] if last else "0" * STEP),
        depth=home.depth + 1, slug=slug, url_path=f"{home.url_path}{slug}/", title="学习路线", draft_title="学习路线",
        summary=SUMMARY, content_type=kind, locale_id=home.locale_id, translation_key=uuid.uuid4(), live=True,
        show_in_menus=True,
    )
    page.objects.filter(pk=home.pk).update(numchild=below.count())


def remove(apps, schema_editor):
    """Lossy: trails that have been put below it go with it."""
    page = apps.get_model("wagtailcore", "Page")
    for index in apps.get_model("museum", "TrailIndexPage").objects.all():
        parent = index.path[:-STEP]
        apps.get_model("museum", "TrailPage").objects.filter(path__startswith=index.path).delete()
        page.objects.filter(path__startswith=index.path).delete()
        page.objects.filter(path=parent).update(
            numchild=page.objects.filter(path__startswith=parent, depth=index.depth).count()
        )


class Migration(migrations.Migration):

    dependencies = [
        ("museum", "0007_trails"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create, remove)]
