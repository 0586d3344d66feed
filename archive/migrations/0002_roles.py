"""The four roles of the museum, as Wagtail groups with least privilege, and the way from cataloguing to review.

What a role may do is spelled out here and nowhere else; docs/curators.md explains it. Two of the rules are finer than
Django's permissions: `see_sealed` opens what is closed, `catalogue` opens what others made (`archive.editing`).

Nobody but the administrator of the installation gets to edit accounts: whoever edits accounts can make himself one.
"""

from typing import Any

from django.db import migrations

RECORDS = ("artifact", "photograph", "album", "interview")
AROUND = ("person", "family", "place", "organisation", "event", "collection")
CURATED = RECORDS + AROUND
PLAIN = ("relation", "term")
STRUCTURE = ("vocabulary", "relationtype", "rightsstatement", "recordtag")
SPOKEN = ("transcript", "segment", "restriction")

EDIT = ("add", "change", "view")
REVIEW = ("change", "view", "publish", "lock", "unlock")
EVERYTHING = ("add", "change", "view", "delete", "publish", "lock", "unlock")
ROWS = ("add", "change", "view", "delete")

DIRECTOR, CATALOGUER, REVIEWER, COLLECTOR = "馆长", "编目员", "审核员", "征集员"
WORKFLOW, TASK = "编目 → 审核", "审核"


def _all(app: str, models: tuple[str, ...], actions: tuple[str, ...]) -> set[tuple[str, str, str]]:
    return {(app, model, f"{action}_{model}") for model in models for action in actions}


ADMIN = {("wagtailadmin", "admin", "access_admin")}
SEE_SEALED = {("archive", "person", "see_sealed")}
CATALOGUE = {("archive", "person", "catalogue")}

PERMISSIONS = {
    DIRECTOR: ADMIN
    | SEE_SEALED
    | CATALOGUE
    | _all("archive", CURATED, EVERYTHING)
    | _all("archive", PLAIN + STRUCTURE + SPOKEN, ROWS)
    | _all("media", ("recording",), ROWS)
    | _all("museum", ("sitesettings",), ("change",))
    | _all("wagtailredirects", ("redirect",), ("add", "change", "delete")),
    CATALOGUER: ADMIN
    | CATALOGUE
    | _all("archive", CURATED + PLAIN + SPOKEN, EDIT)
    | _all("archive", STRUCTURE, ("view",))
    | _all("media", ("recording",), EDIT),
    REVIEWER: ADMIN
    | CATALOGUE
    | _all("archive", CURATED, REVIEW)
    | _all("archive", PLAIN + STRUCTURE, ("view",))
    | _all("archive", SPOKEN, ("change", "view"))
    | _all("media", ("recording",), ("view",)),
    COLLECTOR: ADMIN | _all("archive", ("photograph",), ("add", "change")),
}

FILES = {
    DIRECTOR: ("add", "change", "choose"),
    CATALOGUER: ("add", "change", "choose"),
    REVIEWER: ("change", "choose"),
    COLLECTOR: ("add", "choose"),
}

PAGES = {
    DIRECTOR: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    CATALOGUER: ("add", "change"),
    REVIEWER: ("change", "publish", "lock", "unlock"),
}

STOCK_GROUPS = ("Moderators", "Editors")


def _permission(apps: Any, app: str, model: str, codename: str) -> Any:
    """Django makes permissions after all migrations; what is needed here is made now, under the same key."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return permission


def _root_page(apps: Any) -> Any:
    return apps.get_model("wagtailcore", "Page").objects.filter(depth=1).order_by("path").first()


def create_roles(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    root_collection = apps.get_model("wagtailcore", "Collection").objects.order_by("path").first()
    root_page = _root_page(apps)
    for name, wanted in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set([_permission(apps, *one) for one in sorted(wanted)])
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):  # whatever the model in use
            for action in FILES[name]:
                apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                    group=group,
                    collection=root_collection,
                    permission=_permission(apps, app, model, f"{action}_{model}"),
                )
        for action in PAGES.get(name, ()):
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=group,
                page=root_page,
                permission=_permission(apps, "wagtailcore", "page", f"{action}_page"),
            )


def create_workflow(apps: Any, schema_editor: Any) -> None:
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(name=TASK, content_type=kind, active=True)
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name__in=(REVIEWER, DIRECTOR)))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    for model in CURATED:
        content_type, _ = ContentType.objects.get_or_create(app_label="archive", model=model)
        apps.get_model("wagtailcore", "WorkflowContentType").objects.create(
            content_type=content_type, workflow=workflow
        )
    apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
        page=_root_page(apps), defaults={"workflow": workflow}
    )


def retire_stock_groups(apps: Any, schema_editor: Any) -> None:
    """Wagtail's English groups would stand beside ours and mean nothing. Lossy only on an install nobody has used: a
    group that has members stays."""
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(active=False)
    apps.get_model("wagtailcore", "Task").objects.filter(name="Moderators approval").update(active=False)


def remove_roles(apps: Any, schema_editor: Any) -> None:
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=TASK).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=tuple(PERMISSIONS)).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0001_records"),
        ("media", "0001_files"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0013_delete_uploadeddocument"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(create_roles, remove_roles),
        migrations.RunPython(create_workflow, migrations.RunPython.noop),
        migrations.RunPython(retire_stock_groups, migrations.RunPython.noop),
    ]
