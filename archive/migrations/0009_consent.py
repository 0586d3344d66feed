"""The consent ledger, withdrawals and what stays of what was erased. The ledger refuses changes from the start."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from archive import append_only


def guard(apps, schema_editor):
    append_only.install(schema_editor.connection)


def lift(apps, schema_editor):
    append_only.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0008_contributions'),
        ('media', '0004_intake'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsentEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.UUIDField(db_index=True, editable=False)),
                ('interview_uuid', models.UUIDField(blank=True, null=True)),
                ('start_ms', models.PositiveIntegerField(blank=True, null=True)),
                ('end_ms', models.PositiveIntegerField(blank=True, null=True)),
                ('added_by', models.CharField(blank=True, max_length=150)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consent_evidence', to='media.asset', verbose_name='扫描件')),
            ],
            options={
                'verbose_name': '授权凭据',
                'verbose_name_plural': '授权凭据',
                'default_permissions': ('add', 'view'),
            },
        ),
        migrations.CreateModel(
            name='ConsentParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='姓名')),
                ('relation', models.CharField(blank=True, max_length=60, verbose_name='是本人的什么人')),
                ('contribution_uuid', models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consent_parties', to='archive.person', verbose_name='人物')),
            ],
            options={
                'verbose_name': '授权的人',
                'verbose_name_plural': '授权的人',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='ConsentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('key', models.SlugField(max_length=40, verbose_name='哪一份')),
                ('version', models.PositiveIntegerField(verbose_name='第几版')),
                ('title', models.CharField(max_length=120, verbose_name='题目')),
                ('body', models.TextField(help_text='一条一行，像说话一样；念给人听也听得懂', verbose_name='正文')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='写定时间')),
            ],
            options={
                'verbose_name': '授权书文本',
                'verbose_name_plural': '授权书文本',
                'ordering': ['key', '-version'],
                'default_permissions': ('add', 'view'),
                'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='archive_consent_text_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('material_kind', models.CharField(max_length=16)),
                ('material_uuid', models.UUIDField()),
                ('scope', models.CharField(choices=[('everything', '都收回来'), ('name', '我的名字'), ('face', '我的样子'), ('voice', '我的声音'), ('passage', '其中一段')], max_length=12)),
                ('start_ms', models.PositiveIntegerField(default=0)),
                ('end_ms', models.PositiveIntegerField(default=0)),
                ('address_hash', models.CharField(blank=True, db_index=True, max_length=64)),
                ('sha512s', models.JSONField(default=list)),
                ('erased_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': '抹去的记录',
                'verbose_name_plural': '抹去的记录',
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('material_kind', 'material_uuid', 'scope', 'start_ms', 'end_ms'), name='archive_erased_once')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('scope', models.CharField(choices=[('everything', '都收回来'), ('name', '我的名字'), ('face', '我的样子'), ('voice', '我的声音'), ('passage', '其中一段')], max_length=12, verbose_name='收回什么')),
                ('material_kind', models.CharField(max_length=16, verbose_name='哪一类')),
                ('material_uuid', models.UUIDField(verbose_name='哪一件')),
                ('start_ms', models.PositiveIntegerField(blank=True, null=True, verbose_name='从（毫秒）')),
                ('end_ms', models.PositiveIntegerField(blank=True, null=True, verbose_name='到（毫秒）')),
                ('is_by_code', models.BooleanField(default=False, verbose_name='凭回条')),
                ('received_by', models.CharField(blank=True, max_length=150, verbose_name='谁收的')),
                ('state', models.CharField(choices=[('hidden', '已经收起，等馆里定后面怎么办'), ('settled', '办完了'), ('erasing', '正在抹去'), ('undone', '反悔了，放回去了')], db_index=True, default='hidden', max_length=8, verbose_name='状态')),
                ('outcome', models.CharField(blank=True, choices=[('seal', '锁起来留着'), ('return', '还给本人，馆里抹去'), ('erase', '彻底抹去')], max_length=8, verbose_name='后面怎么办')),
                ('decided_by', models.CharField(blank=True, max_length=150, verbose_name='谁定的')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='什么时候定的')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='什么时候收的')),
                ('due_on', models.DateField(db_index=True, verbose_name='哪天前要定')),
                ('steps', models.JSONField(default=list, editable=False)),
                ('report', models.JSONField(default=list, editable=False)),
                ('erased_files', models.JSONField(default=list, editable=False)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='archive.consentparty', verbose_name='谁')),
            ],
            options={
                'verbose_name': '收回',
                'verbose_name_plural': '收回',
                'ordering': ['-asked_at', '-pk'],
                'default_permissions': ('change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='ConsentEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demo', models.BooleanField(default=False, editable=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('act', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('decision', models.CharField(choices=[('granted', '同意'), ('refused', '不同意'), ('withdrawn', '收回'), ('restored', '收回作废'), ('reasoned', '馆方理由')], max_length=12, verbose_name='决定')),
                ('use', models.CharField(choices=[('show', '公开展示'), ('name', '写出姓名'), ('face', '露出样子'), ('voice', '放出声音'), ('text', '全文文字'), ('download', '让人下载'), ('machines', '给机器学习用'), ('after_death', '身后继续')], max_length=12, verbose_name='用途')),
                ('material_kind', models.CharField(max_length=16, verbose_name='哪一类')),
                ('material_uuid', models.UUIDField(verbose_name='哪一件')),
                ('start_ms', models.PositiveIntegerField(blank=True, null=True, verbose_name='从（毫秒）')),
                ('end_ms', models.PositiveIntegerField(blank=True, null=True, verbose_name='到（毫秒）')),
                ('ground', models.CharField(blank=True, choices=[('owned', '馆藏自有，可以展示'), ('public_domain', '已过保护期，公有领域'), ('orphan', '权利人不明，已尽力查找'), ('not_living', '本人已故，家属知情'), ('taken_over', '建台账以前就公开的，待补')], max_length=16, verbose_name='馆方理由')),
                ('note', models.CharField(blank=True, help_text='怎么查找过、凭什么；不写人名', max_length=500, verbose_name='说明')),
                ('form', models.CharField(choices=[('tapped', '在手机上点的'), ('paper', '签了纸'), ('spoken', '说出来，录着音'), ('museum', '馆里记的')], max_length=8, verbose_name='形式')),
                ('received_by', models.CharField(blank=True, max_length=150, verbose_name='谁收的')),
                ('given_on', models.DateField(verbose_name='哪天')),
                ('until', models.DateField(blank=True, help_text='含当日；空着就是一直', null=True, verbose_name='到哪天')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='记下时间')),
                ('giver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='given', to='archive.consentparty', verbose_name='谁')),
                ('proxy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handed_on', to='archive.consentparty', verbose_name='代办')),
                ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='archive.consenttext', verbose_name='哪一版')),
            ],
            options={
                'verbose_name': '授权记录',
                'verbose_name_plural': '授权记录',
                'ordering': ['pk'],
                'default_permissions': ('add', 'view'),
                'indexes': [models.Index(fields=['material_kind', 'material_uuid'], name='archive_consent_material')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decision', 'reasoned'), models.Q(('ground', ''), _negated=True)), models.Q(models.Q(('decision', 'reasoned'), _negated=True), ('ground', '')), _connector='OR'), name='archive_consent_reason_has_ground'), models.CheckConstraint(condition=models.Q(('decision', 'reasoned'), ('giver__isnull', False), _connector='OR'), name='archive_consent_word_has_giver')],
            },
        ),
        migrations.CreateModel(
            name='WithdrawnFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawn_files', to='media.asset')),
                ('withdrawal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='archive.withdrawal')),
            ],
            options={
                'verbose_name': '收回的文件',
                'verbose_name_plural': '收回的文件',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('withdrawal', 'asset'), name='archive_file_withdrawn_once')],
            },
        ),
        migrations.RunPython(guard, lift),
    ]
