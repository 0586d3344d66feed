"""Whether programs are told that they must not learn from a file. The hourly round says so for files that are there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0006_fingerprints")]
    operations = [
        migrations.AddField(
            model_name="asset",
            name="is_reserved",
            field=models.BooleanField(default=False, db_default=False, editable=False, verbose_name="不给机器学习用"),
        ),
    ]
