"""The ground of the plan, and machines with their place on it; the roles may draw as they may catalogue."""

from typing import Any

import django.core.validators
from django.db import migrations, models

ROLES = {
    "馆长": ("add", "change", "view", "delete"),
    "编目员": ("add", "change", "view"),
    "审核员": ("view",),
}


def let_roles_draw(apps: Any, schema_editor: Any) -> None:
    """Django makes permissions after all migrations; what is needed here is made now, under the same key."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="archive", model="planline"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        for action in ROLES[group.name]:
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type, codename=f"{action}_planline", defaults={"name": f"Can {action} planline"}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0003_time_estimated'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1000), django.core.validators.MaxValueValidator(2999)], verbose_name='从（年）')),
                ('to_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1000), django.core.validators.MaxValueValidator(2999)], verbose_name='到（年）')),
                ('kind', models.CharField(choices=[('wall', '围墙'), ('road', '道路'), ('rail', '铁路岔线'), ('pipe', '管线'), ('slope', '坡')], default='road', max_length=8, verbose_name='种类')),
                ('label', models.CharField(blank=True, max_length=40, verbose_name='名称')),
                ('points', models.JSONField(default=list, verbose_name='走线')),
                ('is_demo', models.BooleanField(default=False, verbose_name='演示数据')),
            ],
            options={
                'verbose_name': '底图的线',
                'verbose_name_plural': '底图的线',
                'ordering': ['kind', 'id'],
            },
        ),
        migrations.AddField(
            model_name='equipment',
            name='from_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1000), django.core.validators.MaxValueValidator(2999)], verbose_name='从（年）'),
        ),
        migrations.AddField(
            model_name='equipment',
            name='plan_radius',
            field=models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(60)], verbose_name='半径'),
        ),
        migrations.AddField(
            model_name='equipment',
            name='plan_x',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='平面图 x'),
        ),
        migrations.AddField(
            model_name='equipment',
            name='plan_y',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='平面图 y'),
        ),
        migrations.AddField(
            model_name='equipment',
            name='to_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1000), django.core.validators.MaxValueValidator(2999)], verbose_name='到（年）'),
        ),
        migrations.RunPython(let_roles_draw, migrations.RunPython.noop),
    ]
