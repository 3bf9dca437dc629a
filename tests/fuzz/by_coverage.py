"""Fuzzing that looks for new paths through the code: atheris (libFuzzer), which keeps the inputs that reach one.

    python tests/fuzz/by_coverage.py [--minutes 10] [--keep build/fuzz-atheris]

Needs `pip install atheris` (CPython 3.11 to 3.13 on Linux). It begins with the fixtures, cut to MOST bytes, and goes on with what it kept in an earlier run. The
first byte chooses the media type. A failure ends the run, its exit code is not 0, and its input lies in the folder as `crash-…` or `timeout-…`.
"""

from __future__ import annotations

import argparse
import importlib
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
DECODED = 4  # bit of the first byte: the rest is given as str
MOST = 2_500  # bytes of an input
SLOW = 30  # seconds for one, instrumented and on a machine that is at work


def seed(folder: pathlib.Path) -> None:
    """Write the fixtures where the fuzzer begins, each as the media type that it has."""
    from fuzz.documents import MEDIA_TYPES
    from qaclean.testing import cases

    folder.mkdir(parents=True, exist_ok=True)
    for case in cases():
        kind = MEDIA_TYPES.index(case.media_type)
        (folder / case.name.replace("/", "-")).write_bytes(bytes([kind]) + case.source[: MOST - 1])


def main() -> None:
    """Fuzz until a failure or until the minutes are over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path("build/fuzz-atheris"))
    options = parser.parse_args()
    sys.path.insert(0, str(TESTS))
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["qaclean"]):
        import qaclean

        for media_type in (
            "text/plain",
            "text/html",
            "text/markdown",
        ):  # its parts are imported at the first page that needs them
            qaclean.clean("# The first page\n\n<p>loads weights and rules</p>", media_type=media_type)
    from fuzz.documents import MEDIA_TYPES, Document
    from fuzz.run import fault_of

    def one(data: bytes) -> None:
        if not data:
            return
        media_type, rest = MEDIA_TYPES[data[0] % len(MEDIA_TYPES)], data[1:]
        fault = fault_of(Document(0, rest.decode("utf-8", "replace") if data[0] & DECODED else rest, media_type))
        if fault is not None and not fault.startswith(
            "slow"
        ):  # counted code is slower than the limit is made for: SLOW is the one here
            raise AssertionError(fault)

    seed(options.keep / "seeds")
    (options.keep / "kept").mkdir(exist_ok=True)
    limits = [f"-max_total_time={round(60 * options.minutes)}", f"-max_len={MOST}", f"-timeout={SLOW}"]
    words = [*limits, f"-artifact_prefix={options.keep}/", str(options.keep / "kept"), str(options.keep / "seeds")]
    atheris.Setup([sys.argv[0], *words], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
