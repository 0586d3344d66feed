"""Every model of the media room."""

from media.models.asset import Asset, Kind, Original, ServedFile, Visibility
from media.models.derivative import Derivative, State
from media.models.document import Document
from media.models.fixity import FixityCheck, Outcome
from media.models.picture import Picture, PictureSources, Rendition
from media.models.recording import Recording, Source

__all__ = [
    "Asset",
    "Derivative",
    "Document",
    "FixityCheck",
    "Kind",
    "Original",
    "Outcome",
    "Picture",
    "PictureSources",
    "Recording",
    "Rendition",
    "ServedFile",
    "Source",
    "State",
    "Visibility",
]
