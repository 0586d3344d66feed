"""Log lines for a person at a terminal: the constant message first, then the facts that came with it."""

import logging

ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class PlainFormatter(logging.Formatter):
    """`12:00:01 INFO    search.indexing: outbox drained (written 3, removed 0, failed 0)`"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        facts = [f"{name} {value}" for name, value in vars(record).items() if name not in ORDINARY and value != ""]
        line = super().formatMessage(record)
        return f"{line} ({', '.join(facts)})" if facts else line
