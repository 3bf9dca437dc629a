"""Fuzzing that looks for new paths through the code: atheris (libFuzzer), which keeps the inputs that reach one.

    python tests/fuzz/by_coverage.py [-max_total_time=600] [-max_len=2000] CORPUS_FOLDER

Needs `pip install atheris` (CPython 3.11 to 3.13 on Linux). The first byte chooses the media type. A failure ends the run and leaves its input.
"""

from __future__ import annotations

import importlib
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
DECODED = 4  # bit of the first byte: the rest is given as str


def main() -> None:
    """Fuzz until a failure or the limits that the command line sets."""
    sys.path.insert(0, str(TESTS))
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["qaclean"]):
        import qaclean
    from fuzz.documents import MEDIA_TYPES, Document
    from fuzz.run import fault_of

    def one(data: bytes) -> None:
        if not data:
            return
        media_type, rest = MEDIA_TYPES[data[0] % len(MEDIA_TYPES)], data[1:]
        fault = fault_of(Document(0, rest.decode("utf-8", "replace") if data[0] & DECODED else rest, media_type))
        if fault is not None:
            raise AssertionError(fault)

    qaclean.clean("the first page loads weights and rules")
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
