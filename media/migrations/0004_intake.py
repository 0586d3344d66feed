
import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0003_public_px'),
    ]

    operations = [
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('owner', models.CharField(db_index=True, editable=False, max_length=64)),
                ('media_type', models.CharField(blank=True, max_length=100)),
                ('filename', models.CharField(max_length=255, verbose_name='文件名')),
                ('size_bytes', models.PositiveBigIntegerField(default=0)),
                ('state', models.CharField(choices=[('open', '还在进来'), ('taking_in', '正在入库'), ('done', '已入库'), ('failed', '没有入库')], default='open', max_length=10, verbose_name='状态')),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='原因')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='开始时间')),
                ('touched_at', models.DateTimeField(auto_now_add=True, verbose_name='最近一次')),
                ('warned_at', models.DateTimeField(blank=True, null=True)),
                ('asset', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='intake', to='media.asset')),
            ],
            options={
                'verbose_name': '正在进来的文件',
                'verbose_name_plural': '正在进来的文件',
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offset', models.PositiveBigIntegerField()),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('path', models.CharField(max_length=255, unique=True)),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='media.intake')),
            ],
            options={
                'verbose_name': '文件片',
                'verbose_name_plural': '文件片',
                'ordering': ['offset'],
            },
        ),
        migrations.CreateModel(
            name='Take',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('ordinal', models.PositiveIntegerField()),
                ('declared_chunks', models.PositiveIntegerField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='takes', to='media.intake')),
            ],
            options={
                'verbose_name': '录音段落',
                'verbose_name_plural': '录音段落',
                'ordering': ['ordinal', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Chunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('size_bytes', models.PositiveIntegerField()),
                ('duration_ms', models.PositiveIntegerField()),
                ('rate_hz', models.PositiveIntegerField()),
                ('path', models.CharField(max_length=255, unique=True)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('take', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='media.take')),
            ],
            options={
                'verbose_name': '录音片',
                'verbose_name_plural': '录音片',
                'ordering': ['sequence'],
            },
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(fields=['state', 'touched_at'], name='intake_waiting'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.UniqueConstraint(fields=('intake', 'offset'), name='one_piece_per_offset'),
        ),
        migrations.AddConstraint(
            model_name='take',
            constraint=models.UniqueConstraint(fields=('intake', 'key'), name='one_take_per_key'),
        ),
        migrations.AddConstraint(
            model_name='chunk',
            constraint=models.UniqueConstraint(fields=('take', 'sequence'), name='one_chunk_per_sequence'),
        ),
    ]
