"""What the ledger starts with: the first texts, who may do what, and a reason for everything that is public already.

Records that were published before there was a ledger stay public, each with the reason "taken over before the ledger";
`audit_consent` lists them until somebody writes down who really said yes.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone

DIRECTOR, CATALOGUER, REVIEWER = "馆长", "编目员", "审核员"
EVERYBODY = (DIRECTOR, CATALOGUER, REVIEWER)
PERMISSIONS = {
    ("consententry", "view_consententry"): EVERYBODY,
    ("consententry", "add_consententry"): (DIRECTOR, CATALOGUER),
    ("consentevidence", "view_consentevidence"): (DIRECTOR,),
    ("consentevidence", "add_consentevidence"): (DIRECTOR, CATALOGUER),
    ("consenttext", "view_consenttext"): EVERYBODY,
    ("consenttext", "add_consenttext"): (DIRECTOR,),
    ("withdrawal", "view_withdrawal"): EVERYBODY,
    ("withdrawal", "change_withdrawal"): (DIRECTOR, CATALOGUER),
}

TELLING = """您讲的、您交来的，还是您的。我们替大家收着，照您说的给人看。
每一样分开问：写不写您的名字、露不露您的样子、放不放您的声音、文字全不全放、让不让人下载、给不给机器学习用、您百年之后还放不放。
同意哪样算哪样，不同意的就不放，不影响别的。
您随时可以收回，不用说为什么。凭回条上的号在网上收，或者到馆里说一声，一分钟之内外面就看不到、听不到了。
收回以后，原来的录音和照片锁起来，由您定：还给您、锁着留下，还是彻底抹去。抹去之前反悔，还能放回去。
我们不拿去卖，不拿去做广告。"""
HANDING_IN = """您替别人交来东西，要那位本人知道、愿意。
您的名字和电话只用来联系您，不写在展品旁边，除非您自己愿意。
本人随时可以自己收回，也可以请您代收。"""
TEXTS = (("telling", "讲述和交东西的授权书", TELLING), ("proxy", "代传的人要知道的", HANDING_IN))

RECORDS = (("Artifact", "artifact", ("show",)), ("Photograph", "photograph", ("show",)), ("Album", "album", ("show",)))
OPEN_ACCESS = ("public", "embargoed")
BATCH = 1000


def permissions(apps: Any) -> list[tuple[Any, tuple[str, ...]]]:
    """Django makes permissions after all migrations; what is needed here is made now, under the same key."""
    found = []
    for (model, codename), roles in PERMISSIONS.items():
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="archive", model=model
        )
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )
        found.append((permission, roles))
    return found


def allow(apps: Any, schema_editor: Any) -> None:
    groups = apps.get_model("auth", "Group").objects
    for permission, roles in permissions(apps):
        for group in groups.filter(name__in=roles):
            group.permissions.add(permission)


def disallow(apps: Any, schema_editor: Any) -> None:
    groups = apps.get_model("auth", "Group").objects
    for permission, roles in permissions(apps):
        for group in groups.filter(name__in=roles):
            group.permissions.remove(permission)


def write_texts(apps: Any, schema_editor: Any) -> None:
    ConsentText = apps.get_model("archive", "ConsentText")
    for key, title, body in TEXTS:
        if not ConsentText.objects.filter(key=key).exists():
            ConsentText.objects.create(key=key, version=1, title=title, body=body)


def take_over(apps: Any, schema_editor: Any) -> None:
    rows = []
    for name, kind, uses in RECORDS:
        published = apps.get_model("archive", name).objects.filter(live=True, access__in=OPEN_ACCESS)
        for uuid, is_demo in published.values_list("uuid", "is_demo").iterator():
            rows += [(kind, uuid, use, is_demo) for use in uses]
    interviews = apps.get_model("archive", "Interview").objects.filter(live=True, access__in=OPEN_ACCESS)
    for uuid, is_demo in interviews.values_list("uuid", "is_demo").iterator():
        rows += [("interview", uuid, use, is_demo) for use in ("text", "voice")]
    named = apps.get_model("archive", "Person").objects.filter(live=True, public_display__in=("public", "name_only"))
    for uuid, is_demo in named.exclude(living="dead").values_list("uuid", "is_demo").iterator():
        rows.append(("person", uuid, "name", is_demo))
    ConsentEntry = apps.get_model("archive", "ConsentEntry")
    today = timezone.localdate()
    ConsentEntry.objects.bulk_create(
        (
            ConsentEntry(
                decision="reasoned",
                ground="taken_over",
                form="museum",
                material_kind=kind,
                material_uuid=uuid,
                use=use,
                given_on=today,
                is_demo=is_demo,
            )
            for kind, uuid, use, is_demo in rows
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0009_consent"),
        ("archive", "0002_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(allow, disallow),
        migrations.RunPython(write_texts, migrations.RunPython.noop),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
