"""The museum's commands refuse what makes no sense, with a sentence and exit code 2."""

import socket

import pytest
from django.core.management import CommandError, call_command

from museum.management.commands.serve import sign_ins


def test_worker_names_the_queues_there_are() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'nonsense'"):
        call_command("worker", "--queue", "nonsense")


def test_worker_refuses_a_negative_grace() -> None:
    with pytest.raises(CommandError, match="--grace is -1"):
        call_command("worker", "--grace=-1")


def test_serve_refuses_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CommandError) as caught:
        call_command("serve", "--port", str(taken.getsockname()[1]))
    assert caught.value.returncode == 2
    assert "Choose another with --port" in str(caught.value)


def test_demo_sign_ins_are_not_told_outside_demo_mode(settings: pytest.FixtureRequest) -> None:
    settings.DEMO_MODE = False  # type: ignore[attr-defined]  # pytest-django's settings proxy
    assert sign_ins() == []
