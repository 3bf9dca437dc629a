"""`qaclean learn PAGES... -o site.toml`: a profile of a site's furniture, learned from its pages; `--check` scores one on other pages."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from qaclean.command.options import HelpFormatter, Parser, add_field_options, fields_of
from qaclean.command.output import open_sink, say
from qaclean.errors import QacleanError, UsageError

if TYPE_CHECKING:
    from qaclean.intake import Broken, Source
    from qaclean.learning import Learned

__all__ = ["build_parser", "run"]

SHOWN = 5  # pages that failed which are named


def build_parser() -> ArgumentParser:
    """The options of `qaclean learn`."""
    parser = Parser(
        prog="qaclean learn",
        usage="qaclean learn PAGES... -o FILE [OPTIONS] | qaclean learn --profile FILE --check PAGES...",
        description="Learn the furniture of one site from a few dozen of its pages (dumps, Markdown or HTML), or from any number.",
        epilog="exit codes: 0 done (pages that failed are named); 1 nothing could be learned or scored; 2 wrong usage",
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("pages", metavar="PAGES", nargs="*", help="files, folders, globs in quotes: pages of one site")
    parser.add_argument("-o", "--output", metavar="FILE", help="the profile, a TOML file to read and to mend")
    parser.add_argument("--check", metavar="PAGES", nargs="+", help="score the profile on these, other pages")
    parser.add_argument("--profile", metavar="FILE", help="with --check alone: the profile that is scored")
    parser.add_argument("--site", metavar="NAME", default="", help="the site's name (default: its host)")
    parser.add_argument(
        "--kind", choices=("qa", "thread", "howto"), default="qa", help="of its pages: qa, thread, howto"
    )
    parser.add_argument("--extends", metavar="NAME", default="", help="a packaged profile that it goes on from")
    add_field_options(
        parser.add_argument_group("where the parts of JSON and parquet records stand (page.body: nested)")
    )
    return parser


def run(argv: Sequence[str]) -> int:
    """Run `qaclean learn` with `argv`; the exit code."""
    parser = build_parser()
    options = parser.parse_args(argv)
    try:
        _check_usage(options)
        profile = options.profile or _learned(options)
        if options.check:
            return _scored(options, profile)
    except UsageError as error:
        parser.error(str(error))
    except QacleanError as error:
        say(str(error))
        return 1
    return 0


def _check_usage(options: Namespace) -> None:
    if options.profile and (options.pages or not options.check):
        raise UsageError("--profile is scored: name the pages with --check, and none to learn from")
    if not options.profile and not (options.pages and options.output):
        raise UsageError("name PAGES to learn from, and the profile to write: -o FILE")
    if options.output and os.path.exists(options.output) and not options.output.endswith(".toml"):
        raise UsageError(f"-o {options.output} is there and no TOML file: choose another name")


def _sources(options: Namespace, paths: Sequence[str]) -> Iterator[Source | Broken]:
    from qaclean.intake import read

    fields = fields_of(options, ())
    for path in paths:
        yield from read(path, fields)


def _learned(options: Namespace) -> str:
    """Learn and write the profile; its path."""
    from qaclean.learning import learn
    from qaclean.profiles import packaged_profiles

    known = [profile.site for profile in packaged_profiles()]
    if options.extends and options.extends not in known:
        raise UsageError(
            f"--extends {options.extends}: no packaged profile is called so: use one of {', '.join(known)}"
        )
    learned = learn(_sources(options, options.pages), options.site, kind=options.kind, extends=options.extends)
    with open_sink(options.output) as sink:
        sink.write(learned.text)
    _tell(learned, options.output)
    return str(options.output)


def _tell(learned: Learned, path: str) -> None:
    for place, why in learned.failed[:SHOWN]:
        say(f"{place}: {why}")
    if len(learned.failed) > SHOWN:
        say(f"... and {len(learned.failed) - SHOWN} pages more failed")
    say(
        f"{path}: learned from {learned.pages} pages, certainty {learned.certainty:.2f}; read it, then: qaclean profiles test PAGE --profile {path}"
    )


def _scored(options: Namespace, profile: str) -> int:
    from qaclean.learning.check import score_profile

    score = score_profile(_sources(options, options.check), profile)
    with open_sink(None) as sink:
        sink.write(score.report())
    return 0 if score.pages else 1
