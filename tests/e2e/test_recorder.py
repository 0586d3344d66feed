"""The recorder in a real Chromium whose microphone plays a known tone: killed twenty times, five seconds lost at most.

Three phones tell at the same time. Each has a profile of its own, which outlives its browser as a phone's does.
"""

import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import time
import urllib.request
import wave
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from media.flac import stream_info
from tests.conftest import missing
from tests.e2e.gallery import PATIENCE_MS
from tests.e2e.museums import Museum
from tests.media.telling import HERTZ, sound_of
from tests.media.telling import wave as tone

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOST_AT_MOST_SECONDS: Final = 5.0
PHONES: Final = 3
KILLS: Final = 7
SPOKEN_SECONDS: Final = (1.0, 4.4)
RATE_HZ: Final = 48_000


def killed(context: BrowserContext, page: Page, profile: Path) -> None:
    """The battery falls out: no process of this profile lives on."""
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            if str(profile) in (entry / "cmdline").read_text():
                os.kill(int(entry.name), signal.SIGKILL)


def crashed(context: BrowserContext, page: Page, profile: Path) -> None:
    with contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=2_000)


def closed(context: BrowserContext, page: Page, profile: Path) -> None:
    page.close()


def cut_off_and_killed(context: BrowserContext, page: Page, profile: Path) -> None:
    killed(context, page, profile)


WAYS: Final[tuple[Callable[[BrowserContext, Page, Path], None], ...]] = (closed, killed, crashed, cut_off_and_killed)


@dataclass
class Told:
    """What one phone said, take after take, in seconds by the test's clock; and what the museum has of it."""

    token: str
    spoken: list[float] = field(default_factory=list)
    held_ms: dict[int, int] = field(default_factory=dict)
    ways: list[str] = field(default_factory=list)

    @property
    def lost_seconds(self) -> list[float]:
        return [spoken - self.held_ms.get(take, 0) / 1000 for take, spoken in enumerate(self.spoken, start=1)]


@pytest.fixture(scope="module")
def microphone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Half a minute of one tone; Chromium plays it again and again."""
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(tone(0, 30 * RATE_HZ, RATE_HZ).tobytes())
    return path


@pytest.fixture(scope="module")
def tokens(museum: Museum) -> list[str]:
    """Drafts of contributions, by the secrets that open them."""
    code = (
        "from archive.services.contributions import drafting\n"
        f"for _ in range({PHONES + 3}): print('token', drafting.start(kind='voice')[1])"
    )
    return [line.split()[1] for line in museum.manage("shell", "-v", "0", "-c", code).splitlines() if "token " in line]


def program() -> str:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        missing("Chromium is not installed (apt-get install chromium fonts-noto-cjk).")
    return str(found)


def phone(driver: Playwright, profile: Path, microphone: Path | None, museum: Museum) -> BrowserContext:
    arguments = ["--no-sandbox", "--disable-background-networking", "--use-fake-device-for-media-stream"]
    if microphone:
        arguments += ["--use-fake-ui-for-media-stream", f"--use-file-for-fake-audio-capture={microphone}"]
    context = driver.chromium.launch_persistent_context(
        str(profile), executable_path=program(), headless=True, args=arguments, base_url=museum.url, locale="zh-CN",
        viewport={"width": 390, "height": 844},
    )  # fmt: skip
    context.set_default_timeout(PATIENCE_MS)
    return context


def opened(context: BrowserContext, token: str) -> Page:
    page = context.new_page()
    page.goto(f"/contribute/continue/{token}/voice/")
    page.locator("#recorder[data-ready]").wait_for()
    return page


def speak(page: Page, seconds: float) -> float:
    """Press the button and speak. Returns when the first word was said."""
    page.get_by_role("button", name="讲").first.click()
    page.locator("#recorder[data-state=recording]").wait_for()
    began = time.monotonic()
    page.wait_for_timeout(seconds * 1000)
    return began


def in_museum(museum: Museum, token: str, path: str = "", method: str = "POST") -> dict[str, Any]:
    request = urllib.request.Request(
        f"{museum.url}/contribute/arriving/voice/{path}", method=method, headers={"X-Contribution-Token": token}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def tell_and_be_killed(museum: Museum, microphone: Path, profile: Path, told: Told, chance: random.Random) -> Path:
    """One phone from its first word to the recording in the museum. Returns the file."""
    with sync_playwright() as driver:
        context = phone(driver, profile, microphone, museum)
        for kill in range(KILLS):
            way = WAYS[(kill + chance.randrange(len(WAYS))) % len(WAYS)]
            told.ways.append(way.__name__)
            page = opened(context, told.token)
            if way is cut_off_and_killed:
                context.set_offline(True)
            began = speak(page, chance.uniform(*SPOKEN_SECONDS))
            told.spoken.append(time.monotonic() - began)
            way(context, page, profile)
            if way is not closed:
                with contextlib.suppress(Error):
                    context.close()
                context = phone(driver, profile, microphone, museum)
        page = opened(context, told.token)
        page.get_by_text("都送到馆里了").wait_for()
        state = in_museum(museum, told.token)
        told.held_ms = {take["ordinal"]: take["duration_ms"] for take in state["takes"]}
        page.get_by_role("button", name="讲完了").click()
        page.locator("#recorder[data-state=done]").wait_for()
        context.close()
    return taken_in(museum, told.token, state["key"])


def taken_in(museum: Museum, token: str, key: str) -> Path:
    """The file that the worker made of it."""
    eventually(lambda: in_museum(museum, token, f"{key}/", "GET")["state"] == "done")
    question = (
        "SELECT path FROM media_original JOIN media_asset ON media_original.id = original_id"
        " JOIN media_intake ON media_asset.id = asset_id WHERE media_intake.key = ?"
    )
    with contextlib.closing(sqlite3.connect(museum.var / "museum.sqlite3")) as database:
        [path] = database.execute(question, [key.replace("-", "")]).fetchone()
    return museum.var / "files" / str(path)


def eventually(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def test_killed_twenty_times_at_most_five_seconds_are_lost(
    museum: Museum, microphone: Path, tokens: list[str], tmp_path: Path
) -> None:
    phones = [Told(token) for token in tokens[:PHONES]]
    with ThreadPoolExecutor(PHONES) as pool:
        files = list(
            pool.map(
                lambda number: tell_and_be_killed(
                    museum, microphone, tmp_path / str(number), phones[number], random.Random(number)
                ),
                range(PHONES),
            )
        )
    assert sum(len(told.spoken) for told in phones) >= 20
    for told, file in zip(phones, files, strict=True):
        print(list(zip(told.ways, [round(lost, 2) for lost in told.lost_seconds], strict=True)))
        assert max(told.lost_seconds) <= LOST_AT_MOST_SECONDS, told
        kept = stream_info(file.read_bytes())
        assert kept.duration_ms == pytest.approx(sum(told.held_ms.values()), abs=2 * len(told.spoken))
        assert _hertz(sound_of(file), kept.rate_hz) == pytest.approx(HERTZ, rel=0.05)


def _hertz(sound: "array[int]", rate_hz: int) -> float:
    """How often the sound crosses zero upwards, in a second."""
    ups = sum(1 for before, after in itertools.pairwise(sound) if before < 0 <= after)
    return ups * rate_hz / len(sound)


CATCH_STREAM: Final = """
const take = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wishes) => (window.caught = await take(wishes));
"""


@pytest.fixture
def teller(museum: Museum, microphone: Path, tmp_path: Path, playwright_driver: Playwright) -> Iterator[BrowserContext]:
    """One phone whose microphone can be taken away, as a call does."""
    context = phone(playwright_driver, tmp_path / "phone", microphone, museum)
    context.add_init_script(CATCH_STREAM)
    yield context
    context.close()


def test_a_part_is_heard_again_and_deleted_and_a_call_only_interrupts(
    museum: Museum, teller: BrowserContext, tokens: list[str]
) -> None:
    page = opened(teller, tokens[PHONES])
    speak(page, 2.5)
    page.get_by_role("button", name="歇一下").click()
    page.get_by_text("停下了，前面讲的都存好了").wait_for()
    part = page.get_by_role("listitem").filter(has_text="第 1 段")
    part.get_by_role("button", name="听一遍").click()
    eventually(lambda: bool(page.evaluate("document.querySelector('.take audio').duration > 2")))
    assert not Axe().run(page, "#recorder").response["violations"]
    page.reload()
    page.locator("#recorder[data-ready]").wait_for()
    speak(page, 2.5)
    page.evaluate("caught.getAudioTracks()[0].dispatchEvent(new Event('mute'))")
    page.get_by_text("录音被打断了").wait_for()
    first = page.get_by_role("listitem").filter(has_text="第 1 段")
    first.get_by_role("button", name="删掉").click()
    first.get_by_role("button", name="真要删").click()
    page.get_by_text("这一段删掉了").wait_for()
    page.get_by_text("都送到馆里了").wait_for()
    eventually(lambda: [take["deleted"] for take in in_museum(museum, tokens[PHONES])["takes"]] == [True, False])


def test_a_full_museum_is_told_and_sent_to_again(museum: Museum, teller: BrowserContext, tokens: list[str]) -> None:
    page = opened(teller, tokens[PHONES + 2])
    full = {"code": "no_room", "message": "馆里的存储满了"}
    refusals = iter([True, True])
    page.route(
        "**/arriving/voice/*/*/*/*",
        lambda route: route.fulfill(status=507, json=full) if next(refusals, False) else route.continue_(),
    )
    speak(page, 3)
    page.get_by_text("馆里的存储满了").wait_for()
    page.get_by_role("button", name="歇一下").click()
    page.get_by_text("都送到馆里了").wait_for()
    assert page.locator("[data-part=trouble]").inner_text() == ""


def test_without_a_microphone_a_file_is_taken_and_a_cut_network_goes_on(
    museum: Museum, chromium: Browser, tokens: list[str], tmp_path: Path
) -> None:
    sound = tmp_path / "录音.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(tone(0, 25 * RATE_HZ, RATE_HZ).tobytes())
    context = chromium.new_context(base_url=museum.url, locale="zh-CN", viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE_MS)
    page = opened(context, tokens[PHONES + 1])
    page.get_by_role("button", name="开始讲").click()
    page.get_by_text("换个办法讲").wait_for()
    page.locator("#sound").wait_for()
    cuts = iter([True, False, True])
    page.route("**/arriving/files/*", lambda route: route.abort() if next(cuts, False) else route.continue_())
    page.set_input_files("#sound", sound)
    page.get_by_text("收到了", exact=True).wait_for()
    assert next(cuts, None) is None
    context.close()


def test_what_the_page_encodes_is_what_was_heard(museum: Museum, page: Page, tmp_path: Path) -> None:
    page.goto("/")
    encoded = page.evaluate(
        """async () => {
          const { encodeFlac } = await import("/static/museum/js/recorder/flac.js");
          let seed = 7;
          const noise = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
          const kinds = {
            tone: (at) => Math.round(12000 * Math.sin((2 * Math.PI * 440 * at) / 24000)),
            noise: () => Math.floor(noise() * 65536) - 32768,
            silence: () => 0,
            square: (at) => (at % 100 < 50 ? 32767 : -32768),
          };
          const heard = (kind, length) => Int16Array.from({ length }, (_, at) => kind(at));
          const sounds = Object.values(kinds).flatMap((kind) => [1, 4096, 9001].map((length) => heard(kind, length)));
          return sounds.map((sound) => [[...sound], [...encodeFlac(sound, 24000)]]);
        }"""
    )
    for number, (samples, content) in enumerate(encoded):
        path = tmp_path / f"{number}.flac"
        path.write_bytes(bytes(content))
        assert list(sound_of(path)) == samples
        assert len(content) < 2.2 * len(samples) + 100


def test_silence_and_clipping_are_said_at_once_and_taken_back(museum: Museum, page: Page) -> None:
    page.goto("/")
    said = page.evaluate(
        """async () => {
          const { Advice } = await import("/static/museum/js/recorder/advice.js");
          const element = document.createElement("p");
          const advice = new Advice(element, { clipped: "loud", silent: "quiet" });
          const after = (ticks, level) => {
            for (let tick = 0; tick < ticks; tick += 1) advice.hear(level);
            return element.textContent;
          };
          const speech = { rms: 0.05, clipped: false };
          return [after(1, { rms: 0.9, clipped: true }), after(60, speech), after(59, { rms: 0, clipped: false }),
            after(1, { rms: 0, clipped: false }), after(60, speech)];
        }"""
    )
    assert said == ["loud", "", "", "quiet", ""]
