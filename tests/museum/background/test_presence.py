"""Who is alive: by what the worker said last, and by its process where that can be seen."""

import os
import socket
import subprocess
import sys
import time

import pytest

from museum.background.presence import GONE_SECONDS, SILENT_SECONDS, WorkerName, beat, is_alive

HOST = socket.gethostname()[:24]


@pytest.fixture
def gone_pid() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def seconds_ago(seconds: float) -> float:
    return time.time() - seconds


def test_name_is_read_back_as_it_was_written() -> None:
    name = WorkerName.mine()
    assert WorkerName.parse(str(name)) == name


def test_name_fits_the_column_of_the_queue() -> None:
    assert len(str(WorkerName(host="h" * 24, pid=4_194_304, token="0" * 8))) <= 64


def test_two_workers_of_one_process_id_are_told_apart() -> None:
    assert WorkerName.mine() != WorkerName.mine()


@pytest.mark.parametrize("text", ["", "worker", "host:pid:token"])
def test_foreign_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        WorkerName.parse(text)


def test_worker_that_has_just_spoken_is_alive_wherever_it_is() -> None:
    name = WorkerName(host="elsewhere", pid=1, token="a")
    beat(name)
    assert is_alive(name, last_known=0.0)


def test_silent_worker_is_dead_even_if_its_process_id_is_in_use() -> None:
    name = WorkerName(host=HOST, pid=os.getpid(), token="a")
    assert not is_alive(name, last_known=seconds_ago(SILENT_SECONDS + 1))


def test_worker_whose_process_is_gone_is_dead_soon(gone_pid: int) -> None:
    name = WorkerName(host=HOST, pid=gone_pid, token="a")
    assert not is_alive(name, last_known=seconds_ago(GONE_SECONDS + 1))


def test_worker_of_another_machine_is_given_time(gone_pid: int) -> None:
    name = WorkerName(host="elsewhere", pid=gone_pid, token="a")
    assert is_alive(name, last_known=seconds_ago(GONE_SECONDS + 1))
