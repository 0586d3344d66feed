"""The stamp of what visitors may be shown. The triggers that renew it are laid after each `migrate` (museum/stamp.py)."""

from django.db import migrations, models


def leave(apps, schema_editor):
    """Nothing to do on the way forward."""


def take_up(apps, schema_editor):
    """Triggers that write to a table that is gone would refuse every change of every other table."""
    from museum import stamp

    stamp.take_up(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [("museum", "0003_first_pages")]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("slot", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("mark", models.BigIntegerField()),
            ],
            options={"verbose_name": "stamp"},
        ),
        migrations.RunPython(leave, take_up),
    ]
