"""The inputs: paths become the names of pages, and a name becomes the bytes of its page."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence

from qaclean.command.options import SUFFIXES
from qaclean.command.output import say
from qaclean.errors import SourceError, SourceTooLargeError, UsageError

__all__ = ["STDIN", "Inputs", "read_input"]

STDIN = "-"

_ADVICE = {  # what to do about an error of the operating system
    FileNotFoundError: "no such file or folder; check the path",
    PermissionError: "permission denied; make it readable or leave it out",
    NotADirectoryError: "a part of the path is a file, not a folder; check the path",
}


class Inputs:
    """The pages that `paths` name, in order, and which of them failed."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = tuple(paths)
        self.failures: list[tuple[str, str]] = []  # name and cause

    @property
    def failed(self) -> list[str]:
        """The names of those that failed."""
        return [name for name, _ in self.failures]

    def __iter__(self) -> Iterator[str]:
        """Names of pages: files, files of folders, `-`. A folder that cannot be listed fails."""
        for path in self.paths:
            if path != STDIN and os.path.isdir(path):
                yield from self._found(path)
            else:
                yield path

    def check_output(self, target: str | None) -> None:
        """Refuse an output that is an input, or that a later run would take for one. Errors: `UsageError`."""
        if target is None or target == "-" or (os.path.exists(target) and not os.path.isfile(target)):
            return
        for path in self.paths:
            if path == STDIN:
                same = _is_standard_input(target)
            elif os.path.isdir(path):
                same = target.lower().endswith(SUFFIXES) and _is_below(target, path)
            else:
                same = os.path.exists(path) and os.path.exists(target) and os.path.samefile(path, target)
            if same:
                raise UsageError(f"-o {target} is one of the inputs: choose another name")

    def fail(self, name: str, why: str) -> None:
        """Say on standard error that this input failed, and remember it."""
        self.failures.append((name, why))
        say(f"{'standard input' if name == STDIN else name}: {why}")

    def _found(self, folder: str) -> Iterator[str]:
        failed_before = len(self.failures)
        found = False
        for name in self._walk(folder):
            found = True
            yield name
        if not found and len(self.failures) == failed_before:
            kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
            self.fail(folder, f"the folder holds no pages ({kinds}); name the files themselves to read others")

    def _walk(self, folder: str) -> Iterator[str]:
        """Pages below `folder`, sorted by name in each folder, each real file and folder once."""
        seen = set()
        stack = [folder]
        while stack:
            path = stack.pop()
            real = os.path.realpath(path)
            if real in seen:
                continue
            seen.add(real)
            if os.path.isdir(path):
                stack.extend(reversed(self._listed(path)))
            elif path != folder:
                yield path

    def _listed(self, folder: str) -> list[str]:
        """What to look at in one folder: its folders and its pages, sorted; hidden ones and broken link loops left out."""
        try:
            with os.scandir(folder) as entries:
                return sorted(entry.path for entry in entries if _is_wanted(entry))
        except OSError as error:
            self.fail(folder, _reason(error))
            return []


def _is_standard_input(target: str) -> bool:
    try:
        return os.path.samestat(os.fstat(sys.stdin.fileno()), os.stat(target))
    except (OSError, ValueError):
        return False


def _is_below(path: str, folder: str) -> bool:
    real = os.path.realpath(folder)
    return os.path.realpath(path).startswith(real if real.endswith(os.sep) else real + os.sep)


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    try:
        mode = entry.stat().st_mode
    except FileNotFoundError:  # a dangling link: reading it will say so
        return entry.name.lower().endswith(SUFFIXES)
    except OSError:  # a link that leads to itself
        return False
    return stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and entry.name.lower().endswith(SUFFIXES))


def read_input(name: str, max_bytes: int) -> bytes:
    """The bytes of one input, uncompressed. Errors: `SourceError`, and `SourceTooLargeError` over `max_bytes` before they are read."""
    try:
        if name == STDIN:
            return _bounded(sys.stdin.buffer.read(max_bytes + 1), max_bytes)
        from qaclean.intake.streams import uncompressed

        if stat.S_ISFIFO(os.stat(name).st_mode) and not name.startswith(("/dev/", "/proc/")):
            raise SourceError("a named pipe: give it as standard input (qaclean - < it)")
        with open(name, "rb") as file:
            if os.fstat(file.fileno()).st_size > max_bytes:
                raise _too_large(max_bytes)
            return _bounded(uncompressed(file, name).read(max_bytes + 1), max_bytes)
    except OSError as error:
        raise SourceError(_reason(error)) from error
    except ValueError as error:  # a NUL in the path
        raise SourceError("this is no path; check it for stray characters") from error


def _bounded(data: bytes, max_bytes: int) -> bytes:
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    return data


def _too_large(max_bytes: int) -> SourceTooLargeError:
    return SourceTooLargeError(f"larger than {max_bytes // 2**20} MiB, the limit for one page; split it into its pages")


def _reason(error: OSError) -> str:
    what = (error.strerror or str(error)).lower()
    return _ADVICE.get(type(error), f"cannot be read ({what}); check the path and its file system")
