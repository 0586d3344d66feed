"""Who may see what visitors asked, and say that a name means somebody else: the director and the cataloguers."""

from typing import Any

from django.db import migrations

ROLES = ("馆长", "编目员")
PERMISSIONS = (
    ("search", "loggedsearch", "read_query_log"),
    ("archive", "mentionrejection", "view_mentionrejection"),
    ("archive", "mentionrejection", "add_mentionrejection"),
    ("archive", "mentionrejection", "delete_mentionrejection"),
)


def _permissions(apps: Any) -> list[Any]:
    """Django makes permissions after all migrations; what is needed here is made now, under the same key."""
    found = []
    for app, model, codename in PERMISSIONS:
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label=app, model=model
        )
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
        )
        found.append(permission)
    return found


def grant(apps: Any, schema_editor: Any) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*_permissions(apps))


def take_back(apps: Any, schema_editor: Any) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.remove(*_permissions(apps))


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0006_mention_rejections"),
        ("search", "0003_query_log"),
    ]

    operations = [migrations.RunPython(grant, take_back)]
