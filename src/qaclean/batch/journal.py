"""The journal of a run: one line for each part that is done, forced to the disk; a line that a crash cut short counts for nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from qaclean.errors import BatchError

__all__ = ["Journal"]

NAME = "journal.jsonl"


class Journal:
    """The parts that are done, by their number."""

    def __init__(self, folder: str) -> None:
        self.path = os.path.join(folder, NAME)
        self.done: dict[int, dict[str, Any]] = {}

    def read(self, whole: Callable[[dict[str, Any]], bool]) -> None:
        """Read what an earlier run has done, and cut off a broken end. A part counts whose files are all there, `whole`."""
        if not os.path.exists(self.path):
            return
        with open(self.path, "rb") as file:
            data = file.read()
        length = data.rfind(b"\n") + 1
        for line in data[:length].splitlines():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BatchError(f"{self.path}: is no journal of qaclean ({error}); begin in another folder") from error
            if whole(row):
                self.done[row["part"]] = row
        if length < len(data):
            with open(self.path, "r+b") as file:
                file.truncate(length)

    def add(self, row: dict[str, Any]) -> None:
        """Note a part that is done."""
        self.done[row["part"]] = row
        try:
            with open(self.path, "ab") as file:
                file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise BatchError(
                f"{self.path}: cannot be written ({error.strerror or error}); make room and go on with --resume"
            ) from error
