"""`python -m tests.e2e.handbook [NAMES]`: the pictures of docs/curators.md, from the admin of the demo museum.

They are taken by somebody who has just signed in as the director, and kept small enough to lie in the repository.
The museum is the one of `make screenshots`, in var/screenshots.
"""

import io
import json
import sys
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browsers import launched
from tests.e2e.museums import ROOT, Museum, museum_in, serving
from tests.e2e.screenshots import LOADING_SECONDS, VAR

FOLDER = ROOT / "docs" / "handbook"
LARGEST_BYTES = 60_000
WIDTH, HEIGHT = 1100, 760
QUALITIES = (72, 60, 48, 36, 24)
ASKED = "from tests.e2e.handbook import print_addresses; print_addresses()"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, and what to open (a Django address and whose primary key)."""

    name: str
    address: str
    record: str = ""


PICTURES = (
    Picture("start", "wagtailadmin_home"),
    Picture("queue", "wagtailsnippets_archive_contribution:list"),
    Picture("desk", "wagtailsnippets_archive_contribution:edit", record="contribution"),
    Picture("artifact", "wagtailsnippets_archive_artifact:edit", record="artifact"),
    Picture("interview", "wagtailsnippets_archive_interview:edit", record="interview"),
    Picture("segments", "archive_transcripts", record="interview"),
    Picture("lexicon", "wagtailsnippets_search_termrow:list"),
    Picture("exhibit", "wagtailadmin_pages:edit", record="exhibit"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What only the museum knows: who may sign in, and the path of each picture by its name."""

    username: str
    password: str
    paths: dict[str, str]


def print_addresses() -> None:
    """`Told` as JSON; asked inside the museum."""
    from django.urls import NoReverseMatch, reverse

    from archive.models import Artifact, Contribution, Interview
    from museum.demo.users import SIGN_INS
    from museum.models import ExhibitPage

    shown = {
        "contribution": Contribution.objects.waiting().first(),
        "artifact": Artifact.objects.order_by("accession_number").first(),
        "interview": Interview.objects.order_by("accession_number").first(),
        "exhibit": ExhibitPage.objects.first(),
    }
    paths = {}
    for picture in PICTURES:
        record = shown.get(picture.record)
        try:
            paths[picture.name] = reverse(picture.address, args=[record.pk] if record else [])
        except NoReverseMatch:
            continue
    print(json.dumps({"username": SIGN_INS[0].username, "password": SIGN_INS[0].password, "paths": paths}))


def main(names: list[str]) -> int:
    known = [picture.name for picture in PICTURES]
    if unknown := [name for name in names if name not in known]:
        print(f"No such picture: {', '.join(unknown)}. There are: {', '.join(known)}", file=sys.stderr)
        return 2
    VAR.mkdir(parents=True, exist_ok=True)
    FOLDER.mkdir(exist_ok=True)
    with serving(museum_in(VAR), seconds=LOADING_SECONDS) as museum, sync_playwright() as driver:
        take_all(launched(driver), museum, names or known)
    return 0


def take_all(browser: Browser, museum: Museum, names: list[str]) -> None:
    told = Told(**json.loads(museum.manage("shell", "--no-imports", "--verbosity=0", "-c", ASKED).splitlines()[-1]))
    context = browser.new_context(
        base_url=museum.url, viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, told)
    for name in names:
        page.goto(told.paths[name], wait_until="networkidle")
        path = FOLDER / f"{name}.webp"
        path.write_bytes(small(page.screenshot()))
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes  {told.paths[name]}")
    context.close()


def sign_in(page: Page, told: Told) -> None:
    page.goto("/admin/login/")
    page.fill("input[name=username]", told.username)
    page.fill("input[name=password]", told.password)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


def small(png: bytes) -> bytes:
    """As WebP, in the best quality that is small enough."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in QUALITIES:
        written = io.BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST_BYTES:
            break
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
