"""The parts of `qaclean batch --engine ray`: each is a task of a Ray cluster, which watches a worker process of its own, so that the limits hold there too."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from qaclean.engines import missing
from qaclean.errors import WorkerError
from qaclean.workers import Job, WorkerPool

__all__ = ["RayPool"]

AHEAD = 2  # tasks a core that are handed to the cluster at a time
POLL = 0.5  # seconds between two calls of `tick`
RETRIES = 3  # of a task whose node or process is lost


class RayPool:
    """Runs `work(job, beat)` for many jobs over a Ray cluster: the one of RAY_ADDRESS, a running one on this machine, or one of its own.

    The output folder must be seen by all nodes. Errors: `MissingExtraError`, `WorkerError` where the cluster gives up, and what `work` raises.
    """

    def __init__(self, work: Any, limit_seconds: float, limit_mb: float) -> None:
        try:
            import ray
        except ImportError as error:
            raise missing("ray", "ray") from error
        self.ray: Any = ray
        self.work, self.limits = work, {"limit_seconds": limit_seconds, "limit_mb": limit_mb}
        self.own = False

    def __enter__(self) -> RayPool:
        if not self.ray.is_initialized():
            self.own = True
            os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # no word about accelerators
            self.ray.init(
                address=os.environ.get("RAY_ADDRESS"),
                log_to_driver=False,
                logging_level="error",
                include_dashboard=False,
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self.own:
            self.ray.shutdown()

    def at(self) -> int:
        """Records begun of the parts under way: a cluster does not say."""
        return 0

    def run(self, jobs: Iterator[Job], tick: Callable[[], None]) -> Iterator[tuple[int, Any]]:
        """Number and result of each job, as they are done."""
        task = self.ray.remote(num_cpus=1, max_retries=RETRIES)(run_watched)
        work = self.ray.put(self.work)
        most = max(1, int(self.ray.cluster_resources().get("CPU", 1))) * AHEAD
        waiting: list[Any] = []
        exhausted = False
        while waiting or not exhausted:
            while not exhausted and len(waiting) < most:
                job = next(jobs, None)
                if job is None:
                    exhausted = True
                else:
                    waiting.append(task.remote(work, job, self.limits))
            done, waiting = self.ray.wait(waiting, timeout=POLL) if waiting else ([], [])
            for reference in done:
                yield self._result(reference)
            tick()

    def _result(self, reference: Any) -> tuple[int, Any]:
        try:
            number, result, error = self.ray.get(reference)
        except self.ray.exceptions.RayError as lost:
            raise WorkerError(f"the Ray cluster gave a part up ({lost}); go on with --resume") from lost
        if error is not None:
            raise error
        return number, result


def run_watched(work: Any, job: Job, limits: dict[str, float]) -> tuple[int, Any, Exception | None]:
    """One job in a process of its own, under watch."""
    try:
        with WorkerPool(work, 1, **limits) as pool:
            for number, result in pool.run([job]):
                return number, result, None
        raise WorkerError(f"part {job.number} was not done")
    except Exception as error:
        return job.number, None, error
