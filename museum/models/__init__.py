"""Every model of the museum."""

from museum.models.base import BasePage
from museum.models.exhibit import ExhibitIndexPage, ExhibitPage
from museum.models.home import HomePage
from museum.models.site import SiteSettings
from museum.models.stamp import Stamp
from museum.models.standard import StandardPage
from museum.models.story import StoryIndexPage, StoryPage
from museum.models.trail import TrailIndexPage, TrailPage
from museum.models.user import User

__all__ = [
    "BasePage",
    "ExhibitIndexPage",
    "ExhibitPage",
    "HomePage",
    "SiteSettings",
    "Stamp",
    "StandardPage",
    "StoryIndexPage",
    "StoryPage",
    "TrailIndexPage",
    "TrailPage",
    "User",
]
