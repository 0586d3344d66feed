"""The whole map of addresses on one screen."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from archive import reports
from media import image_api
from media import urls as media_urls
from museum.api import views as api
from museum.arriving import urls as arriving_urls
from museum.sitemaps import SITEMAPS
from museum.views import (
    artifacts,
    books,
    browse,
    collections,
    contribute,
    correcting,
    drafts,
    families,
    feeds,
    hearing,
    interviews,
    kin_path,
    moments,
    naming,
    passages,
    people,
    photographs,
    places,
    plant,
    posters,
    receipts,
    search,
    site,
    timeline,
    voice,
    withdraw,
)

urlpatterns = [
    path("admin/reports/", include(reports)),
    path("admin/", include(wagtailadmin_urls)),
    path(settings.MEDIA_URL.lstrip("/"), include(media_urls)),
    path(settings.IIIF_IMAGE_URL.lstrip("/"), include(image_api)),
    path("search/", search.results, name="search"),
    path("search/opened/", search.opened, name="search_opened"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("api/v1/search", api.search, name="api-search"),
    path("api/v1/suggest", api.suggest, name="api-suggest"),
    path("api/v1/interviews/<slug:slug>/within", api.within, name="api-within"),
    path("api/v1/openapi.json", api.description, name="api-description"),
    path("artifacts/", artifacts.artifact_list, name="artifacts"),
    path("artifacts/<str:number>/", artifacts.artifact, name="artifact"),
    path("photographs/", photographs.photograph_list, name="photographs"),
    path("photographs/<str:number>/", photographs.photograph, name="photograph"),
    path("photographs/<str:number>/who/", naming.who_is_this, name="who-is-this"),
    path("albums/<str:number>/", photographs.album, name="album"),
    path("interviews/", interviews.interview_list, name="interviews"),
    path("interviews/<slug:slug>/", interviews.interview, name="interview"),
    path("interviews/<slug:slug>/captions.vtt", interviews.captions, name="captions"),
    path("interviews/<slug:slug>/transcript.<str:form>", interviews.transcript_file, name="transcript-file"),
    path("interviews/<slug:slug>/heard/", hearing.heard, name="heard"),
    path("interviews/<slug:slug>/print/", interviews.printed, name="interview-print"),
    path("interviews/<slug:slug>/passage/", passages.passage, name="passage"),
    path("interviews/<slug:slug>/s/<str:uid>/", interviews.segment, name="segment"),
    path("interviews/<slug:slug>/s/<str:first>/<str:last>/", passages.address, name="passage-address"),
    path("interviews/<slug:slug>/s/<str:first>/<str:last>/card.png", passages.card, name="quote-card"),
    path("moments/reject/", moments.reject, name="moment_rejected"),
    path("moments/restore/", moments.restore, name="moment_restored"),
    path("people/", people.people, name="people"),
    path("people/path/", kin_path.kin_path, name="kin-path"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("families/<slug:slug>/", families.family, name="family"),
    path("places/", places.places, name="places"),
    path("places/<slug:slug>/", places.place, name="place"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("browse/", browse.browse, name="browse"),
    path("plant/", plant.plant, name="plant"),
    path("collections/", collections.collections, name="collections"),
    path("collections/<slug:slug>/", collections.collection, name="collection"),
    path("feeds/<slug:name>.xml", feeds.feed, name="feed"),
    path("correct/<slug:kind>/<str:key>/", correcting.correct, name="correct"),
    path("contribute/", contribute.contribute, name="contribute"),
    path("contribute/how/", contribute.how, name="how-to-tell"),
    path("contribute/calls/<slug:slug>/", contribute.call, name="call"),
    path("contribute/calls/<slug:slug>/posters/", posters.posters, name="posters"),
    path("contribute/continue/<str:token>/", drafts.overview, name="continue"),
    path("contribute/continue/<str:token>/voice/", voice.recorder, name="contribution-voice"),
    path("contribute/continue/<str:token>/<slug:name>/", drafts.step, name="continue_step"),
    path("contribute/book/<str:token>/", books.book, name="book"),
    path("contribute/arriving/", include(arriving_urls)),
    path("contribute/<slug:way>/", contribute.begin, name="begin"),
    path("reply/<slug:kind>/<uuid:uuid>/", hearing.reply, name="reply"),
    path("receipt/", receipts.find, name="receipts"),
    path("receipt/<str:code>/", receipts.receipt, name="receipt"),
    path("receipt/<str:code>/book/", books.open_book, name="open_book"),
    path("receipt/<str:code>/news/", receipts.news, name="receipt_news"),
    path("receipt/<str:code>/withdraw/", receipts.withdraw, name="receipt_withdraw"),
    path("consent/", withdraw.consent, name="consent"),
    path("withdraw/", withdraw.withdraw, name="withdraw"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("", include(wagtail_urls)),
]

handler400 = "museum.views.errors.bad_request"
handler403 = "museum.views.errors.forbidden"
handler404 = "museum.views.errors.not_found"
handler500 = "museum.views.errors.broken"
