"""Every change leaves a row in its own transaction, and nothing else does."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from taggit.models import Tag
from wagtail.models import Page, Site

from museum.models import User
from search import registry
from search.models import OutboxRow
from search.outbox import touch, touch_many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_groups")]


def rows() -> list[tuple[str, str, bool]]:
    return list(OutboxRow.objects.order_by("id").values_list("model_label", "object_id", "urgent"))


@pytest.fixture
def group() -> Group:
    group = Group.objects.create(name="四十二车间")
    OutboxRow.objects.all().delete()
    return group


def test_saving_leaves_a_row() -> None:
    group = Group.objects.create(name="四十二车间")
    assert rows() == [("auth.group", str(group.pk), False)]


def test_every_further_save_leaves_another_row(group: Group) -> None:
    group.save()
    group.save()
    assert rows() == [("auth.group", str(group.pk), False)] * 2


def test_rollback_leaves_no_row() -> None:
    with transaction.atomic():
        Group.objects.create(name="四十二车间")
        assert len(rows()) == 1
        transaction.set_rollback(True)
    assert rows() == []


def test_deleting_is_urgent(group: Group) -> None:
    pk = str(group.pk)
    group.delete()
    assert rows() == [("auth.group", pk, True)]


def test_hiding_is_urgent(group: Group) -> None:
    group.name = "隐藏的车间"
    group.save()
    assert rows() == [("auth.group", str(group.pk), True)]


def test_unregistered_models_leave_nothing() -> None:
    Tag.objects.create(name="氯碱")
    assert rows() == []


def test_many_to_many_change_looks_at_the_record_again(group: Group) -> None:
    group.permissions.add(Permission.objects.all()[0])
    assert rows() == [("auth.group", str(group.pk), False)]


def test_many_to_many_change_from_the_other_side(group: Group, django_user_model: type[User]) -> None:
    user = django_user_model.objects.create_user("curator")
    user.groups.add(group)
    permission = Permission.objects.all()[0]
    permission.group_set.add(group)
    assert rows() == [("auth.group", str(group.pk), False)]


def test_clearing_from_the_other_side_names_who_was_cut_off(group: Group) -> None:
    permission = Permission.objects.all()[0]
    group.permissions.add(permission)
    OutboxRow.objects.all().delete()
    permission.group_set.clear()
    assert rows() == [("auth.group", str(group.pk), False)]


def test_followed_model_looks_at_its_owners(group: Group) -> None:
    registry.follow(Tag, lambda tag: Group.objects.filter(name=tag.name))
    Tag.objects.create(name="四十二车间")
    assert rows() == [("auth.group", str(group.pk), False)]


def test_update_sends_no_signal_so_the_service_touches(group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(name="氯碱车间")
    assert rows() == []
    touch(group)
    assert rows() == [("auth.group", str(group.pk), False)]


def test_touch_many_is_one_statement(django_assert_num_queries: object) -> None:
    groups = [Group(pk=pk, name=str(pk)) for pk in range(100)]
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        touch_many(groups, urgent=True)
    assert OutboxRow.objects.filter(urgent=True).count() == 100


def test_due_puts_withdrawals_first(group: Group) -> None:
    touch(group)
    touch(Group(pk=77), urgent=True)
    assert [row.object_id for row in OutboxRow.objects.due()] == ["77", str(group.pk)]


@pytest.fixture
def searched_pages(only_groups: None) -> Iterator[None]:
    registry.register(Page, kind="page", to_entry=lambda page: None, queryset=Page.objects.all)
    yield
    registry.unregister(Page)


@pytest.mark.usefixtures("searched_pages")
def test_unpublished_page_is_urgent() -> None:
    page = Page.get_first_root_node().add_child(instance=Page(title="进株化那年", slug="entering"))
    OutboxRow.objects.all().delete()
    page.unpublish()
    assert ("wagtailcore.page", str(page.pk), True) in rows()


@pytest.mark.usefixtures("searched_pages")
def test_kind_belongs_to_one_model() -> None:
    with pytest.raises(registry.RegistrationClash, match=r"wagtailcore\.page"):
        registry.register(Site, kind="page", to_entry=lambda site: None, queryset=Site.objects.all)
