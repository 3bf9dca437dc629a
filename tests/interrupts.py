"""Runs that tests interrupt: when one has done enough, and that it takes the signal."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def interruptible() -> Iterator[None]:
    """Processes started inside take SIGINT as a program started from a terminal does: a suite that runs in the background ignores it, and they would too."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a handler is back to the default in a new program
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def wait_for_parts(out: Path, count: int) -> None:
    """Wait until `qaclean batch` has noted so many parts as done. A part's file is there before it is noted, and a run killed between the two makes it again."""
    journal = out / ".work" / "journal.jsonl"
    deadline = time.monotonic() + 60
    while not journal.exists() or journal.read_bytes().count(b"\n") < count:
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
