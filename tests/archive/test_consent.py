"""The rules of consent as a table: what was said, in order, and what it comes to on 1 June 2026."""

from datetime import date

import pytest

from archive.consent import Answer, Decision, Stand, Use, Word, answer, is_open_beyond, missing, needed

TODAY = date(2026, 6, 1)
YESTERDAY, LATER = date(2026, 5, 31), date(2030, 1, 1)
YES, NO, BACK, AGAIN, REASON = (
    Decision.GRANTED,
    Decision.REFUSED,
    Decision.WITHDRAWN,
    Decision.RESTORED,
    Decision.REASONED,
)


def said(*words: tuple[str, Decision] | tuple[str, Decision, date]) -> list[Word]:
    """(giver, decision[, until]) about the voice; the giver "" is the museum."""
    return [
        Word(giver=word[0], decision=word[1], use=Use.VOICE, until=word[2] if len(word) == 3 else None)
        for word in words
    ]


@pytest.mark.parametrize(
    ("words", "stand"),
    [
        (said(), Stand.SILENT),
        (said(("陈", YES)), Stand.GRANTED),
        (said(("陈", NO)), Stand.REFUSED),
        (said(("陈", NO), ("陈", YES)), Stand.GRANTED),
        (said(("陈", YES), ("陈", NO)), Stand.REFUSED),
        (said(("陈", YES), ("李", NO)), Stand.REFUSED),
        (said(("陈", YES), ("李", YES), ("李", BACK)), Stand.WITHDRAWN),
        (said(("陈", YES), ("陈", BACK)), Stand.WITHDRAWN),
        (said(("陈", YES), ("陈", BACK), ("陈", AGAIN)), Stand.GRANTED),
        (said(("陈", BACK), ("陈", BACK), ("陈", AGAIN)), Stand.WITHDRAWN),
        (said(("陈", BACK), ("陈", AGAIN)), Stand.SILENT),
        (said(("陈", AGAIN)), Stand.SILENT),
        (said(("陈", NO), ("陈", AGAIN)), Stand.REFUSED),
        (said(("陈", YES), ("陈", BACK), ("陈", YES)), Stand.GRANTED),
        (said(("陈", YES, YESTERDAY)), Stand.LAPSED),
        (said(("陈", YES, TODAY)), Stand.GRANTED),
        (said(("陈", YES, YESTERDAY), ("李", YES)), Stand.GRANTED),
        (said(("", REASON)), Stand.REASONED),
        (said(("", REASON, YESTERDAY)), Stand.LAPSED),
        (said(("", REASON), ("陈", NO)), Stand.REFUSED),
        (said(("陈", NO), ("", REASON)), Stand.REFUSED),
        (said(("陈", BACK), ("", REASON)), Stand.WITHDRAWN),
        (said(("", REASON), ("陈", YES, YESTERDAY)), Stand.LAPSED),
        (said(("陈", YES, YESTERDAY), ("", REASON)), Stand.REASONED),
        (said(("", REASON), ("陈", YES, LATER)), Stand.GRANTED),
    ],
)
def test_what_the_words_come_to(words: list[Word], stand: Stand) -> None:
    assert answer(words, Use.VOICE, TODAY).stand is stand


def test_one_use_says_nothing_of_another() -> None:
    assert answer(said(("陈", YES)), Use.FACE, TODAY).stand is Stand.SILENT


@pytest.mark.parametrize(
    ("words", "until"),
    [
        (said(("陈", YES, LATER)), LATER),
        (said(("陈", YES, LATER), ("李", YES, TODAY)), LATER),
        (said(("陈", YES, LATER), ("李", YES)), None),
        (said(("", REASON, LATER)), LATER),
    ],
)
def test_the_last_day_is_told(words: list[Word], until: date | None) -> None:
    assert answer(words, Use.VOICE, TODAY) == Answer(answer(words, Use.VOICE, TODAY).stand, until)


@pytest.mark.parametrize(
    ("after_death", "is_dead", "stand"),
    [
        (NO, True, Stand.LAPSED),
        (NO, False, Stand.GRANTED),
        (YES, True, Stand.GRANTED),
        (BACK, True, Stand.LAPSED),
        (None, True, Stand.GRANTED),
    ],
)
def test_a_no_for_the_time_after_death(after_death: Decision | None, is_dead: bool, stand: Stand) -> None:
    words = said(("陈", YES))
    if after_death:
        words.append(Word(giver="陈", decision=after_death, use=Use.AFTER_DEATH))
    assert answer(words, Use.VOICE, TODAY, is_dead=is_dead).stand is stand


def test_what_publishing_needs_and_what_is_missing() -> None:
    assert needed("interview", has_sound=True) == (Use.TEXT, Use.VOICE)
    assert needed("interview") == (Use.TEXT,)
    assert needed("place") == ()
    words = said(("陈", YES))
    assert missing(words, needed("interview", has_sound=True), TODAY) == ((Use.TEXT, Stand.SILENT),)


@pytest.mark.parametrize("shown_by", [YES, REASON, None])
@pytest.mark.parametrize("said_of_it", [YES, NO, BACK, None])
def test_what_goes_beyond_showing_needs_a_yes_where_a_yes_is_why_it_is_shown(
    shown_by: Decision | None, said_of_it: Decision | None
) -> None:
    words = [Word(giver="" if shown_by is REASON else "陈", decision=shown_by, use=Use.VOICE)] if shown_by else []
    words += [Word(giver="陈", decision=said_of_it, use=Use.DOWNLOAD)] if said_of_it else []
    silence = shown_by is not YES
    expected = {YES: True, NO: False, BACK: False, None: silence}[said_of_it]
    assert is_open_beyond(words, Use.DOWNLOAD, [Use.TEXT, Use.VOICE], TODAY) is expected


def test_a_yes_that_has_run_out_opens_nothing_beyond_showing() -> None:
    words = [Word(giver="陈", decision=YES, use=Use.DOWNLOAD, until=YESTERDAY)]
    assert not is_open_beyond(words, Use.DOWNLOAD, [Use.TEXT], TODAY)
