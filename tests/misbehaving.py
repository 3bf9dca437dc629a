"""Work that hangs, swells, dies or fails, for worker processes: they must be able to import it."""

from __future__ import annotations

import os
import pathlib
import signal
import time

from qaclean import Cleaner, Page
from qaclean.workers import Beat, Job


class Misbehaving(Cleaner):
    """A cleaner that does what the document says."""

    def clean(self, source: str | bytes, *, url: str | None = None, media_type: str | None = None) -> Page:
        if source == "hang":
            time.sleep(600)
        if source == "swell":
            held: list[bytes] = []
            while len(held) < 40:
                held.append(b"x" * 50_000_000)
                time.sleep(0.1)
        if source == "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        if source == "fail":
            raise RuntimeError("what nobody foresaw")
        return super().clean(source, url=url, media_type=media_type)


class DieOnce:
    """Work that kills its process the first time that it meets an item, as the system or a person may."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder

    def __call__(self, job: Job, beat: Beat) -> list[int]:
        for item in job.payload:
            beat(item)
            mark = self.folder / str(item)
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return [item for item in job.payload if item not in dict(job.lost)]


class DieAtOnce:
    """Work that cannot begin."""

    def __call__(self, job: Job, beat: Beat) -> None:
        os._exit(3)


class Slow:
    """Work that takes its time over the first job."""

    def __call__(self, job: Job, beat: Beat) -> int:
        beat(0)
        time.sleep(1.0 if job.number == 0 else 0.0)
        return job.number
