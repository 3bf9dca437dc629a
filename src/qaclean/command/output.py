"""Where records and messages go: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from qaclean.errors import QacleanError, UsageError
from qaclean.export.escapes import for_message, for_terminal
from qaclean.surrogates import speakable

__all__ = ["OutputError", "Sink", "flush_standard_output", "let_go", "naming", "open_sink", "say"]

TERMINATED = 143  # 128 + SIGTERM, as shells report it


class OutputError(QacleanError):
    """The output cannot be written: disk full, no permission. The message names it and says what to do."""


def say(message: str) -> None:
    """One line on standard error, harmless for a terminal. Silent where standard error is closed."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(f"qaclean: {for_message(speakable(message))}", file=sys.stderr, flush=True)


class Sink:
    """Takes text and writes it as UTF-8 at once; for a terminal, control characters are escaped."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file = file
        self.name = name
        self.is_terminal = file.isatty()

    def write(self, text: str, *, harmless: bool = False) -> None:
        """Write `text`; what is `harmless` goes to a terminal as it is, with the colours in it. Errors: `BrokenPipeError` where nobody reads
        any more, `OutputError`."""
        self._put(
            (for_terminal(text) if self.is_terminal and not harmless else text).encode("utf-8", "backslashreplace")
        )

    def write_source(self, source: bytes, charset: str) -> None:
        """Write bytes as they are; on a terminal their text, escaped. Errors: as `write`."""
        if self.is_terminal:
            self.write(source.decode(charset, "replace"))
        else:
            self._put(source)

    def _put(self, data: bytes) -> None:
        with naming(self.name):
            self.file.write(data)
            self.file.flush()

    def discard(self) -> None:
        """Leave things as they were before, where that can be done: nothing useful was written."""


class FileSink(Sink):
    """Writes into a new hidden file beside `target`; `keep` puts it in the target's place, `discard` takes it away."""

    def __init__(self, target: str) -> None:
        self.target = os.path.realpath(target)  # a link stays, what it leads to is replaced
        folder = os.path.dirname(self.target)
        self._new: str | None = os.path.join(folder, f".qaclean-{secrets.token_hex(6)}.tmp")
        with naming(target):
            descriptor = os.open(self._new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        super().__init__(os.fdopen(descriptor, "wb"), target)

    def keep(self) -> None:
        """Put the whole file in its place. On failure the old file stays. Does nothing after `discard`."""
        if self._new is None:
            return
        with naming(self.name):
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            if os.path.exists(self.target):
                os.chmod(self._new, stat.S_IMODE(os.stat(self.target).st_mode))
            os.replace(self._new, self.target)
            self._new = None
            _sync_folder(os.path.dirname(self.target))

    def discard(self) -> None:
        """Take the new file away; the old one was never touched."""
        new, self._new = self._new, None
        if new is not None:
            with contextlib.suppress(OSError):
                self.file.close()
            with contextlib.suppress(OSError):
                os.unlink(new)


@contextlib.contextmanager
def open_sink(target: str | None) -> Iterator[Sink]:
    """The sink for `-o target`, or for standard output where it is None or `-`.

    A device or a pipe as target is written directly. Errors: `UsageError` where target cannot be a file, `OutputError`.
    """
    if target is None or target == "-":
        yield Sink(_standard_output(), "standard output")
    elif os.path.exists(target) and not os.path.isdir(target) and not os.path.isfile(target):
        yield from _device(target)
    else:
        _check_target(target)
        yield from _whole_file(target)


def _device(target: str) -> Iterator[Sink]:
    with naming(target):
        descriptor = os.open(target, os.O_WRONLY)
    with os.fdopen(descriptor, "wb") as file:
        yield Sink(file, target)


def _whole_file(target: str) -> Iterator[Sink]:
    with _terminable():
        sink = FileSink(target)
        try:
            yield sink
            sink.keep()
        finally:
            sink.discard()


def _check_target(target: str) -> None:
    if os.path.isdir(target):
        raise UsageError(f"-o {target} is a folder: name a file in it")
    folder = os.path.dirname(os.path.realpath(target))
    if not os.path.isdir(folder):
        raise UsageError(f"-o {target}: there is no folder {folder}; make it first")


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends the process the ordinary way, so that no half-written file stays behind."""

    def stop(*_: object) -> NoReturn:
        raise SystemExit(TERMINATED)

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: signals are somebody else's
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def naming(name: str) -> Iterator[None]:
    """Errors of the operating system as `OutputError` with the output's name; a closed pipe as it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise OutputError(
            f"cannot write {name}: {what}; make room or permission there, or choose another place, and run again"
        ) from error


def _sync_folder(folder: str) -> None:
    """Make the rename last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _standard_output() -> BinaryIO:
    if sys.stdout is None:
        raise OutputError("standard output is closed; use -o FILE")
    sys.stdout.flush()
    return sys.stdout.buffer


def flush_standard_output() -> None:
    """Send what is left, as after `--help`. Errors: `BrokenPipeError`, `OutputError`."""
    if sys.stdout is not None:
        with naming("standard output"):
            sys.stdout.flush()


def let_go() -> None:
    """Point standard output nowhere where it is broken, so that the interpreter does not complain about it at its end."""
    try:
        flush_standard_output()
    except (BrokenPipeError, OutputError):
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
