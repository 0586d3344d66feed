"""Addresses of files, below /files/."""

from django.urls import path

from media import views

app_name = "media"
urlpatterns = [
    path("<uuid:asset_uuid>/original", views.original, name="original"),
    path("<uuid:asset_uuid>/wagtail/<str:name>", views.rendition, name="rendition"),
    path("<uuid:asset_uuid>/<slug:recipe>/<int:generation>/<path:name>", views.derivative, name="derivative"),
    path("<path:anything>", views.absent),
]
