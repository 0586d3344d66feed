"""`make drill-flood`: what happens when one address hands in five hundred times within a minute, on a museum that is
served. Twice: a program that keeps no cookie hammers while a room full of people tells; then a whole neighbourhood,
with phones of its own, presses at once, and a minute later those who were asked to wait press again.

Promised: no answer above 499; whatever was taken is in the database, once, word for word; whoever was asked to wait has
every word back on the page; nothing of it is public; the room notices nothing. Exit code 1 when a promise is broken.
"""

import argparse
import http.client
import secrets
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from tests.drills.install import set_up, table
from tests.e2e.museums import museum_in, serving

FORMS = 500
ROOM = 30
"""People in a day-care room, behind the address from which the program hammers."""
AGAIN = 40
"""Those asked to wait who press again a minute later."""
THREADS = 24
PER_PHONE = 24
"""What one phone may begin in a minute, twice: a minute may end between two forms."""
PHONES = 100
"""Fewer than forms: some hand in again and again, as a helper does."""
MINUTE_SECONDS = 60
TAKEN, ASKED_TO_WAIT, FAILED = 302, 429, 500
CSRF = "d" * 32
WORDS = "头一天进厂"
PUBLIC = ("/", "/search/?q=" + quote(WORDS), "/interviews/", "/sitemap.xml", "/api/v1/search?q=" + quote(WORDS))


@dataclass(frozen=True)
class Sent:
    """One form, whose phone it was (none: no cookie), and what came back."""

    story: str
    phone: str
    status: int
    is_on_the_page: bool


def main() -> int:
    parser = argparse.ArgumentParser(description="Hands in five hundred stories at once.")
    parser.add_argument("--forms", type=int, default=FORMS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="museum-drill-") as folder:
        return drill(Path(folder) / "var", given.forms)


def drill(var: Path, forms: int) -> int:
    tell("an empty museum is being prepared: a minute or two")
    set_up(var, SEARCH_ENGINE="embedded")
    museum = museum_in(var)
    port = int(museum.url.rpartition(":")[2])
    with serving(museum, "--empty"):
        tell(f"a program hammers, {ROOM} people tell")
        hammered, room, hammered_seconds = hammered_beside_a_room(port, forms)
        to_the_next_minute()
        tell("a neighbourhood presses at once")
        sent, seconds = all_at_once(port, forms)
        to_the_next_minute()
        tell("those who were asked to wait press again")
        waited = [each for each in sent if each.status == ASKED_TO_WAIT][:AGAIN]
        again = [send(port, each.story, each.phone) for each in waited]
        seen = [path for path in PUBLIC if f"{WORDS}，" in page(port, path)]
    everything = [*hammered, *room, *sent, *again]
    kept = table(
        [
            ("seconds for the first five hundred", f"< {MINUTE_SECONDS}", *said(hammered_seconds)),
            ("of the program's forms, taken", f"≤ {PER_PHONE}", *at_most(taken(hammered), PER_PHONE)),
            ("of the room's forms, asked to wait", "0", *none(len(room) - taken(room))),
            ("seconds for the second five hundred", f"< {MINUTE_SECONDS}", *said(seconds)),
            ("of these, taken", "> 0", str(taken(sent)), bool(taken(sent))),
            ("pressed again a minute later, asked to wait", "0", *none(len(again) - taken(again))),
            *promised_of(everything),
            ("public pages that show a word of it", "0", *none(len(seen))),
        ]
    )
    return int(not kept)


def hammered_beside_a_room(port: int, forms: int) -> tuple[list[Sent], list[Sent], float]:
    """What became of the program's forms, and of those of the people behind the same address; the room presses
    in between, when the program has used up whatever it can."""
    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        first = forms // 2
        hammered = list(pool.map(lambda number: send(port, f"{WORDS}，程序第{number}遍。"), range(first)))
        in_room = [pool.submit(send, port, f"{WORDS}，屋里第{number}位。", f"room{number}") for number in range(ROOM)]
        hammered += pool.map(lambda number: send(port, f"{WORDS}，程序第{number}遍。"), range(first, forms - ROOM))
        room = [each.result() for each in in_room]
    return hammered, room, time.monotonic() - began


def all_at_once(port: int, forms: int) -> tuple[list[Sent], float]:
    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        numbers = range(forms)
        sent = list(pool.map(lambda number: send(port, f"{WORDS}，第{number}遍。", f"phone{number % PHONES}"), numbers))
    return sent, time.monotonic() - began


def to_the_next_minute() -> None:
    """Limits count in whole minutes of the clock."""
    time.sleep(MINUTE_SECONDS - time.time() % MINUTE_SECONDS + 1)


def send(port: int, story: str, phone: str = "") -> Sent:
    """As a phone sends it: with the cookie it was given, after a page that was looked at for a while."""
    from django.core.signing import Signer

    from museum.contributing.limits import COOKIE, SALT
    from tests.museum.contributing.filling import stamp

    form = {"story": story, "stamp": stamp(key=secrets.token_hex(8)), "website": "", "csrfmiddlewaretoken": CSRF}
    cookie = f"; {COOKIE}={Signer(salt=SALT).sign(phone)}" if phone else ""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={CSRF}{cookie}"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.request("POST", "/contribute/story/", urlencode(form), headers)
        answer = connection.getresponse()
        return Sent(story, phone, answer.status, story in answer.read().decode())


def page(port: int, path: str) -> str:
    """What a visitor reads there."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.request("GET", path)
        return connection.getresponse().read().decode()


def promised_of(sent: list[Sent]) -> list[tuple[str, str, str, bool]]:
    from archive.models import Contribution, Interview

    answers = Counter(each.status for each in sent)
    kept = Counter(Contribution.objects.values_list("story", flat=True))
    said_taken = {each.story for each in sent if each.status == TAKEN}
    waiting = [each for each in sent if each.status == ASKED_TO_WAIT]
    print(f"\n{len(sent)} forms: {dict(sorted(answers.items()))}")
    failed = sum(count for status, count in answers.items() if status >= FAILED)
    others = len(sent) - answers[TAKEN] - len(waiting) - failed
    return [
        ("answers of 500 and above", "0", *none(failed)),
        ("answers that are neither yes nor wait", "0", *none(others)),
        ("taken, and not in the database", "0", *none(len(said_taken - set(kept)))),
        ("in the database more than once", "0", *none(sum(count > 1 for count in kept.values()))),
        ("in the database, and not said to be taken", "0", *none(len(set(kept) - said_taken))),
        ("asked to wait, with words gone from the page", "0", *none(sum(not each.is_on_the_page for each in waiting))),
        ("records made of it without a curator", "0", *none(Interview.objects.count())),
    ]


def tell(what: str) -> None:
    """Without it, minutes pass in silence and somebody stops it."""
    print(f"… {what}", flush=True)


def taken(sent: list[Sent]) -> int:
    return sum(each.status == TAKEN for each in sent)


def none(seen: int) -> tuple[str, bool]:
    return str(seen), not seen


def at_most(seen: int, most: int) -> tuple[str, bool]:
    return str(seen), seen <= most


def said(seconds: float) -> tuple[str, bool]:
    return f"{seconds:.0f}", seconds < MINUTE_SECONDS


if __name__ == "__main__":
    sys.exit(main())
