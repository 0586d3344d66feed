"""Every weight of the ranking, in one place, with what chose it. The experiments are tabled in `docs/search.md`.

Records score by BM25 (k1 1.2, b .75, the same in both engines). Passages score by presence: a word that a speaker
repeats says no more about the passage than a word said once, so a term counts its idf once (BM25 with k1 = 0).
"""

from dataclasses import dataclass

from search.entries import Reason
from search.text.streams import Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What multiplies what. A value, so that an experiment can try another."""

    bigram: float = 1.0
    word: float = 0.5
    unigram: float = 0.3
    number: float = 1.0
    synonym: float = 0.4
    sound: float = 0.3
    heard: float = 0.5
    """What sounds like a pair of characters of a question, where the pair itself is not there."""
    name: float = 0.5
    """The bigrams of a title or name once more, above the same words in the text."""
    whole_name: float = 200.0
    """Added where the whole query is the name of the record: who types a name wants its bearer before all who speak of
    it."""
    name_begins: float = 10.0
    """Added where the pinyin typed begins a name."""
    name_sounds: float = 30.0
    """Added where what was typed is not written but sounds as a name begins: who asks for 谈铁山 wants 谭铁山, not all
    who speak of him."""
    homophone: float = 10.0
    """Added, where only sound is left, where a word of the lexicon stands that is read just as the one typed."""
    spoken: float = 0.1
    """What is spoken in a record, when its passages are not what decides."""
    passage: float = 2.2
    """A passage's score on the scale of the records': presence lacks the factor k1 + 1 that BM25 has."""
    both: float = 0.3
    """Part of the lower of the two scores of a record that matches both in itself and in what is spoken."""

    def of(self, stream: Stream) -> float:
        return float(getattr(self, stream))


WEIGHTS = Weights()

TIER = 1000.0
TIERS: dict[Reason, float] = {
    "exact": 3 * TIER,
    "variant": 3 * TIER,
    "number": 2 * TIER,
    "synonym": 1 * TIER,
    "sound": 0.0,
}
"""Added by the weakest way in which a word of the query had to be matched. Far above any sum of weights: exact
always comes before number form, before synonym, before sound."""

WHOLE_VALUE = 5.0
"""Added where a field holds exactly what was asked, not merely in part: 地点:湘天桥 before 湘天桥道口."""

OWN_YEARS = 400.0
"""Added, in a search narrowed to years, where the record itself is of these years and not only speaks of one."""

SOUND_BELOW = 20
"""Words that only sound alike are looked for when fewer records than this match better; a count then means
something."""

QUESTION_CHARACTERS = 8
"""An unbroken run of this many Han characters is read like a question: any of its words, best first."""

LOOSENED_CHARACTERS = 5
"""A single word of at least this many characters may be taken apart when it is not found whole."""

PASSAGES_SHOWN = 3
"""Passages of one record in a result list; the others are one link away."""

HEAD = 50
"""So many records are ranked over text and speech together; all others follow by their own text: `search.ordering`."""
