"""Privacy: what is counted when somebody listens, and what the phone notes for it. Only where the words of 0006 still
stand."""

import json

from django.db import migrations, models
from django.db.models.functions import Cast

BEFORE = "<p>听了哪一段、看了哪一页，馆里不记。</p>"
SAID = (
    "<p>谁听了哪一段、看了哪一页，馆里不记。讲的人想知道有没有人听，馆里就数一数今天有几回，不数是谁。"
    "今天听过哪几段，只记在您自己的手机上，免得一天里重复数。</p>"
)


def _replace(apps, before, after):
    standard = apps.get_model("museum", "StandardPage")
    # Read past the field: without its blocks it would see none of them.
    rows = standard.objects.filter(slug="privacy", depth=3, latest_revision=None)
    for pk, raw in rows.annotate(raw=Cast("body", models.TextField())).values_list("pk", "raw"):
        blocks = json.loads(raw or "[]")
        for block in blocks:
            if block["type"] == "text":
                block["value"]["body"] = block["value"]["body"].replace(before, after)
        standard.objects.filter(pk=pk).update(body=blocks)


def say(apps, schema_editor):
    _replace(apps, BEFORE, SAID)


def unsay(apps, schema_editor):
    _replace(apps, SAID, BEFORE)


class Migration(migrations.Migration):

    dependencies = [("museum", "0010_one_page_about_consent")]

    operations = [migrations.RunPython(say, unsay)]
