"""Directors and cataloguers keep the lexicon. Removing a term is theirs, too: every change of it can be taken back."""

from typing import Any

from django.db import migrations

ROLES = ("馆长", "编目员")
MODELS = ("termrow", "surnamerow")
ACTIONS = ("add", "change", "view", "delete")


def _permissions(apps: Any) -> list[Any]:
    """Django makes permissions after all migrations; what is needed here is made now, under the same key."""
    found = []
    for model in MODELS:
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="search", model=model
        )
        for action in ACTIONS:
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
            )
            found.append(permission)
    return found


def grant(apps: Any, schema_editor: Any) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(*_permissions(apps))


def withdraw(apps: Any, schema_editor: Any) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.remove(*_permissions(apps))


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0004_plant_through_time"),
        ("search", "0004_lexicon"),
    ]

    operations = [migrations.RunPython(grant, withdraw)]
