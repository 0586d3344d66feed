"""Addresses to which pages send while somebody is still at it, below /contribute/arriving/."""

from django.urls import path

from museum.views import uploads, voice

app_name = "arriving"
urlpatterns = [
    path("voice/", voice.open_voice, name="voice"),
    path("voice/<uuid:key>/", voice.state, name="voice-state"),
    path("voice/<uuid:key>/finish/", voice.finish, name="voice-finish"),
    path("voice/<uuid:key>/<uuid:take>/", voice.take, name="voice-take"),
    path("voice/<uuid:key>/<uuid:take>/<int:sequence>/", voice.chunk, name="voice-chunk"),
    path("files/", uploads.creation, name="files"),
    path("files/<uuid:key>", uploads.upload, name="file"),
]
