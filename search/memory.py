"""What a process that searches or indexes reads once and keeps."""

import gc
import logging

from django.db import DatabaseError, connections

from search import installed

logger = logging.getLogger(__name__)

YOUNG_OBJECTS = 10_000
"""So many new objects, and the collector looks for rings among them. A page makes more, and drops all of them."""


def settle() -> None:
    """Reads what the first question would wait for: the lexicon, the dictionary, the tables of sounds. Closes every
    connection to the database: a web process is copied after this."""
    try:
        installed.analyzer().streams("五八年的师傅")
    except DatabaseError as error:
        logger.warning("lexicon not read yet; the first question does", extra={"reason": str(error)})
    finally:
        connections.close_all()
    spare()


def spare() -> None:
    """From now on the collector leaves alone what is there: to look for garbage in it takes a quarter of a second in
    the middle of somebody's page, and a tenth of the time of a rebuild."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
