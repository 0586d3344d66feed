"""What opens each contribution of a helper's book, sealed with the token of that book; older ones have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0014_heard")]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="sealed_secret",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
            preserve_default=False,
        ),
    ]
