"""How time grows with text: the check that no rule is worse than linear."""

from __future__ import annotations

import time
from collections.abc import Callable

SMALL, LARGE = (
    200,
    1_600,
)  # repetitions of a rule's own examples: eight times the text; quadratic would be 64 times the time
MOST = 24.0
SLACK = 0.01  # seconds


def grows_linearly(run: Callable[[int], object]) -> None:
    """Assert that `run(times)` takes time linear in `times`: the best of three of each, once more where the machine was busy."""
    for attempt in range(3):
        small, large = _best(run, SMALL), _best(run, LARGE)
        if large < MOST * small + SLACK:
            return
        assert attempt < 2, f"{LARGE / SMALL:.0f} times the text took {large / small:.0f} times the time"


def _best(run: Callable[[int], object], times: int) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        run(times)
        best = min(best, time.process_time() - start)
    return best
