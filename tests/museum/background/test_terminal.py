"""Parts run together: one that falls takes the others along, and Ctrl-C ends all of them once."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

TWO_PARTS = """
    import signal, sys, time
    from museum.background.terminal import Together

    def sleeper():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        print("sleeper", flush=True)
        time.sleep(60)

    def other():
        {other}

    together = Together({{"sleeper": sleeper, "other": other}})
    together.start()
    fallen = together.wait()
    together.stop()
    print("fallen", fallen, flush=True)
"""


def started(other: str) -> "subprocess.Popen[str]":
    source = textwrap.dedent(TWO_PARTS).format(other=other)
    root = Path(__file__).resolve().parents[3]
    return subprocess.Popen([sys.executable, "-c", source], cwd=root, stdout=subprocess.PIPE, text=True)


def output(process: "subprocess.Popen[str]") -> str:
    return process.communicate(timeout=30)[0]


@pytest.mark.parametrize("ending", ["raise SystemExit(3)", "raise ValueError"])
def test_part_that_ends_is_named_with_its_exit_code(ending: str) -> None:
    code = 3 if "3" in ending else 1
    assert f"fallen {{'other': {code}}}" in output(started(ending))


def test_killed_part_is_told_by_its_signal() -> None:
    assert "fallen {'other': -9}" in output(started("import os; os.kill(os.getpid(), 9)"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asking_to_stop_ends_everybody(number: signal.Signals) -> None:
    process = started("signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); time.sleep(60)")
    assert process.stdout is not None
    assert process.stdout.readline() == "sleeper\n"
    time.sleep(0.3)
    os.kill(process.pid, number)
    assert "fallen {}" in output(process)
    assert process.returncode == 0
