"""`make drill-flood`: five hundred people at one address hand something in within a minute, on a museum that is served.

Promised: no answer above 499; whatever was taken is in the database, once, word for word; whoever was asked to wait has
every word back on the page. Exit code 1 when a promise is broken.
"""

import argparse
import http.client
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.drills.install import set_up, table
from tests.e2e.museums import museum_in, serving

FORMS = 500
THREADS = 24
PHONES = 100
"""Fewer than forms: some hand in again and again, as a helper does."""
MINUTE_SECONDS = 60
TAKEN, ASKED_TO_WAIT, FAILED = 302, 429, 500
CSRF = "d" * 32


@dataclass(frozen=True)
class Sent:
    """One form and what came back."""

    story: str
    status: int
    is_on_the_page: bool


def main() -> int:
    parser = argparse.ArgumentParser(description="Hands in five hundred stories at once.")
    parser.add_argument("--forms", type=int, default=FORMS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="museum-drill-") as folder:
        return drill(Path(folder) / "var", given.forms)


def drill(var: Path, forms: int) -> int:
    set_up(var, SEARCH_ENGINE="embedded")
    museum = museum_in(var)
    port = int(museum.url.rpartition(":")[2])
    with serving(museum, "--empty"):
        began = time.monotonic()
        with ThreadPoolExecutor(THREADS) as pool:
            sent = list(pool.map(lambda number: send(port, number), range(forms)))
        seconds = time.monotonic() - began
    return int(not judged(sent, seconds))


def send(port: int, number: int) -> Sent:
    """As a phone sends it: with the cookie it was given, after a page that was looked at for a while."""
    from django.core.signing import Signer

    from museum.contributing.limits import COOKIE, SALT
    from tests.museum.contributing.filling import stamp

    story = f"头一天进厂，第{number}遍。"
    phone = Signer(salt=SALT).sign(f"phone{number % PHONES}")
    form = {"story": story, "stamp": stamp(key=f"showing{number}"), "website": "", "csrfmiddlewaretoken": CSRF}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={CSRF}; {COOKIE}={phone}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("POST", "/contribute/story/", urlencode(form), headers)
        answer = connection.getresponse()
        return Sent(story, answer.status, story in answer.read().decode())
    finally:
        connection.close()


def judged(sent: list[Sent], seconds: float) -> bool:
    from archive.models import Contribution

    answers = Counter(each.status for each in sent)
    kept = Counter(Contribution.objects.values_list("story", flat=True))
    taken = {each.story for each in sent if each.status == TAKEN}
    waiting = [each for each in sent if each.status == ASKED_TO_WAIT]
    print(f"\n{len(sent)} forms in {seconds:.1f} s: {dict(sorted(answers.items()))}")
    failed = sum(count for status, count in answers.items() if status >= FAILED)
    others = len(sent) - len(taken) - len(waiting) - failed
    lost, told_twice = len(taken - set(kept)), sum(count > 1 for count in kept.values())
    emptied = sum(not each.is_on_the_page for each in waiting)
    return table(
        [
            ("seconds for all of them", f"< {MINUTE_SECONDS}", f"{seconds:.0f}", seconds < MINUTE_SECONDS),
            ("answers of 500 and above", "0", str(failed), not failed),
            ("answers that are neither yes nor wait", "0", str(others), not others),
            ("taken, and not in the database", "0", str(lost), not lost),
            ("in the database more than once", "0", str(told_twice), not told_twice),
            ("in the database, and not said to be taken", "0", str(len(set(kept) - taken)), set(kept) <= taken),
            ("asked to wait, with words gone from the page", "0", str(emptied), not emptied),
            ("taken", "> 0", str(len(taken)), bool(taken)),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
