"""Worker processes under watch: each works on one job at a time, and one that hangs, swells or dies is killed and replaced.

A job is a run of items; the worker says which item it is at (`beat`). When a worker is stopped, that item is lost with a cause, and the job
is given out again without it. Order of results is that of completion.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection
from typing import Any, NamedTuple

from qaclean.errors import WorkerError

__all__ = ["Beat", "Job", "WorkerPool"]

Beat = Callable[[int], None]
POLL = 0.1  # seconds between two looks at the workers
MEMORY_EVERY = 0.25  # seconds between two looks at their memory
ATTEMPTS = 3  # of a job whose worker dies before its first item
IDLE = -1.0


class Job(NamedTuple):
    """A numbered run of items; `lost` are the items that cost a worker, with their cause."""

    number: int
    payload: Any
    lost: tuple[tuple[int, str], ...] = ()


class _Worker:
    """A process, the pipe to it, and what it works on."""

    def __init__(self, work: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.beats = context.RawArray("d", 2)  # item, when it was begun
        self.beats[1] = IDLE
        self.process = context.Process(target=_serve, args=(theirs, self.beats, work, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.given = 0.0

    def give(self, job: Job) -> None:
        self.job, self.given = job, time.monotonic()
        self.beats[0], self.beats[1] = 0.0, IDLE
        self.pipe.send(job)

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.join()
        self.pipe.close()


class WorkerPool:
    """Runs `work(job, beat)` for many jobs over `workers` processes; `work` must be picklable. A context manager.

    `limit_seconds` bounds the time of one item, `limit_mb` (MiB) the resident memory of a worker. Errors: `WorkerError` where a
    job kills its workers before its first item, and what `work` itself raises.
    """

    def __init__(self, work: Any, workers: int, *, limit_seconds: float = 60.0, limit_mb: float = 1024.0) -> None:
        self.work, self.count = work, max(1, workers)
        self.limit_seconds, self.limit_mb = limit_seconds, limit_mb
        self.workers: list[_Worker] = []
        self.attempts: dict[int, int] = {}
        self.looked = 0.0

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.stop()
        self.workers = []

    def at(self) -> int:
        """How many items the workers have begun of the jobs they are at."""
        return sum(int(worker.beats[0]) for worker in self.workers if worker.job is not None)

    def run(self, jobs: Iterable[Job], tick: Callable[[], None] | None = None) -> Iterator[tuple[int, Any]]:
        """Number and result of each job, as they are done; `tick` is called between two looks at the workers."""
        stream = iter(jobs)
        again: deque[Job] = deque()
        exhausted = False
        while True:
            while not exhausted or again:
                worker = self._free()
                if worker is None:
                    break
                job = again.popleft() if again else next(stream, None)
                if job is None:
                    exhausted = True
                    break
                worker.give(job)
            busy = [worker for worker in self.workers if worker.job is not None]
            if not busy:
                return
            connection.wait([w.pipe for w in busy] + [w.process.sentinel for w in busy], POLL)
            for worker in busy:
                done = self._collect(worker)
                if done is not None:
                    yield done
            again.extend(job for worker in busy if (job := self._rescued(worker)) is not None)
            if tick is not None:
                tick()

    def _free(self) -> _Worker | None:
        for worker in self.workers:
            if worker.job is None:
                return worker
        if len(self.workers) < self.count:
            self.workers.append(_Worker(self.work))
            return self.workers[-1]
        return None

    def _collect(self, worker: _Worker) -> tuple[int, Any] | None:
        try:
            if not worker.pipe.poll():
                return None
            number, result, error = worker.pipe.recv()
        except (EOFError, OSError):
            return None
        worker.job = None
        worker.beats[1] = IDLE
        if error is not None:
            raise error
        return number, result

    def _rescued(self, worker: _Worker) -> Job | None:
        """The job of a worker that had to be stopped, without the item that it was at."""
        job = worker.job
        cause = self._cause(worker) if job is not None else None
        if job is None or cause is None:
            return None
        begun = worker.beats[1] != IDLE
        item = int(worker.beats[0])
        worker.stop()
        self.workers.remove(worker)
        if begun:
            return job._replace(lost=(*job.lost, (item, cause)))
        self.attempts[job.number] = self.attempts.get(job.number, 0) + 1
        if self.attempts[job.number] >= ATTEMPTS:
            raise WorkerError(f"a worker cannot begin its work ({cause}); look at the memory and the limits of this machine")
        return job

    def _cause(self, worker: _Worker) -> str | None:
        if worker.process.exitcode is not None and not worker.pipe.poll():
            code = worker.process.exitcode
            return f"died-{signal.Signals(-code).name.lower()}" if code < 0 else "died"
        began = worker.beats[1]
        if began != IDLE and time.monotonic() - began > self.limit_seconds:
            return "timeout"
        now = time.monotonic()
        if now - self.looked >= MEMORY_EVERY or len(self.workers) > 1:
            self.looked = now
            if _resident_mb(worker.process.pid or 0) > self.limit_mb:
                return "memory"
        return None


def _resident_mb(pid: int) -> float:
    """Resident memory of a process in MiB; 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError, ValueError):
        return 0.0


def _serve(pipe: Any, beats: Any, work: Any, parent: int) -> None:
    """A worker's life: job in, result out, until the pipe closes."""
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def beat(item: int) -> None:
        beats[0] = item
        beats[1] = time.monotonic()

    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = (job.number, work(job, beat), None)
        except Exception as error:
            answer = (job.number, None, error)
        try:
            pipe.send(answer)
        except (BrokenPipeError, OSError):
            return


def _die_with(parent: int) -> None:
    """Ask the kernel to kill this process with its parent, so that nothing is written after the parent's death."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
