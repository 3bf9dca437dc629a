"""The named errors. Every one tells the user what to do next."""

from __future__ import annotations

__all__ = [
    "BatchError",
    "MissingExtraError",
    "ProfileError",
    "QacleanError",
    "RuleError",
    "SourceError",
    "SourceTooLargeError",
    "UndecodableSourceError",
    "UsageError",
    "WorkerError",
]


class QacleanError(Exception):
    """Base of every error that qaclean raises on purpose."""


class UsageError(QacleanError, ValueError):
    """An argument has a value that the call does not take."""


class SourceError(QacleanError):
    """An input cannot be read: missing, a folder, not readable, a broken file."""


class SourceTooLargeError(SourceError):
    """An input is over the limit that `Limits` sets."""


class UndecodableSourceError(SourceError):
    """The bytes are no text in any encoding that qaclean knows (a picture, an archive, ...)."""


class RuleError(QacleanError):
    """A rule file is faulty; the message names the file and the rule."""


class ProfileError(QacleanError):
    """A site profile is faulty or unknown; the message names the file, the line and what to do."""


class MissingExtraError(QacleanError, ImportError):
    """A package is missing that an extra brings; the message names the extra."""


class WorkerError(QacleanError):
    """Worker processes cannot do their work on this machine."""


class BatchError(QacleanError):
    """A batch cannot begin, go on or end: the folder is in use, holds another run, or cannot be written."""
