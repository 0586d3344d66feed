"""Forms as a person sends them: looked at for a while before the button is pressed."""

import time
from typing import Any

from django.core.signing import TimestampSigner, b62_encode

from museum.contributing.stamp import SALT


def stamp(seconds_ago: int = 20, key: str = "one-showing") -> str:
    """What a page that was shown that long ago carries."""

    class Then(TimestampSigner):
        def timestamp(self) -> str:
            return b62_encode(int(time.time()) - seconds_ago)

    return Then(salt=SALT).sign(key)


def filled(**fields: Any) -> dict[str, Any]:
    return {"stamp": stamp(), "website": "", **fields}
