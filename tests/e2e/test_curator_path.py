"""The museum's main job, as a new curator does it: a record goes in, a spoken word is found, the second plays."""

import re
import subprocess
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.e2e.museums import Museum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MINUTES = 60
CUES = 900
SPOKEN_AT = 613
"""The cue, counted from 0, in which the word is said that nothing else holds."""
FINDABLE_MS = 10_000


def cue_start_s(number: int) -> int:
    return number * 4


def transcript(path: Path) -> Path:
    """900 cues of four seconds, two voices; one of them says 隔膜电解槽换石墨阳极."""

    def clock(second: int) -> str:
        return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.000"

    lines = ["WEBVTT", ""]
    for number in range(CUES):
        said = "那一年隔膜电解槽换石墨阳极。" if number == SPOKEN_AT else f"这是第{number}句，慢慢讲。"
        voice = "采访人" if number % 9 == 0 else "讲述人"
        start = cue_start_s(number)
        lines += [f"{clock(start)} --> {clock(start + 4)}", f"<v {voice}>{said}", ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def photograph(path: Path, shade: int) -> Path:
    picture = Image.new("RGB", (1600, 1200), (shade, 170, 140))
    ImageDraw.Draw(picture).ellipse((300, 200, 900 + shade, 900), fill=(40, 60, 90))
    picture.save(path)
    return path


def recording(path: Path) -> Path:
    """An hour of tone as MP3, as a voice recorder would leave it."""
    command = [get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"sine=frequency=220:duration={MINUTES * 60}"]
    subprocess.run([*command, "-ac", "1", "-b:a", "48k", str(path)], check=True)
    return path


def sign_in(page: Page) -> None:
    page.goto("/admin/login/")
    page.fill("input[name=username]", "guan")
    page.fill("input[name=password]", "a-long-password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def publish(page: Page) -> None:
    """Says why the museum may show it, opens the menu beside 保存草稿 and publishes; the list that follows says so."""
    page.get_by_role("tab", name="权利与开放").click()
    page.locator("select[name=consent_ground]").select_option("owned")
    footer = page.locator("footer, .footer").last
    footer.locator("[data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=re.compile("^\\s*发布")).click()
    expect(page.locator(".messages")).to_contain_text("发布")


def add_photograph(page: Page, file: Path) -> None:
    page.get_by_role("button", name="增加 图片").click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("tab", name="上传").click()
    dialog.locator("input[type=file]").set_input_files(file)
    expect(dialog.locator("input[name$=title]")).not_to_have_value("")
    dialog.get_by_role("button", name="上传").last.click()
    expect(dialog).to_be_hidden()


def add_person(page: Page, name: str) -> None:
    """Creates the person without leaving the artifact's form."""
    page.get_by_role("tab", name="制作与使用").click()
    page.get_by_role("button", name="增加 人物").last.click()
    row = page.locator("[data-contentpath=person]").last
    row.get_by_role("button", name=re.compile("选择")).first.click()
    dialog = page.locator(".modal-content")
    dialog.get_by_role("tab", name="新建").click()
    dialog.locator("input[name$=name]").last.fill(name)
    dialog.locator("form").last.locator("[type=submit]").click()
    expect(dialog).to_be_hidden()


def test_an_artifact_with_three_photographs_and_a_person(page: Page, museum: Museum, tmp_path: Path) -> None:
    sign_in(page)
    page.goto("/admin/curation/artifacts/add/")
    page.fill("input[name=title]", "先进生产者搪瓷缸")
    page.get_by_role("tab", name="图片").click()
    for number, shade in enumerate((61, 123, 206)):
        add_photograph(page, photograph(tmp_path / f"mug-{number}.jpg", shade))
    add_person(page, "谭一山")
    page.fill("input[name=date_made]", "五十年代末")
    publish(page)
    page.goto("/artifacts/ZH-A-0001/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("搪瓷缸")
    expect(page.locator("main")).to_contain_text("五十年代末")


def upload_recording(page: Page, file: Path) -> None:
    page.goto("/admin/curation/recordings/add/")
    page.set_input_files("input[type=file]", file)
    page.locator("form [type=submit]").last.click()
    page.wait_for_url(re.compile(r"/recordings/edit/"), timeout=60_000)


def create_interview(page: Page, title: str) -> None:
    page.goto("/admin/curation/interviews/add/")
    page.fill("input[name=title]", title)
    page.get_by_role("tab", name="录音录像").click()
    page.get_by_role("button", name="增加 一段录音").click()
    page.locator("[data-contentpath=recording]").last.get_by_role("button", name=re.compile("选择")).first.click()
    dialog = page.locator(".modal-content")
    dialog.locator("table a").first.click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".messages")).to_be_visible()


def import_transcript(page: Page, file: Path) -> None:
    page.get_by_role("tab", name="转写稿").click()
    page.get_by_role("link", name="上传、下载、修改转写稿").click()
    page.set_input_files("input[type=file]", file)
    page.locator("form:has(input[type=file]) [type=submit]").click()
    expect(page.locator("body")).to_contain_text(f"读出 {CUES} 段")
    page.get_by_role("button", name="确认导入").click()
    expect(page.locator(".messages")).to_be_visible()


def find(page: Page, query: str) -> None:
    """Searches again and again, as an impatient visitor would, until the word is there."""
    page.goto(f"/search/?q={query}")
    deadline = FINDABLE_MS
    while page.locator("main mark").count() == 0:
        assert deadline > 0, f"{query} was not found within {FINDABLE_MS} ms of publishing"
        page.wait_for_timeout(500)
        deadline -= 500
        page.reload()


def wait_for_sound(page: Page) -> None:
    """The page says that the sound is still being converted; the visitor comes back until it is not."""
    deadline = FINDABLE_MS
    while page.locator("audio").count() == 0:
        assert deadline > 0, f"there was no sound within {FINDABLE_MS} ms"
        page.wait_for_timeout(500)
        deadline -= 500
        page.reload()


def test_an_hour_is_uploaded_and_a_word_plays_from_its_second(page: Page, museum: Museum, tmp_path: Path) -> None:
    sign_in(page)
    upload_recording(page, recording(tmp_path / "hour.mp3"))
    create_interview(page, "六十分钟的讲述")
    edit = page.url
    import_transcript(page, transcript(tmp_path / "hour.vtt"))
    page.goto(edit)
    publish(page)
    for query in ("石墨阳极", "石墨陽極"):
        find(page, query)
    expect(page.locator("mark").first).to_have_text("石墨阳极")
    page.locator("main a", has_text=re.compile(r"40:5\d")).first.click()
    wait_for_sound(page)
    page.evaluate("document.querySelector('audio').play()")
    page.wait_for_function("document.querySelector('audio').currentTime > 2450")
    assert page.evaluate("document.querySelector('audio').currentTime") < 2470
