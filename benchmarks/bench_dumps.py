"""Speed and memory of `qaclean.clean` on flattened dumps, beside ftfy and a bare scan in the same run.

    python benchmarks/bench_dumps.py [--corpus DIR] [--seeds DIR] [--megabytes 20] [--rounds 5] [--only speed|memory|growth]

*real*: the dumps below DIR (`../shared/corpus`), each once, or generated ones of all kinds where there is none: the honest row. *varied* and *repeated*: two dumps
(ours, or the `*.txt` of the folder of seeds) again and again as separate documents, with a few frequent characters exchanged in each, so that no cache of ours can
know its running text, and as they are. Rounds are interleaved, each figure is the median of its rounds, of processor time; MB are 10^6 bytes of UTF-8.
Memory is measured in processes of their own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO, NamedTuple

import ftfy
import regex
from bench_documents import read_dumps as read_real_dumps

import qaclean
from qaclean.testing import cases
from qaclean.testing.generated import generate

MB = 1_000_000
GROWTH_MEGABYTES = (1.25, 2.5, 5.0, 10.0)
EXCHANGED = "的在了有是以个会要"  # frequent, and part of no marker
NUMERALS = "一二三四五六七八九十百千两零第"
HANZI = regex.compile(r"[\u4e00-\u9fa5]")
WARM_UP = "怎么退订?\n发一条短信就行。".encode()
# Twenty words of page furniture: the least that any cleaner has to look for.
LITERALS = (
    *("网站地图", "当前位置", "阅读量", "相关标签", "验证码", "热门内容", "相关文章", "回到顶部", "上一篇", "下一篇"),
    *(
        "版权所有",
        "免责声明",
        "联系我们",
        "最佳答案",
        "点击查看",
        "发表评论",
        "分享到",
        "责任编辑",
        "来源:",
        "ikqb_img",
    ),
)
SCAN = regex.compile("|".join(map(regex.escape, LITERALS)))


class Contender(NamedTuple):
    """What is timed: `run` takes one document as bytes or, where `decoded`, as str."""

    name: str
    run: Callable[[Any], object]
    decoded: bool


CONTENDERS = (
    Contender("qaclean.clean", qaclean.clean, decoded=False),
    Contender("ftfy.fix_text", ftfy.fix_text, decoded=True),
    Contender("regex scan, 20 words", SCAN.findall, decoded=True),
)


class Speed(NamedTuple):
    """Median round of one contender on one corpus."""

    corpus: str
    name: str
    seconds: float
    megabytes: float
    documents: int


def read_dumps(folder: Path | None) -> list[str]:
    """The texts to repeat: two of our fixtures, one of each structure, or every `*.txt` of a folder."""
    if folder is None:
        ours = ("dumps/answers-with-long-background", "dumps/seller-forum-ten-teasers")
        return [case.source.decode("utf-8") for case in cases("dumps") if case.name in ours]
    texts = [path.read_bytes().decode("utf-8-sig") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        raise SystemExit(f"bench_dumps: no *.txt in {folder}")
    return texts


def read_real(corpus: Path | None, megabytes: float) -> list[str]:
    """The dumps of a corpus, each once; without one, generated documents of about the size, no two the same."""
    if corpus is not None:
        return [document.source.decode("utf-8") for document in read_real_dumps(corpus)]
    texts: list[str] = []
    for text in (row["text"] for row in generate(int(megabytes * MB)) if "text" in row):  # the others are HTML
        texts.append(text)
        megabytes -= len(text.encode("utf-8")) / MB
        if megabytes <= 0:
            break
    return texts


def repeated(texts: Sequence[str], size: float) -> list[str]:
    """The texts in turn, as separate documents, until they have `size` bytes of UTF-8."""
    weights = [len(text.encode("utf-8")) for text in texts]
    documents: list[str] = []
    while size > 0:
        documents.append(texts[len(documents) % len(texts)])
        size -= weights[(len(documents) - 1) % len(texts)]
    return documents


def varied(documents: Sequence[str]) -> list[str]:
    """Each document with frequent characters exchanged for other ones of the corpus; the same in every run.

    The new ones are common hanzi too, so that the text looks no more damaged than before, and as long in UTF-8.
    """
    chance = random.Random(20)
    common = sorted({*filter(HANZI.match, "".join(dict.fromkeys(documents)))} - {*EXCHANGED, *NUMERALS})
    return [
        text.translate(str.maketrans(EXCHANGED, "".join(chance.sample(common, len(EXCHANGED))))) for text in documents
    ]


def time_speed(corpora: dict[str, list[str]], rounds: int) -> list[Speed]:
    """Every contender on every corpus, in turn, `rounds` times over; the median round of each."""
    taken: dict[tuple[str, str], list[float]] = {}
    sizes = {name: sum(len(text.encode("utf-8")) for text in documents) / MB for name, documents in corpora.items()}
    for _ in range(rounds):
        for corpus, documents in corpora.items():
            encoded = [text.encode("utf-8") for text in documents]
            for contender in CONTENDERS:
                seconds = seconds_of(contender.run, documents if contender.decoded else encoded)
                taken.setdefault((corpus, contender.name), []).append(seconds)
    return [
        Speed(corpus, name, median(seconds), sizes[corpus], len(corpora[corpus]))
        for (corpus, name), seconds in taken.items()
    ]


def seconds_of(run: Callable[[Any], object], documents: Sequence[Any]) -> float:
    """Processor time of one pass; results are thrown away one by one."""
    start = time.process_time()
    for document in documents:
        run(document)
    return time.process_time() - start


def peak_bytes() -> int:
    """The most memory that this process ever held. Linux: of this program alone, not of what it was forked from."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def measure_in_own_process(name: str, documents: Sequence[str]) -> dict[str, float]:
    """Seconds and growth of the peak in bytes while a fresh process takes the documents one by one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "documents")
        with path.open("wb") as file:
            for text in documents:
                pickle.dump(text.encode("utf-8"), file)
        command = [sys.executable, __file__, "--child", name, str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure_here(name: str, path: Path) -> dict[str, float]:
    """Inside that process: the growth counts from before the first document is read, so the input is in it.

    The program and its rules are loaded by then, and one small page is done.
    """
    contender = next(contender for contender in CONTENDERS if contender.name == name)
    contender.run(WARM_UP.decode("utf-8") if contender.decoded else WARM_UP)
    before = reset_peak()
    seconds = 0.0
    with path.open("rb") as file:
        for document in unpickled(file):
            seconds += seconds_of(contender.run, [document.decode("utf-8") if contender.decoded else document])
            del document  # the next one is read into its place
    return {"seconds": seconds, "peak": peak_bytes() - before}


def unpickled(file: BinaryIO) -> Iterator[bytes]:
    """The documents of a file, one at a time in memory."""
    with contextlib.suppress(EOFError):
        while True:
            yield pickle.load(file)


def reset_peak() -> int:
    """Make the peak count from now, where the system can (Linux), and tell what it is now."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    return peak_bytes()


def speed_rows(speeds: Sequence[Speed]) -> Iterator[list[str]]:
    """One row a contender and corpus; the last column is MB/s over ftfy's on the same corpus."""
    yield ["corpus", "", "MB/s", "documents/s", "against ftfy"]
    rates = {(speed.corpus, speed.name): speed.megabytes / speed.seconds for speed in speeds}
    for speed in speeds:
        rate = rates[speed.corpus, speed.name]
        ratio = rate / rates[speed.corpus, "ftfy.fix_text"]
        yield [speed.corpus, speed.name, f"{rate:,.2f}", f"{speed.documents / speed.seconds:,.0f}", f"{ratio:.2f} x"]


def memory_rows(documents: Sequence[str]) -> Iterator[list[str]]:
    """Growth of the peak while separate documents are cleaned one after the other."""
    yield ["separate documents", "peak over start, MB"]
    for contender in CONTENDERS:
        yield [contender.name, f"{measure_in_own_process(contender.name, documents)['peak'] / MB:,.1f}"]


def growth_rows(texts: Sequence[str]) -> Iterator[list[str]]:
    """One document of growing size; time a MB stays level where growth is linear."""
    yield ["one document, MB", "seconds", "seconds a MB", "peak over start, MB", "over input"]
    for megabytes in GROWTH_MEGABYTES:
        document = "\n".join(varied(repeated(texts, megabytes * MB)))
        runs = [measure_in_own_process("qaclean.clean", [document]) for _ in range(2)]
        seconds, peak = min(run["seconds"] for run in runs), max(run["peak"] for run in runs)
        size = len(document.encode("utf-8")) / MB
        yield [
            f"{size:.2f}",
            f"{seconds:.2f}",
            f"{seconds / size:.3f}",
            f"{peak / MB:.1f}",
            f"{peak / MB / size:.1f} x",
        ]


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns padded to their widest cell, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if cell[:1].isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        print("  ".join(cells).rstrip())
    print(flush=True)


def parse_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The options; `--child` is for the processes that measure memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="../shared/corpus, for real dumps")
    parser.add_argument("--seeds", type=Path, metavar="DIR", help="dumps to repeat instead of our fixtures")
    parser.add_argument("--megabytes", type=float, default=20, help="size of the corpus (default: 20)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the speed table (default: 5)")
    parser.add_argument("--only", choices=("speed", "memory", "growth"), help="one table instead of all")
    parser.add_argument("--child", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the three tables."""
    arguments = parse_arguments(argv)
    if arguments.child:
        print(json.dumps(measure_here(arguments.child[0], Path(arguments.child[1]))))
        return
    texts = read_dumps(arguments.seeds)
    documents = repeated(texts, arguments.megabytes * MB)
    form = "compiled" if qaclean.is_compiled() else "pure Python"
    print(f"{len(documents):,} documents, {arguments.megabytes:g} MB, Python {sys.version.split()[0]}, {form}\n")
    if arguments.only in (None, "speed"):
        real = read_real(arguments.corpus, arguments.megabytes)
        corpora = {"real": real, "varied": varied(documents), "repeated": documents}
        print_table([*speed_rows(time_speed(corpora, arguments.rounds))])
    if arguments.only in (None, "memory"):
        print_table([*memory_rows(varied(documents))])
    if arguments.only in (None, "growth"):
        print_table([*growth_rows(texts)])


if __name__ == "__main__":
    main()
