"""Fingerprints: alike for another size and quality, far apart for another picture."""

from pathlib import Path

from PIL import Image, ImageDraw

from media.services.likeness import NEAR_BITS, distance, fingerprint


def drawn(path: Path, *, size: int = 600, quality: int = 90, turned: bool = False) -> Path:
    image = Image.new("RGB", (600, 400), (200, 180, 150))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 40, 260, 300), fill=(60, 40, 30))
    draw.rectangle((330, 150, 560, 390), fill=(90, 120, 90))
    image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if turned else image
    image.resize((size, size * 2 // 3)).save(path, quality=quality)
    return path


def test_another_size_and_quality_look_the_same(tmp_path: Path) -> None:
    one = fingerprint(drawn(tmp_path / "a.jpg"))
    assert distance(one, fingerprint(drawn(tmp_path / "b.jpg", size=200, quality=40))) <= NEAR_BITS


def test_another_picture_does_not(tmp_path: Path) -> None:
    one = fingerprint(drawn(tmp_path / "a.jpg"))
    assert distance(one, fingerprint(drawn(tmp_path / "b.jpg", turned=True))) > NEAR_BITS
