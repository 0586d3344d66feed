"""Calls, grids and what residents hand in, with who of the staff may do what about it."""

import uuid
from typing import Any

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


def _all(model: str, *actions: str) -> set[tuple[str, str]]:
    return {(model, f"{action}_{model}") for action in actions}


LOOK = _all("contribution", "view") | _all("call", "view") | _all("grid", "view")
WORK = LOOK | _all("contribution", "change")
ASK = _all("call", "add", "change") | _all("grid", "add", "change")
ROLES = {
    "馆长": WORK | ASK | _all("call", "delete") | _all("grid", "delete") | {("contribution", "read_contacts")},
    "编目员": WORK | ASK,
    "审核员": LOOK,
    "征集员": WORK | ASK,
}


def _permissions(apps: Any, wanted: set[tuple[str, str]]) -> list[Any]:
    """Django makes permissions after all migrations; what is needed here is made now, under the same key."""
    found = []
    for model, codename in sorted(wanted):
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="archive", model=model
        )
        name = "可以看投稿人的电话和邮箱（每次都记下来）" if codename == "read_contacts" else f"Can {codename.replace('_', ' ')}"
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        found.append(permission)
    return found


def grant(apps: Any, schema_editor: Any) -> None:
    for role, wanted in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):
            group.permissions.add(*_permissions(apps, wanted))


def take_back(apps: Any, schema_editor: Any) -> None:
    for role, wanted in ROLES.items():
        for group in apps.get_model("auth", "Group").objects.filter(name=role):
            group.permissions.remove(*_permissions(apps, wanted))


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0007_readers_of_the_query_log'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('media', '0003_public_px'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='题目')),
                ('slug', models.SlugField(help_text='印在海报的二维码里，贴出去以后不要改', max_length=60, unique=True, verbose_name='地址')),
                ('introduction', models.TextField(help_text='两三句话：想听什么，为什么', verbose_name='说明')),
                ('is_live', models.BooleanField(default=False, verbose_name='公开')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='开始')),
                ('closes_on', models.DateField(blank=True, help_text='含当日；过了也还能看，只是不再收', null=True, verbose_name='截止')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='演示数据')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新时间')),
            ],
            options={
                'verbose_name': '征集',
                'verbose_name_plural': '征集',
                'ordering': ['-is_live', 'closes_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Grid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='印在海报的二维码里，贴出去以后不要改', max_length=20, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='演示数据')),
            ],
            options={
                'verbose_name': '网格',
                'verbose_name_plural': '网格',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='CallExample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(max_length=200, verbose_name='原话')),
                ('source', models.CharField(blank=True, max_length=80, verbose_name='谁说的')),
                ('address', models.CharField(blank=True, help_text='以 / 开头，例如 /interviews/…/', max_length=200, verbose_name='馆内地址')),
                ('call', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='examples', to='archive.call')),
            ],
            options={
                'verbose_name': '例子',
                'verbose_name_plural': '例子',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CallPrompt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('text', models.CharField(max_length=120, verbose_name='问题')),
                ('call', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prompts', to='archive.call')),
            ],
            options={
                'verbose_name': '问题',
                'verbose_name_plural': '问题',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('code_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('voice', '讲一段'), ('photographs', '交照片'), ('thing', '交老物件'), ('story', '写一段'), ('name', '认照片上的人'), ('correction', '指出一处错')], max_length=12, verbose_name='怎么交的')),
                ('state', models.CharField(choices=[('draft', '没交完'), ('received', '已收到'), ('looking', '正在看'), ('question', '有话想问'), ('accepted', '已收下'), ('online', '已上网'), ('not_used', '没有用上'), ('withdrawn', '已收回'), ('erased', '已删除')], db_index=True, default='draft', max_length=10, verbose_name='状态')),
                ('state_before_withdrawal', models.CharField(blank=True, choices=[('draft', '没交完'), ('received', '已收到'), ('looking', '正在看'), ('question', '有话想问'), ('accepted', '已收下'), ('online', '已上网'), ('not_used', '没有用上'), ('withdrawn', '已收回'), ('erased', '已删除')], editable=False, max_length=10)),
                ('prompt', models.CharField(blank=True, max_length=120, verbose_name='答的问题')),
                ('story', models.TextField(blank=True, verbose_name='讲了什么')),
                ('what', models.CharField(blank=True, max_length=200, verbose_name='是什么')),
                ('when', models.CharField(blank=True, max_length=120, verbose_name='什么时候')),
                ('where', models.CharField(blank=True, max_length=120, verbose_name='在哪里')),
                ('who', models.CharField(blank=True, max_length=300, verbose_name='有谁')),
                ('about', models.CharField(blank=True, max_length=64, verbose_name='说的是馆里哪一条')),
                ('consent_answers', models.JSONField(blank=True, default=dict, editable=False)),
                ('wants_news', models.BooleanField(default=False, verbose_name='想知道后来')),
                ('not_used_reason', models.CharField(blank=True, choices=[('already_here', '馆里已经有一样的'), ('outside', '和株化、清水塘无关'), ('unreadable', '看不清或听不清'), ('others', '牵涉别人的私事'), ('no_consent', '还缺本人或家属的答应'), ('other', '别的原因')], max_length=12, verbose_name='没有用上的原因')),
                ('not_used_note', models.TextField(blank=True, verbose_name='想对交的人说')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='演示数据')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='开始')),
                ('updated_at', models.DateTimeField(auto_now=True, db_index=True, verbose_name='最后改动')),
                ('received_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='交来')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='有了结果')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='收回')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁在看')),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='archive.call', verbose_name='征集')),
                ('grid', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='archive.grid', verbose_name='网格')),
            ],
            options={
                'verbose_name': '投稿',
                'verbose_name_plural': '投稿',
                'ordering': ['-received_at', '-pk'],
                'permissions': [('read_contacts', '可以看投稿人的电话和邮箱（每次都记下来）')],
            },
        ),
        migrations.CreateModel(
            name='ContributionParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('teller', '讲的人'), ('helper', '代传的人')], max_length=8, verbose_name='身份')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='称呼')),
                ('credit', models.CharField(choices=[('name', '写全名'), ('form', '只写称呼，如“陈师傅”'), ('nobody', '不写名字')], default='name', max_length=8, verbose_name='怎么署名')),
                ('age_group', models.CharField(blank=True, choices=[('under_18', '18 岁以下'), ('under_40', '18–39 岁'), ('under_60', '40–59 岁'), ('under_75', '60–74 岁'), ('older', '75 岁以上')], max_length=10, verbose_name='年纪')),
                ('relation', models.CharField(blank=True, max_length=40, verbose_name='是讲的人的什么人')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='archive.contribution')),
            ],
            options={
                'verbose_name': '投稿的人',
                'verbose_name_plural': '投稿的人',
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(editable=False)),
                ('last_contact_at', models.DateTimeField(db_index=True, verbose_name='最后一次联系')),
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='archive.contributionparty')),
            ],
            options={
                'verbose_name': '联系方式',
                'verbose_name_plural': '联系方式',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='HelperBook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('name', models.CharField(max_length=60, verbose_name='代传的人')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                ('grid', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='archive.grid', verbose_name='网格')),
            ],
            options={
                'verbose_name': '代传本',
                'verbose_name_plural': '代传本',
            },
        ),
        migrations.AddField(
            model_name='contribution',
            name='book',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='archive.helperbook', verbose_name='代传本'),
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender', models.CharField(choices=[('curator', '馆里'), ('contributor', '交的人')], max_length=11, verbose_name='谁说的')),
                ('text', models.TextField(verbose_name='话')),
                ('form_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='archive.contribution')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '问答',
                'verbose_name_plural': '问答',
                'ordering': ['sent_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='archive.contribution')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '收成了什么',
                'verbose_name_plural': '收成了什么',
            },
        ),
        migrations.CreateModel(
            name='ContributionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('words', models.TextField(blank=True, verbose_name='关于它')),
                ('check_state', models.CharField(choices=[('off', '没有设查毒'), ('waiting', '等查毒'), ('clean', '已查，干净'), ('infected', '有病毒，已删')], default='off', max_length=8, verbose_name='查毒')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='收到时间')),
                ('asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contribution_items', to='media.asset', verbose_name='文件')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='archive.contribution')),
            ],
            options={
                'verbose_name': '投稿的文件',
                'verbose_name_plural': '投稿的文件',
                'ordering': ['position', 'pk'],
                'indexes': [models.Index(fields=['check_state'], name='archive_item_check')],
            },
        ),
        migrations.AddConstraint(
            model_name='contributionparty',
            constraint=models.UniqueConstraint(fields=('contribution', 'role'), name='archive_one_party_per_role'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('contribution', 'content_type', 'object_id'), name='archive_outcome_told_once'),
        ),
        migrations.RunPython(grant, take_back),
    ]
