"""How the memory of one process grows over documents of which no two are the same: those of `tests/fuzz`, spliced and broken from known structures.

    python benchmarks/bench_memory.py [--documents 100000] [--warm-up 20000] [--every 5000] [--seed 7]

A row: documents cleaned, MiB of resident memory, MiB in use by the C library's allocator (0 where it does not say; lxml's and large objects), blocks of Python's own. The last line is the slope of
the resident memory behind the warm-up, least squares over the rows, in bytes a document.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import pathlib
import sys
import time
from statistics import linear_regression

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests"))

import contextlib

import qaclean
from fuzz.documents import document

MIB = 1 << 20


class _Allocator(ctypes.Structure):
    """`struct mallinfo2` of glibc."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"))  # fmt: skip


def resident() -> int:
    """Bytes of this process in memory."""
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def in_use() -> int:
    """Bytes that the C library's allocator has given out; 0 where it does not say."""
    told = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if told is None:
        return 0
    told.restype = _Allocator
    info = told()
    return int(info.uordblks + info.hblkhd)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--warm-up", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rows: list[tuple[int, int]] = []
    print("documents   resident   allocator    blocks   seconds", flush=True)
    for number in range(options.documents):
        made = document(options.seed, number)
        with contextlib.suppress(qaclean.QacleanError):
            qaclean.clean(made.source, media_type=made.media_type)
        if (number + 1) % options.every == 0:
            gc.collect()
            rows.append((number + 1, resident()))
            print(f"{number + 1:9d}{rows[-1][1] / MIB:11.1f}{in_use() / MIB:12.1f}{sys.getallocatedblocks():10d}{time.process_time():10.0f}", flush=True)  # fmt: skip
    behind = [row for row in rows if row[0] >= options.warm_up]
    if len(behind) > 1:
        slope = linear_regression([n for n, _ in behind], [size for _, size in behind]).slope
        print(f"{slope:.0f} bytes a document from the {behind[0][0]:,}th on")


if __name__ == "__main__":
    main()
