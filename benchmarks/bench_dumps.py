"""Speed and memory of `qaclean.clean` on dumps, as ratios measured side by side in one run.

    python benchmarks/bench_dumps.py [--megabytes 20] [FILE...]

The files (without any: the two dump fixtures) are repeated to 20 MB as separate documents. In interleaved rounds `qaclean.clean`,
`ftfy.fix_text` and a bare `regex` scan for twenty literals read the same documents; MB are 10^6 bytes of UTF-8. Then one document
of 1.25 to 10 MB shows how time grows, and its peak memory, each in a process of its own.
"""

from __future__ import annotations

import argparse
import pathlib
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import ftfy
import regex

import qaclean

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures/dumps"
WORDS = "首页 当前位置 相关阅读 热门内容 评论 验证码 版权 下一篇 上一篇 标签 来源 作者 时间 阅读量 注意事项 拓展资料 步骤 点击 打开 选择"
ROUNDS = 5


def rate(task: Callable[[str], object], texts: list[str], size: int) -> float:
    """MB/s of one pass over all documents, by processor time."""
    start = time.process_time()
    for text in texts:
        task(text)
    return size / 1e6 / (time.process_time() - start)


def compare(documents: list[str], megabytes: float) -> None:
    """Interleaved rounds; prints median rates and the ratios of each round's median."""
    scan = regex.compile("|".join(WORDS.split()))
    tasks: dict[str, Callable[[str], object]] = {
        "qaclean.clean": qaclean.clean,
        "ftfy.fix_text": ftfy.fix_text,
        "bare regex scan": lambda text: sum(1 for _ in scan.finditer(text)),
    }
    each = sum(len(d.encode()) for d in documents)
    times = max(1, round(megabytes * 1e6 / each / ROUNDS))
    texts = documents * times
    rates: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        rate(task, documents, each)
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            rates[name].append(rate(task, texts, each * times))
    print(f"{len(texts) * ROUNDS:,} documents, {each * times * ROUNDS / 1e6:.1f} MB, {ROUNDS} interleaved rounds")
    for name, values in rates.items():
        middle = sorted(values)[ROUNDS // 2]
        ratios = sorted(v / f for v, f in zip(values, rates["ftfy.fix_text"], strict=True))
        documents_a_second = middle * 1e6 / (each / len(documents))
        print(
            f"  {name:16} {middle:8.2f} MB/s {documents_a_second:10,.0f} documents/s   {ratios[ROUNDS // 2]:6.2f} x ftfy"
        )
    print(f"  peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure_one(path: str, megabytes: float) -> None:
    """One document of this size: prints seconds, and peak memory above the start as a multiple of the input."""
    text = pathlib.Path(path).read_text("utf-8")
    source = (text + "\n") * max(1, round(megabytes * 1e6 / len(text.encode())))
    data = source.encode()
    qaclean.clean(text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    qaclean.clean(data)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"  {len(data) / 1e6:6.2f} MB {seconds:7.2f} s {len(data) / 1e6 / seconds:6.2f} MB/s   peak {peak * 1024 / len(data):5.1f} x input"
    )


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--one", type=float, help=argparse.SUPPRESS)
    args = parser.parse_args()
    names = ("answers-with-anchors", "seller-forum-howto")
    files = args.files or [FIXTURES / name / "source.txt" for name in names]
    if args.one:
        measure_one(str(files[0]), args.one)
        return
    compare([path.read_text("utf-8") for path in files], args.megabytes)
    for path in files:
        print(f"one document: {path.parent.name if path.name == 'source.txt' else path.name} repeated")
        for size in (1.25, 2.5, 5, 10):
            sys.stdout.flush()
            subprocess.run([sys.executable, __file__, "--one", str(size), str(path)], check=True)


if __name__ == "__main__":
    main()
