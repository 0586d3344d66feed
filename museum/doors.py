"""A page that goes behind a login, or is moved to where one is needed, takes everything below it along: out of the
index before anything else, and its pictures out of the public's reach.

Wagtail saves none of these pages then, so nobody else would hear of it.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from archive.services.visibility import settle_page
from search.outbox import touch_many


def connect() -> None:
    post_save.connect(_closed, sender=PageViewRestriction, dispatch_uid="museum.doors")
    post_delete.connect(_opened, sender=PageViewRestriction, dispatch_uid="museum.doors")
    post_page_move.connect(_moved, dispatch_uid="museum.doors")


def _closed(instance: PageViewRestriction, **kwargs: Any) -> None:
    _look_again_below(instance.page, urgent=True)


def _opened(instance: PageViewRestriction, **kwargs: Any) -> None:
    _look_again_below(instance.page, urgent=False)


def _moved(instance: Page, **kwargs: Any) -> None:
    _look_again_below(instance, urgent=True)


def _look_again_below(page: Page, *, urgent: bool) -> None:
    fresh = Page.objects.filter(pk=page.pk).first()
    if fresh is None:
        return  # the restriction went with its page
    below = list(fresh.get_descendants(inclusive=True))
    with transaction.atomic():
        touch_many(below, urgent=urgent)
        for each in below:
            settle_page(each)
