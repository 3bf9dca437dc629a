"""How time grows with text: the check that no rule is worse than linear."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

SMALL, LARGE = 8_000, 64_000  # code points: eight times the text; quadratic would be 64 times the time
MOST = 24.0
SLACK = 0.01  # seconds


def grows_linearly(run: Callable[[str], object], part: str) -> None:
    """Assert that `run(part * n)` takes time linear in n: the best of three of the small text, and of the large one as many as it takes, at most nine."""
    small = large = float("inf")
    for attempt in range(9):
        small = min([small, *(_once(run, part, SMALL) for _ in range(1 if attempt else 3))])
        large = min(large, _once(run, part, LARGE))
        if large < MOST * small + SLACK:
            return
    raise AssertionError(f"{LARGE / SMALL:.0f} times the text took {large / small:.0f} times the time")


def _once(run: Callable[[str], object], part: str, size: int) -> float:
    text = part * (size // len(part) + 1)
    return processor_seconds(lambda: run(text))


def processor_seconds(run: Callable[[], object]) -> float:
    """Processor time of a call without collections of the cyclic garbage: one of them looks at all objects of the tests before, too."""
    collects = gc.isenabled()
    gc.disable()
    try:
        start = time.process_time()
        run()
        return time.process_time() - start
    finally:
        if collects:
            gc.enable()
