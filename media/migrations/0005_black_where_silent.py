"""Films with silent passages were made with their picture. They are taken back now and made again, black there."""

from typing import Any

from django.db import migrations
from django.db.models import F


def take_back(apps: Any, schema_editor: Any) -> None:
    """The worker's sweep finds the rows; nothing of them is delivered meanwhile."""
    recordings = apps.get_model("media", "Recording").objects.filter(asset__kind="video")
    assets = [asset_id for asset_id, ranges in recordings.values_list("asset_id", "muted_ranges") if ranges]
    apps.get_model("media", "Derivative").objects.filter(asset__in=assets, recipe__in=("film", "poster")).update(
        generation=F("generation") + 1, served_generation=None, files=[], size_bytes=0, state="pending", attempts=0
    )


class Migration(migrations.Migration):

    dependencies = [("media", "0004_intake")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
