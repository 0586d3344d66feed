"""Refuses to start with settings that are unsafe or that contradict each other; each refusal says what to set."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from museum.card_font import card_font

DEVELOPMENT_KEY = "only-for-ones-own-machine-never-for-a-public-address"


@register(Tags.security)
def demo_is_not_public(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    """Demo sign-ins are printed for everyone; an encrypted public address must not offer them."""
    if settings.DEMO_MODE and settings.SITE_URL.startswith("https://"):
        return [
            Error(
                "DEMO_MODE is on for a public address.",
                hint="Set DEMO_MODE=false, or SITE_URL to an http:// address of this machine.",
                id="museum.E001",
            )
        ]
    return []


@register(Tags.security)
def development_key_stays_home(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    if settings.SECRET_KEY == DEVELOPMENT_KEY and settings.SITE_URL.startswith("https://"):
        return [
            Error(
                "SECRET_KEY is the one everybody knows from the repository.",
                hint="Set SECRET_KEY to 50 or more random characters.",
                id="museum.E002",
            )
        ]
    return []


@register()
def engine_has_a_cluster(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    if settings.SEARCH_ENGINE == "elastic" and not settings.ELASTICSEARCH_URL:
        return [
            Error(
                "SEARCH_ENGINE is elastic, but ELASTICSEARCH_URL names no node.",
                hint="Set ELASTICSEARCH_URL to one or more addresses, or SEARCH_ENGINE=embedded.",
                id="museum.E003",
            )
        ]
    if settings.ELASTICSEARCH_API_KEY and settings.ELASTICSEARCH_USERNAME:
        return [
            Error(
                "ELASTICSEARCH_API_KEY and ELASTICSEARCH_USERNAME are both set.",
                hint="Keep the one your cluster asks for.",
                id="museum.E004",
            )
        ]
    return []


@register()
def object_storage_is_whole(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    if settings.S3_ENDPOINT_URL and not settings.S3_BUCKET:
        return [
            Error(
                "S3_ENDPOINT_URL is set, but S3_BUCKET names no bucket.",
                hint="Set S3_BUCKET, or remove S3_ENDPOINT_URL to keep files on this machine.",
                id="museum.E005",
            )
        ]
    if settings.S3_BUCKET and settings.X_ACCEL_REDIRECT_PREFIX:
        return [
            Error(
                "X_ACCEL_REDIRECT_PREFIX hands files to a web server on this machine, but they are in S3_BUCKET.",
                hint="Remove one of the two.",
                id="museum.E006",
            )
        ]
    return []


@register()
def cards_have_letters(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Quote cards are drawn on this machine, which must know Chinese letters for it."""
    if card_font():
        return []
    if settings.CARD_FONT:
        return [
            Error(
                f"CARD_FONT is {settings.CARD_FONT}, which cannot write Chinese.",
                hint="Name a font file (.otf, .ttf, .ttc) with Chinese letters, or remove CARD_FONT.",
                id="museum.E011",
            )
        ]
    return [
        Warning(
            "This machine has no Chinese font: the museum runs, and offers no quote cards.",
            hint="Install one (Debian: apt-get install fonts-noto-cjk), or set CARD_FONT to a font file.",
            id="museum.W011",
        )
    ]
