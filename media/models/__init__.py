"""Every model of the media room."""

from media.models.asset import Asset, Kind, Original, ServedFile, Visibility
from media.models.derivative import Derivative, State
from media.models.document import Document
from media.models.fingerprint import PictureFingerprint
from media.models.fixity import FixityCheck, Outcome
from media.models.intake import Chunk, Intake, IntakeState, Piece, Take
from media.models.picture import Picture, PictureSources, Rendition
from media.models.recording import Recording, Source

__all__ = [
    "Asset",
    "Chunk",
    "Derivative",
    "Document",
    "FixityCheck",
    "Intake",
    "IntakeState",
    "Kind",
    "Original",
    "Outcome",
    "Picture",
    "PictureFingerprint",
    "PictureSources",
    "Piece",
    "Recording",
    "Rendition",
    "ServedFile",
    "Source",
    "State",
    "Take",
    "Visibility",
]
