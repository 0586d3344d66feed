"""What the search keeps in the database: its queue, its rebuilds, what was asked, and the lexicon as curators keep it.

The texts themselves live in the engine. Queue and rebuilds can be thrown away and made again from the records; what was
asked and the lexicon cannot.
"""

from search.models.lexicon import LexiconChange, LexiconEdition, SurnameRow, TermRow
from search.models.outbox import OutboxRow
from search.models.query_log import DismissedQuery, LoggedSearch
from search.models.rebuild import Rebuild

__all__ = [
    "DismissedQuery",
    "LexiconChange",
    "LexiconEdition",
    "LoggedSearch",
    "OutboxRow",
    "Rebuild",
    "SurnameRow",
    "TermRow",
]
