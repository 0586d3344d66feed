"""The one place that decides what each kind of page may hold."""

from wagtail.blocks import StreamBlock

from museum.blocks.address import AddressBlock
from museum.blocks.call import CallBlock
from museum.blocks.chapter import ChapterBlock
from museum.blocks.clip import InterviewClipBlock
from museum.blocks.compare import CompareBlock
from museum.blocks.contradiction import ContradictionBlock
from museum.blocks.credits import CreditsBlock
from museum.blocks.family import FamilyBlock
from museum.blocks.gallery import GalleryBlock
from museum.blocks.generations import GenerationsBlock
from museum.blocks.hotspots import HotspotsBlock
from museum.blocks.map import MapBlock
from museum.blocks.picture import PictureBlock
from museum.blocks.quotation import QuotationBlock
from museum.blocks.record import ArtifactBlock, PhotographBlock
from museum.blocks.text import TextBlock
from museum.blocks.timeline import TimelineBlock
from museum.blocks.voice import VoiceBlock


class WordsBody(StreamBlock):
    """What stories and plain pages share: words and pictures."""

    text = TextBlock()
    picture = PictureBlock()
    call = CallBlock()


class StandardBody(WordsBody):
    """About, rights, privacy, contact."""

    address = AddressBlock()


class StoryBody(WordsBody):
    """A story told once: words, things, voices, no chapters."""

    artifact = ArtifactBlock()
    photograph = PhotographBlock()
    clip = InterviewClipBlock()
    quotation = QuotationBlock()
    family = FamilyBlock()


class ExhibitBody(StoryBody):
    """All that an exhibit may hold."""

    chapter = ChapterBlock()
    hotspots = HotspotsBlock()
    gallery = GalleryBlock()
    compare = CompareBlock()
    map = MapBlock()
    contradiction = ContradictionBlock()
    timeline = TimelineBlock()
    credits = CreditsBlock()


class HomeBody(StreamBlock):
    """What the home page adds between its search box and the latest additions."""

    generations = GenerationsBlock()
    voice = VoiceBlock()
    timeline = TimelineBlock()
    call = CallBlock()
