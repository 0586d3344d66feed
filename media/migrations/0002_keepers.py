"""A fourth answer to who may receive a file: those who may know what is closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0001_files")]
    operations = [
        migrations.AlterField(
            model_name="asset",
            name="visibility",
            field=models.CharField(
                choices=[("public", "公开"), ("staff", "仅馆内"), ("keepers", "仅馆长"), ("sealed", "封存")],
                db_index=True,
                default="staff",
                max_length=10,
                verbose_name="可见范围",
            ),
        )
    ]
