"""What a new museum said about consent on a page of its own stands on /consent/, beside the words people agree to. The
old address leads there. A page that a curator has written on stays as it is."""

from django.db import migrations

URL = "/home/rights/"
OLD, NEW = "/rights", "/consent/"


def lead(apps, schema_editor):
    page = apps.get_model("wagtailcore", "Page").objects.filter(url_path=URL, depth=3, latest_revision=None)
    if page.update(live=False, show_in_menus=False):
        redirects = apps.get_model("wagtailredirects", "Redirect").objects
        redirects.get_or_create(old_path=OLD, site=None, defaults={"redirect_link": NEW, "is_permanent": True})


def unlead(apps, schema_editor):
    gone, _ = apps.get_model("wagtailredirects", "Redirect").objects.filter(old_path=OLD, redirect_link=NEW).delete()
    if gone:
        page = apps.get_model("wagtailcore", "Page").objects.filter(url_path=URL, depth=3, latest_revision=None)
        page.update(live=True, show_in_menus=True)


class Migration(migrations.Migration):

    dependencies = [
        ("museum", "0009_privacy_of_phones"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(lead, unlead)]
