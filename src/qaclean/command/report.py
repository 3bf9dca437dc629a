"""`qaclean report INPUT... -o FILE`: what was kept of many documents and why, as one HTML file to look at."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qaclean.command.documents import cleaned, documents, named_failure
from qaclean.command.inputs import Inputs
from qaclean.command.options import HelpFormatter, Parser, add_source_options, add_verbose, settle_known, start_logging
from qaclean.command.output import open_sink, say
from qaclean.errors import ProfileError, RuleError, UsageError

if TYPE_CHECKING:
    from qaclean.report import Tally

__all__ = ["build_parser", "run"]


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

            tally = _tally(options, inputs)
            if tally.documents:
                sink.write(report_html(tally))
            else:
                sink.discard()
    except (ProfileError, RuleError, UsageError) as error:
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
    add_source_options(parser)
    group = parser.add_argument_group("help")
    add_verbose(group)
    group.add_argument("-h", "--help", action="help", help="print this and stop")
    return parser


def _tally(options: Namespace, inputs: Inputs) -> Tally:
    from qaclean.report import Tally

    tally = Tally()
    for name, load in documents(options, inputs):
        with named_failure(inputs, name):
            tally.add([cleaned(options, load(), name)], name)
    for name, why in inputs.failures:
        tally.fail(name, why)
    if not tally.documents:
        say("there is no report: no input became a page")
    return tally
