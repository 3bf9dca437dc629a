"""Worker processes under watch: each works on one job at a time, and one that hangs, swells or dies is killed and replaced.

A job is a run of items; the worker says which item it is at (`beat`). A worker that is stopped strikes its item, and the job is given out again,
in a fresh process; an item with two strikes is lost, with its cause. So a worker that was killed from outside, or had swollen before, costs nothing.
Order of results is that of completion.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import sys
import time
import types
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection
from typing import Any, NamedTuple

from qaclean.errors import WorkerError

__all__ = ["Beat", "Job", "WorkerPool"]

Beat = Callable[[int], None]
POLL = 0.1  # seconds between two looks at the workers
MEMORY_EVERY = 0.25  # seconds between two looks at their memory
STRIKES = 2  # workers that an item may cost
FAREWELL = 1.0  # seconds that a worker has to end by itself
ATTEMPTS = 4  # of a job whose worker ends before its first item
IDLE = -1.0
GC_THRESHOLD = (50_000, 20, 50)  # records have no cycles: looking for them at Python's pace took a tenth of the time


_LOG = logging.getLogger(__name__)


class Job(NamedTuple):
    """A numbered run of items; `lost` are the items that cost two workers, with their cause."""

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
        with _no_main():
            self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.gone = False

    def give(self, job: Job) -> bool:
        """Hand over a job; whether the worker was there to take it."""
        self.job = job
        self.beats[0], self.beats[1] = 0.0, IDLE
        try:
            self.pipe.send(job)
        except OSError:
            self.gone = True
        return not self.gone

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            # Asked first: what measures or logs in there can write its last, all else ends at once.
            self.process.terminate()
            self.process.join(FAREWELL)
            self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


@contextlib.contextmanager
def _no_main() -> Iterator[None]:
    """Hide the main script from a process that starts: a spawned one would run it again, and scripts without the `__main__` guard would fail."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class WorkerPool:
    """Runs `work(job, beat)` for many jobs over `workers` processes; `work` must be picklable, of an importable module. A context manager.

    `limit_seconds` bounds the time of one item, `limit_mb` (MiB) the resident memory of a worker. Errors: `WorkerError` where a
    job's workers end before its first item, and what `work` itself raises.
    """

    def __init__(self, work: Any, workers: int, *, limit_seconds: float = 60.0, limit_mb: float = 1024.0) -> None:
        self.work, self.count = work, max(1, workers)
        self.limit_seconds, self.limit_mb = limit_seconds, limit_mb
        self.workers: list[_Worker] = []
        self.attempts: Counter[int] = Counter()
        self.strikes: Counter[tuple[int, int]] = Counter()
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

    def run(
        self, jobs: Iterable[Job], tick: Callable[[], None] | None = None, *, window: int | None = None
    ) -> Iterator[tuple[int, Any]]:
        """Number and result of each job, as they are done; `tick` is called between two looks at the workers.

        With a `window` no job is begun that is so many behind the oldest one under way: who waits for order holds no more than that.
        """
        stream = iter(jobs)
        again: deque[Job] = deque()
        taken: deque[int] = deque()  # numbers of the jobs under way, in the order they were taken
        exhausted = False
        while True:
            while (worker := self._free()) is not None:
                if again:
                    job = again.popleft()
                elif exhausted or (window is not None and taken and len(taken) >= window):
                    break
                elif (following := next(stream, None)) is None:
                    exhausted = True
                    break
                else:
                    job = following
                    taken.append(job.number)
                worker.give(job)
            busy = [worker for worker in self.workers if worker.job is not None]
            if not busy:
                return
            connection.wait([w.pipe for w in busy] + [w.process.sentinel for w in busy], POLL)
            done = [result for worker in busy if (result := self._collect(worker)) is not None]
            again.extend(self._rescued(busy))
            for number, result in done:
                yield number, result
            if window is not None:
                under_way = {w.job.number for w in self.workers if w.job is not None} | {job.number for job in again}
                while taken and taken[0] not in under_way:
                    taken.popleft()
            if tick is not None:
                tick()

    def _free(self) -> _Worker | None:
        """A worker without a job; a new one where there are too few."""
        for worker in [w for w in self.workers if w.job is None]:
            if worker.process.exitcode is None:
                return worker
            self._drop(worker)
        if len(self.workers) < self.count:
            self.workers.append(_Worker(self.work))
            return self.workers[-1]
        return None

    def _drop(self, worker: _Worker) -> None:
        worker.stop()
        self.workers.remove(worker)

    def _collect(self, worker: _Worker) -> tuple[int, Any] | None:
        try:
            if worker.gone or not worker.pipe.poll():
                return None
            number, result, error = worker.pipe.recv()
        except (EOFError, OSError):  # it died over sending
            worker.gone = True
            return None
        worker.job = None
        worker.beats[1] = IDLE
        if error is not None:
            raise error
        return number, result

    def _rescued(self, busy: Iterable[_Worker]) -> Iterator[Job]:
        """The jobs of workers that had to be stopped, without items that have cost too many."""
        now = time.monotonic()
        weigh = now - self.looked >= MEMORY_EVERY
        if weigh:
            self.looked = now
        for worker in busy:
            cause = self._cause(worker, now, weigh) if worker.job is not None else None
            if worker.job is not None and cause is not None:
                item = int(worker.beats[0]) if worker.beats[1] != IDLE else None
                self._drop(worker)
                yield self._struck(worker.job, item, cause)

    def _struck(self, job: Job, item: int | None, cause: str) -> Job:
        if item is None:
            self.attempts[job.number] += 1
            if self.attempts[job.number] >= ATTEMPTS:
                raise WorkerError(
                    f"a worker cannot begin its work ({cause}); look at the memory and the limits of this machine"
                )
            return job
        self.strikes[job.number, item] += 1
        _LOG.info(
            "job %d: stopped over item %d (%s), strike %d", job.number, item, cause, self.strikes[job.number, item]
        )
        return job if self.strikes[job.number, item] < STRIKES else job._replace(lost=(*job.lost, (item, cause)))

    def _cause(self, worker: _Worker, now: float, weigh: bool) -> str | None:
        """Why a worker must be stopped; None where it need not."""
        code = worker.process.exitcode
        if code is not None and (worker.gone or not worker.pipe.poll()):
            return f"died-{signal.Signals(-code).name.lower()}" if code < 0 else "died"
        if worker.gone:
            return "died"
        if worker.beats[1] != IDLE and now - worker.beats[1] > self.limit_seconds:
            return "timeout"
        return "memory" if weigh and _resident_mb(worker.process.pid or 0) > self.limit_mb else None


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
    gc.set_threshold(*GC_THRESHOLD)

    def beat(item: int) -> None:
        beats[0] = item
        beats[1] = time.monotonic()

    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        answer: tuple[int, Any, Exception | None]
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
