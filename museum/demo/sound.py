"""A voice track that says nothing: a quiet murmur that follows the transcript, so that the player can be tried.

No recording of a real person is shipped. One syllable is hummed for every character spoken, on the tone the character
has in Mandarin; between the cues there is the noise of a room, and every full minute a clock ticks. The track is as
long as the catalogue says, to the sample, so that seeking, peaks and muting are tried against true times.
"""

import math
import subprocess
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pypinyin import Style, pinyin

from media.ffmpeg import FfmpegError, binary
from museum.demo.drawing import Dice

RATE_HZ = 16_000
SAMPLES_PER_MS = RATE_HZ // 1000
LENGTHS_MS = (120, 150, 180, 220, 270)
PEAK = 7_000
ROOM_PEAK = 60

CONTOURS = {
    "1": (1.22, 1.22, 1.22),
    "2": (0.92, 1.02, 1.28),
    "3": (0.92, 0.74, 0.9),
    "4": (1.32, 1.02, 0.72),
    "5": (0.95, 0.9, 0.85),
}
"""Pitch at the beginning, in the middle and at the end of a syllable, as a share of the speaker's own."""

FORMANTS_HZ = {"a": (750, 1250), "o": (500, 900), "e": (480, 1500), "i": (300, 2250), "u": (340, 780)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A speaker: how low, and how breathy with age."""

    pitch_hz: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """One cue of the transcript, by whom it is hummed."""

    start_ms: int
    end_ms: int
    voice: Voice
    text: str


def voice_of(*, sex: str, generation: int, is_altered: bool = False) -> Voice:
    """Men lower than women, the young a little higher than the old; an altered voice is lowered for everyone alike."""
    if is_altered:
        return Voice(pitch_hz=78)
    return Voice(pitch_hz={"男": 108, "女": 186}.get(sex, 140) + 9 * (generation - 1))


def track(cues: Sequence[Spoken], *, duration_ms: int) -> bytes:
    """The whole track as mono 16-bit samples, exactly ``duration_ms`` long."""
    total = duration_ms * SAMPLES_PER_MS
    room = _room()
    sound = array("h", (room * (total // len(room) + 1))[:total])
    for cue in cues:
        _hum(sound, cue)
    for minute_ms in range(60_000, duration_ms - 100, 60_000):
        tick = _tick()
        at = minute_ms * SAMPLES_PER_MS
        sound[at : at + len(tick)] = tick
    return sound.tobytes()


def encode(samples: bytes) -> bytes:
    """The track as Ogg Opus, the size a telephone would have made it.

    Raises FfmpegError with the encoder's own words when it refuses.
    """
    command = [
        binary(), "-hide_banner", "-v", "error", "-f", "s16le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "pipe:0",
        "-c:a", "libopus", "-b:a", "20k", "-compression_level", "2", "-f", "ogg", "pipe:1",
    ]  # fmt: skip
    ended = subprocess.run(command, input=samples, capture_output=True, check=False)
    if ended.returncode:
        raise FfmpegError(ended.stderr.decode(errors="replace").strip())
    return ended.stdout


def _hum(sound: "array[int]", cue: Spoken) -> None:
    """Lay the syllables of one cue end to end over its time, leaving the last quarter second to breathe."""
    syllables = list(_syllables(cue.text))
    if not syllables or cue.end_ms <= cue.start_ms:
        return
    step_ms = (cue.end_ms - cue.start_ms) / len(syllables)
    length_ms = max((length for length in LENGTHS_MS if length <= step_ms), default=LENGTHS_MS[0])
    dice = Dice(cue.text)
    for index, (tone, vowel) in enumerate(syllables):
        wave = _syllable(cue.voice.pitch_hz, tone, vowel, length_ms, dice.pick((0, 1, 2)))
        at = round((cue.start_ms + index * step_ms) * SAMPLES_PER_MS)
        end = min(at + len(wave), len(sound))
        sound[at:end] = wave[: end - at]


def _syllables(text: str) -> Iterator[tuple[str, str]]:
    """Tone and main vowel of every character that is spoken."""
    for (reading,) in pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore"):
        vowels = [letter for letter in reading if letter in FORMANTS_HZ]
        if vowels and reading[-1] in CONTOURS:
            yield reading[-1], min(vowels, key="aoeiu".index)


@cache
def _syllable(pitch_hz: int, tone: str, vowel: str, length_ms: int, shade: int) -> "array[int]":
    """One hummed syllable: a handful of harmonics, weighted by the vowel, gliding on the tone."""
    count = length_ms * SAMPLES_PER_MS
    begin, middle, end = CONTOURS[tone]
    base_hz = pitch_hz * (0.96 + 0.04 * shade)
    weights = [_weight(base_hz * number, vowel) / number for number in range(1, 8)]
    scale = PEAK / (sum(weights) or 1)
    attack, release = count // 6, count // 3
    wave, phase = array("h"), 0.0
    for sample in range(count):
        at = sample / count
        glide = begin + (middle - begin) * at * 2 if at < 0.5 else middle + (end - middle) * (at * 2 - 1)
        phase += 2 * math.pi * base_hz * glide / RATE_HZ
        loud = min(1.0, sample / attack, (count - sample) / release)
        value = sum(weight * math.sin(number * phase) for number, weight in enumerate(weights, 1))
        wave.append(int(scale * loud * value))
    return wave


def _weight(frequency_hz: float, vowel: str) -> float:
    return 0.15 + sum(math.exp(-(((frequency_hz - formant) / 260) ** 2)) for formant in FORMANTS_HZ[vowel])


@cache
def _room() -> "array[int]":
    """A second of faint noise, the same on every load."""
    state, noise = 12345, array("h")
    for _ in range(RATE_HZ):
        state = (1_103_515_245 * state + 12_345) % 2**31
        noise.append(state // 2**16 % (2 * ROOM_PEAK) - ROOM_PEAK)
    return noise


@cache
def _tick() -> "array[int]":
    """Forty milliseconds of a clock."""
    count = 40 * SAMPLES_PER_MS
    return array(
        "h", (int(PEAK * math.exp(-n / 90) * math.sin(2 * math.pi * 1800 * n / RATE_HZ)) for n in range(count))
    )
