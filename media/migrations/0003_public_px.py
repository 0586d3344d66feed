"""How large the public may receive a picture; and tiles are made again, now with the whole picture at some sizes."""

from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def make_tiles_again(apps, schema_editor):
    """What is served stays until the new files are whole. The sweep nudges rows that no task points at."""
    tiles = apps.get_model("media", "Derivative").objects.filter(recipe="tiles")
    tiles.update(
        generation=F("generation") + 1, state="pending", attempts=0, error="", worker="", lease_until=None,
        not_before=timezone.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("media", "0002_keepers")]
    operations = [
        migrations.AddField(
            model_name="asset",
            name="public_px",
            field=models.PositiveIntegerField(
                blank=True, editable=False, null=True, verbose_name="对外最大边长（像素）"
            ),
        ),
        migrations.RunPython(make_tiles_again, migrations.RunPython.noop),
    ]
