"""The whole map of addresses on one screen."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("files/", include("media.urls")),
    path("", include(wagtail_urls)),
]
