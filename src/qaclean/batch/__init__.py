"""A corpus at a time: many inputs become parts of output, a manifest and dead letters, over worker processes, and a killed run goes on.

The inputs are cut into jobs by their bytes alone (`plan.py`); each job becomes one part, written whole or not at all (`parts.py`). Which parts are done
stands in a journal (`journal.py`); nothing else is remembered, so that order, number of workers and interruptions change no byte.
"""

from __future__ import annotations

from qaclean.batch.options import BatchOptions
from qaclean.batch.run import At, Summary, run_batch

__all__ = ["At", "BatchOptions", "Summary", "run_batch"]
