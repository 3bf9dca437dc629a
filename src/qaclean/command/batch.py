"""`qaclean batch INPUT... --out DIR`: a corpus at a time, with progress, a final table, and resume."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from qaclean.command.options import (
    MEDIA_TYPES,
    SHAPES,
    HelpFormatter,
    Parser,
    add_field_options,
    add_known_options,
    add_verbose,
    fields_of,
    start_logging,
)
from qaclean.command.output import say

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

    from qaclean.batch import At, BatchOptions, Summary
    from qaclean.cleaner import Options

__all__ = ["run"]

_LANGUAGE = re.compile("[a-z]{2,3}")
EVERY = 5.0  # seconds between two plain lines of progress
FORMATS = ("jsonl", "jsonl.zst", "parquet", "markdown")
ENGINES = ("local", "ray")
NOTHING = 3
TERMINATED = 143  # 128 + SIGTERM


def _stand_somewhere() -> None:
    """Leave a working folder that was deleted: no worker process begins in one."""
    try:
        os.getcwd()
    except FileNotFoundError:
        os.chdir(os.sep)


class _Terminated(Exception):
    """The process was asked to end."""


def run(argv: Sequence[str]) -> int:
    """Run `qaclean batch` with `argv`; the exit code: 0 done (what was rejected is counted, and lies in the dead letters), 1 stopped by an error,
    2 wrong usage, 3 done, but no row was written of any document, 143 terminated."""
    parser = build_parser()
    options = parser.parse_args(argv)
    start_logging(options.verbose)
    from qaclean.batch import run_batch
    from qaclean.errors import QacleanError

    def stop(*_: object) -> NoReturn:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, stop)
    show = _Progress()
    _stand_somewhere()
    try:
        summary = run_batch(
            options.inputs,
            options.out,
            _batch_options(parser, options),
            resume=options.resume,
            rejects=options.rejects,
            progress=show,
        )
    except QacleanError as error:
        show.end()
        say(str(error))
        return 1
    except _Terminated:
        show.end()
        say("terminated; go on with --resume")
        return TERMINATED
    finally:
        show.end()
        signal.signal(signal.SIGTERM, before)
    sys.stderr.write(_table(summary, options.out, show.seconds()))
    if why := _why_nothing(summary.manifest):
        say(f"nothing was written: {why}")
        return NOTHING
    return 0


def _why_nothing(manifest: dict[str, Any]) -> str | None:
    """Why a run wrote no row, and what to do about it; None where it wrote some."""
    counts = manifest["counts"]
    if counts["rows"]:
        return None
    if not counts["records"]:
        return "the inputs hold no record; check their paths and what is in them"
    most = {
        name: max(manifest[name].items(), key=lambda row: row[1], default=("", 0)) for name in ("errors", "rowless")
    }
    if counts["rejected"] == counts["records"]:
        return f"all {counts['records']:,} records were rejected ({most['errors'][0]}): rejects.jsonl has each with its cause"
    if counts["filtered"]:
        return (
            f"{counts['filtered']:,} pages were filtered out, {counts['rejected']:,} records rejected; check --filter"
        )
    return f"no page has a row of this shape ({most['rowless'][0]}); leave --shape out for whole pages"


def build_parser() -> ArgumentParser:
    """The options of `qaclean batch`."""
    parser = Parser(
        prog="qaclean batch",
        usage="qaclean batch INPUT... --out DIR [OPTIONS]",
        description="Clean a corpus: text, HTML, JSON lines, parquet, WARC and WET files, plain or gz, bz2, xz, zst.",
        epilog="exit codes: 0 done; 1 stopped by an error; 2 wrong usage; 3 nothing was written; 130, 143 interrupted",
        formatter_class=HelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="a file, a folder, a glob in quotes, or - (lines)")
    parser.add_argument("--out", metavar="DIR", required=True, help="a new folder for all that is written")
    _add_written(parser.add_argument_group("what is written"))
    _add_work(parser.add_argument_group("how it works"))
    known = parser.add_argument_group("what is known about the documents (default: found out for each)")
    add_known_options(known)
    fields = parser.add_argument_group("where the parts of JSON and parquet records stand (page.body: nested)")
    add_field_options(fields)
    fields.add_argument(
        "--keep-fields", metavar="NAMES", help="further fields that go along as `meta`: a,b or none (default: all)"
    )
    return parser


def _add_written(written: _ArgumentGroup) -> None:
    def add(name: str, metavar: str, **more: Any) -> None:
        written.add_argument(name, metavar=metavar, **more)

    add("--format", "NAME", choices=FORMATS, default="jsonl", help=f"{', '.join(FORMATS)} (default: jsonl)")
    add("--shape", "NAME", choices=SHAPES, default="pages", help=f"of a row: {', '.join(SHAPES)}")
    add("--filter", "RULE", action="append", default=[], help="kind=qa,faq language=zh,en answers=1; may be repeated")
    add("--duplicates", "HOW", choices=("exact", "near"), help="exact, near: name rows that repeat an earlier one")
    add("--max-shard-mb", "N", type=float, default=16.0, help="MB of input that become one part at most (default: 16)")
    written.add_argument("--resume", action="store_true", help="go on with the run in DIR")
    add("--report", "FILE", help="a report of what was kept and why, to open in a browser (docs/report.md)")
    add("--rejects", "FILE", help="where the dead letters go (default: DIR/rejects.jsonl)")


def _add_work(work: _ArgumentGroup) -> None:
    work.add_argument(
        "--workers", metavar="N", type=int, default=os.cpu_count() or 1, help="processes (default: one a core)"
    )
    work.add_argument(
        "--engine", metavar="NAME", choices=ENGINES, default="local", help="local, or ray: the cluster at its address"
    )
    work.add_argument("--limit-seconds", metavar="N", type=float, default=60.0, help="for one document (default: 60)")
    work.add_argument("--limit-mb", metavar="N", type=float, default=1024.0, help="MiB of one worker (default: 1024)")
    add_verbose(work)
    work.add_argument("-h", "--help", action="help", help="print this and stop")


def _batch_options(parser: ArgumentParser, options: Namespace) -> BatchOptions:
    from qaclean.batch import BatchOptions

    if options.format == "markdown" and options.shape != "pages":
        parser.error("markdown is written of whole pages: leave --shape out")
    if options.out == "-":
        parser.error(
            "--out names a folder, the parts of a batch are files: for standard output use qaclean PATH, without batch"
        )
    if options.workers < 1 or options.max_shard_mb <= 0 or options.limit_seconds <= 0 or options.limit_mb <= 0:
        parser.error("--workers, --max-shard-mb, --limit-seconds and --limit-mb must be over 0")
    moment = None
    if options.reference_time:
        try:
            moment = datetime.fromisoformat(options.reference_time)
        except ValueError:
            parser.error(
                f"--reference-time: {options.reference_time!r} is no ISO 8601 time, such as 2024-05-01T12:00:00"
            )
    kept = _filters(parser, options.filter)
    return BatchOptions(
        cleaning=_cleaning(parser, options, moment),
        fields=fields_of(options, _kept_fields(options.keep_fields)),
        format=options.format,
        shape=options.shape,
        shard_mb=options.max_shard_mb,
        duplicates=options.duplicates,
        report=options.report,
        workers=options.workers,
        engine=options.engine,
        limit_seconds=options.limit_seconds,
        limit_mb=options.limit_mb,
        **kept,
    )


def _cleaning(parser: ArgumentParser, options: Namespace, moment: datetime | None) -> Options:
    """What is known of all documents; a profile or rules that are not there stop the run before it begins."""
    from qaclean.cleaner import Options
    from qaclean.errors import ProfileError, RuleError
    from qaclean.pipeline.page_rules import check_profile

    try:
        check_profile(options.profile)
        return Options(
            options.profile,
            MEDIA_TYPES.get(options.media_type or ""),
            options.encoding,
            moment,
            guess_language=options.guess_language,
            rules=options.rules,
        )
    except (ProfileError, RuleError) as error:
        parser.error(str(error))


def _kept_fields(words: str | None) -> tuple[str, ...] | None:
    """The names of `--keep-fields`; None for all."""
    if words is None:
        return None
    return () if words == "none" else tuple(word.strip() for word in words.split(",") if word.strip())


def _filters(parser: ArgumentParser, rules: Sequence[str]) -> dict[str, Any]:
    from qaclean.batch.options import KINDS

    kept: dict[str, Any] = {}
    for rule in rules:
        name, _, words = rule.partition("=")
        values = tuple(word.strip() for word in words.split(",") if word.strip())
        if name == "kind" and values and set(values) <= set(KINDS):
            kept["kinds"] = values
        elif name == "language" and values and all(map(_LANGUAGE.fullmatch, values)):
            kept["languages"] = values
        elif name == "answers" and len(values) == 1 and values[0].isdecimal():
            kept["min_answers"] = int(values[0])
        else:
            parser.error(
                f"--filter {rule!r}: write kind= with {', '.join(KINDS)}, language= with primary tags such as zh, ja, en (und: none is told), or answers=1"
            )
    return kept


class _Progress:
    """Progress on standard error: a bar by rich where that is installed and a terminal listens, else a line now and then."""

    def __init__(self) -> None:
        self.started = self.shown = time.monotonic()
        self.first: At | None = None
        self.bar = _rich_bar() if sys.stderr.isatty() else None

    def __call__(self, at: At) -> None:
        now = time.monotonic()
        if self.first is None:
            self.first = at
        if self.bar is not None:
            self.bar(at.share, self._words(at, now))
        elif now - self.shown >= EVERY:
            self.shown = now
            say(self._words(at, now))

    def _words(self, at: At, now: float) -> str:
        first = self.first or at
        rate = (at.records - first.records) / max(now - self.started, 0.001)
        words = f"{at.records:,} records, {at.rejected:,} rejected, {rate:,.0f} a second"
        if at.share is None or first.share is None or at.share <= first.share:
            return words
        left = (now - self.started) * (1 - at.share) / (at.share - first.share)
        return f"{words}, {at.share:.0%} of the input, {_clock(left)} left"

    def seconds(self) -> float:
        return time.monotonic() - self.started

    def end(self) -> None:
        if self.bar is not None:
            self.bar(None, None)
            self.bar = None


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _rich_bar() -> Callable[[float | None, str | None], None] | None:
    """Shows a share and words about it; the words None end it."""
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn
    except ImportError:
        return None
    bar = Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True))
    task = bar.add_task("", total=None)
    bar.start()

    def show(share: float | None, words: str | None) -> None:
        if words is None:
            bar.stop()
        else:
            bar.update(task, description=words, total=None if share is None else 1, completed=share or 0)

    return show


def _table(summary: Summary, out: str, seconds: float) -> str:
    counts = summary.manifest["counts"]
    rows = [(name, f"{counts[name]:,}") for name in ("records", "pages", "rows", "filtered", "rejected")]
    rows += [(f"  kind {name}", f"{count:,}") for name, count in summary.manifest["kinds"].items()]
    rows += [(f"  error {name}", f"{count:,}") for name, count in summary.manifest["errors"].items()]
    rows.append(("seconds", f"{seconds:,.1f}"))
    width = max(len(name) for name, _ in rows)
    held = "".join(f"{name:<{width}}  {value:>12}\n" for name, value in rows)
    again = f"{summary.resumed:,} parts were done already\n" if summary.resumed else ""
    return f"{held}{again}written to {out}\n"
