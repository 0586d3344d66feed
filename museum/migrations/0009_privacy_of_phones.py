"""Privacy: what stays on a phone, and every mark that pages put there. Only where the words of 0006 still stand."""

import json

from django.db import migrations, models
from django.db.models.functions import Cast

MARKS_BEFORE = "<li>一个小记号（cookie）：只在按了“大字版”以后放，记住字要大。</li>"
MARKS = (
    "<li>几个小记号（cookie）：按了“大字版”，记住字要大；按了“省流量”，记住要省；填表交东西的时候，认得表是从这里发的，"
    "也数一数是不是交得太快。上面都没有您是谁。</li>"
)
KEPT_BEFORE = "<p>听了哪一段、看了哪一页，馆里不记。</p>"
KEPT = KEPT_BEFORE + "<p>走学习路线时，走到哪一站只记在您的手机上，不传给我们。上回听到哪里，也是这样。</p>"
CHANGES = ((MARKS_BEFORE, MARKS), (KEPT_BEFORE, KEPT))


def _replace(apps, changes):
    standard = apps.get_model("museum", "StandardPage")
    # Read past the field: without its blocks it would see none of them.
    rows = standard.objects.filter(slug="privacy", depth=3, latest_revision=None)
    for pk, raw in rows.annotate(raw=Cast("body", models.TextField())).values_list("pk", "raw"):
        blocks = json.loads(raw or "[]")
        for block in blocks:
            if block["type"] == "text":
                for before, after in changes:
                    block["value"]["body"] = block["value"]["body"].replace(before, after)
        standard.objects.filter(pk=pk).update(body=blocks)


def say(apps, schema_editor):
    _replace(apps, CHANGES)


def unsay(apps, schema_editor):
    _replace(apps, [(after, before) for before, after in CHANGES])


class Migration(migrations.Migration):

    dependencies = [("museum", "0008_trail_index")]

    operations = [migrations.RunPython(say, unsay)]
