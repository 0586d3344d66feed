"""Codes are digits that can be read aloud, are understood however they are typed, and outlive a change of keys."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from archive import receipts


@given(st.integers())
def test_a_code_is_twelve_digits_and_follows_from_the_token(number: int) -> None:
    code = receipts.code_of(f"token-{number}")
    assert len(code) == 12
    assert code.isdecimal()
    assert receipts.plain_code(receipts.spaced(code)) == code


@pytest.mark.parametrize(
    "typed",
    ["3847 2910 5563", "3847-2910-5563", "３８４７２９１０５５６３", "号 384729105563。", "三八四七二九幺零五五六三"],
)
def test_understands_how_people_type_it(typed: str) -> None:
    assert receipts.plain_code(typed) == "384729105563"


def test_opens_what_was_printed_under_a_former_key(settings: Any) -> None:
    stored = receipts.hash_of("384729105563")
    settings.CONTACT_KEYS = [Fernet.generate_key().decode(), *settings.CONTACT_KEYS]
    assert receipts.hash_of("384729105563") != stored
    assert stored in receipts.hashes_of("384729105563")
