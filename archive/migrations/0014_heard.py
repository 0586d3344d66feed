"""What goes back to whoever told: days on which it was heard, replies, and who of the staff may pass these on."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROLES = ("馆长", "编目员", "审核员")


def _permission(apps: Any) -> Any:
    """Django makes permissions after all migrations; what is needed here is made now, under the same key."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="archive", model="reply"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="change_reply", defaults={"name": "Can change reply"}
    )
    return permission


def grant(apps: Any, schema_editor: Any) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(_permission(apps))


def take_back(apps: Any, schema_editor: Any) -> None:
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.remove(_permission(apps))


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0013_consent_questions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='contribution',
            name='news_mailed_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=140, verbose_name='话')),
                ('state', models.CharField(choices=[('waiting', '等着看'), ('passed', '转过去了'), ('kept', '没有转')], db_index=True, default='waiting', max_length=8, verbose_name='状态')),
                ('form_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='什么时候写的')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='哪天定的')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='archive.outcome', verbose_name='回的是哪一条')),
            ],
            options={
                'verbose_name': '回话',
                'verbose_name_plural': '回话',
                'ordering': ['written_at', 'pk'],
                'default_permissions': ('change',),
            },
        ),
        migrations.CreateModel(
            name='HeardDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='哪天')),
                ('times', models.PositiveIntegerField(default=0, verbose_name='几回')),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heard_days', to='archive.outcome')),
            ],
            options={
                'verbose_name': '听的回数',
                'verbose_name_plural': '听的回数',
                'ordering': ['-day'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('outcome', 'day'), name='archive_heard_once_a_day')],
            },
        ),
        migrations.RunPython(grant, take_back),
    ]
