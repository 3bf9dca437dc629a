"""Signals of child processes: a suite that runs in the background ignores SIGINT, and its children would inherit that."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interruptible() -> Iterator[None]:
    """Processes started inside take SIGINT as a program started from a terminal does."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a handler is back to the default in a new program
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
