"""`qaclean report INPUT... -o FILE`: what was kept of many documents and why, as one HTML file to look at."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qaclean.command.documents import cleaned, documents, named_failure
from qaclean.command.inputs import Inputs
from qaclean.command.options import (
    MEDIA_TYPES,
    WRONG_USAGE,
    HelpFormatter,
    Parser,
    add_help_options,
    add_source_options,
    settle_known,
    start_logging,
)
from qaclean.command.output import open_sink, say
from qaclean.errors import UsageError

if TYPE_CHECKING:
    from qaclean.intake import Source
    from qaclean.records import Page
    from qaclean.report import Tally

    Other = Callable[[Source, str, Page], Page | None]  # the other record of a document, of which this one is the page

__all__ = ["build_parser", "run"]

SETTINGS = {"profile": "profile", "rules": "rules", "media-type": "media_type", "encoding": "encoding"}


def run(argv: Sequence[str]) -> int:
    """Run `qaclean report` with `argv`; the exit code: 0 done, 1 some inputs failed (they are named, in the report too), 2 wrong usage."""
    parser = build_parser()
    options = parser.parse_args(argv)
    settle_known(parser, options)
    start_logging(options.verbose)
    inputs = Inputs(options.paths)
    try:
        inputs.check_output(options.output)
        with open_sink(options.output) as sink:
            from qaclean.report import report_html

            tally = _tally(options, inputs, _other(options))
            if tally.documents:
                sink.write(report_html(tally, other=_other_name(options.compare)))
            else:
                sink.discard()
    except WRONG_USAGE as error:
        parser.error(str(error))
    return 1 if inputs.failed or not tally.documents else 0


def build_parser() -> Parser:
    """The options of `qaclean report`."""
    parser = Parser(
        prog="qaclean report",
        usage="qaclean report INPUT... -o FILE [OPTIONS]",
        description="Show what was kept of documents and why: one HTML file, which loads nothing, to open in a browser.",
        epilog="exit codes: 0 done; 1 some inputs failed, each is named; 2 wrong usage; 130 interrupted",
        formatter_class=HelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("paths", metavar="INPUT", nargs="+", help="a file, a folder, or - for standard input")
    group = parser.add_argument_group("what is written")
    group.add_argument("-o", "--output", metavar="FILE", required=True, help="the report, written whole or not at all")
    group.add_argument(
        "--compare",
        metavar="OTHER",
        help="beside it: records of another run (JSON lines), a profile, or profile=none,rules=none",
    )
    add_source_options(parser)
    add_help_options(parser)
    return parser


def _tally(options: Namespace, inputs: Inputs, other: Other | None) -> Tally:
    from qaclean.report import Tally

    tally = Tally()
    for name, load in documents(options, inputs):
        with named_failure(inputs, name):
            source = load()
            page = cleaned(options, source, name)
            tally.add(page, name, other(source, name, page) if other else None)
    for name, why in inputs.failures:
        tally.fail(name, why)
    if not tally.documents:
        say("there is no report: no input became a page")
    return tally


def _other(options: Namespace) -> Other | None:
    """What `--compare` names: records of another run, or how to clean otherwise. Errors: `UsageError`."""
    words = options.compare
    if words is None:
        return None
    if _is_records(words):
        from qaclean.report.other_records import OtherRecords

        records = OtherRecords(words)
        return lambda _source, _name, page: records.of(page)
    others = Namespace(**{**vars(options), **_settings(words)})
    return lambda source, name, _page: cleaned(others, source, name)


def _is_records(words: str) -> bool:
    return os.path.isdir(words) or words.lower().endswith((".jsonl", ".ndjson"))


def _other_name(words: str | None) -> str | None:
    """What the report calls the other side."""
    return words if words is None or "=" in words or _is_records(words) else f"profile={words}"


def _settings(words: str) -> dict[str, Any]:
    """`profile=none,rules=none` as options; a name alone is that of a profile."""
    pairs = [pair.partition("=") for pair in words.split(",")] if "=" in words else [("profile", "=", words)]
    settings: dict[str, Any] = {}
    for name, _, value in pairs:
        if name not in SETTINGS or not value:
            raise UsageError(
                f"--compare {words}: give JSON lines of records, a profile, or settings such as profile=none of {', '.join(SETTINGS)}"
            )
        settings[SETTINGS[name]] = [value] if name == "rules" else value
    if "media_type" in settings:
        if settings["media_type"] not in MEDIA_TYPES:
            raise UsageError(f"--compare {words}: a media-type is one of {', '.join(MEDIA_TYPES)}")
        settings["media_type"] = MEDIA_TYPES[settings["media_type"]]
    return settings
