"""`qaclean explain FILE...`: the source in the terminal, with what became of each part of it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qaclean.command.documents import cleaned, documents, named_failure
from qaclean.command.inputs import Inputs
from qaclean.command.options import (
    WRONG_USAGE,
    HelpFormatter,
    Parser,
    add_help_options,
    add_source_options,
    settle_known,
    start_logging,
)
from qaclean.command.output import Sink, open_sink, say

if TYPE_CHECKING:
    from qaclean.report.terminal import Shown

__all__ = ["build_parser", "run"]


def run(argv: Sequence[str]) -> int:
    """Run `qaclean explain` with `argv`; the exit code: 0 done, 1 some inputs failed, 2 wrong usage."""
    parser = build_parser()
    options = parser.parse_args(argv)
    settle_known(parser, options)
    start_logging(options.verbose)
    inputs = Inputs(options.paths)
    try:
        with open_sink(None) as sink:
            found = False
            for text in _texts(options, inputs, _how(options, sink)):
                sink.write(("\n" if found else "") + text + "\n", harmless=True)
                found = True
    except WRONG_USAGE as error:
        parser.error(str(error))
    if not found and options.rule and not inputs.failed:
        say(f"nothing was removed by {' or '.join(options.rule)}; without --rule the removals tell their rules")
    return 1 if inputs.failed else 0


def build_parser() -> Parser:
    """The options of `qaclean explain`."""
    parser = Parser(
        prog="qaclean explain",
        usage="qaclean explain [OPTIONS] PATH...",
        description="Show the source of pages, with whose words each line holds, what was removed and repaired, and why.",
        epilog="exit codes: 0 done; 1 some inputs failed, each is named; 2 wrong usage; 130 interrupted",
        formatter_class=HelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    group = parser.add_argument_group("what is shown")
    group.add_argument("--removed-only", action="store_true", help="lines alone in which something was removed")
    group.add_argument(
        "--rule",
        metavar="ID",
        action="append",
        default=[],
        help="removals by this rule, with a line around; may be repeated",
    )
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto (default): for a terminal, without NO_COLOR",
    )
    add_source_options(parser)
    add_help_options(parser)
    return parser


def _how(options: Namespace, sink: Sink) -> Shown:
    from qaclean.report.terminal import Shown

    able = sink.is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    colour = options.color == "always" or (options.color == "auto" and able)
    return Shown(colour, options.removed_only, frozenset(options.rule))


def _texts(options: Namespace, inputs: Inputs, how: Shown) -> Iterator[str]:
    from qaclean.report.terminal import explained

    for name, load in documents(options, inputs):
        text = ""
        with named_failure(inputs, name):
            text = explained(cleaned(options, load(), name), how)
        if text:
            yield text
