"""`qaclean damage FILE --recipe NAME`: a page broken as scrapers break it, and the record that a cleaner should make of the dump."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from qaclean.command.options import HelpFormatter, Parser
from qaclean.command.output import open_sink, say
from qaclean.errors import QacleanError, UsageError

__all__ = ["build_parser", "run"]

_EPILOG = """examples:
  qaclean damage page.html --recipe zhidao-2021 --seed 7
  qaclean damage record.json --recipe wet --intensity 2 -o dump.txt --gold gold.json

exit codes: 0 done; 1 an input or an output failed; 2 wrong usage"""


def build_parser() -> ArgumentParser:
    """The options of `qaclean damage`."""
    parser = Parser(
        prog="qaclean damage",
        description="Write the dump that a scraper would make of a page, in UTF-8.",
        epilog=_EPILOG,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="saved HTML, or a record as JSON (.json)")
    parser.add_argument("--recipe", metavar="NAME", help="how it is broken; --list names all")
    parser.add_argument("--list", action="store_true", help="list the recipes and stop")
    parser.add_argument("--seed", default="0", metavar="SEED", help="the same seed, the same dump (default: 0)")
    parser.add_argument(
        "--intensity", type=float, default=1.0, metavar="X", help="0 only flattened; 2 double (default: 1)"
    )
    parser.add_argument("--gold", metavar="OUT", help="also write the record that the dump should give")
    parser.add_argument("-o", "--output", metavar="OUT", help="write the dump there instead of standard output")
    return parser


def run(argv: Sequence[str]) -> int:
    """Run `qaclean damage` with `argv`; the exit code."""
    parser = build_parser()
    options = parser.parse_args(argv)
    if not options.list and not (options.file and options.recipe):
        parser.error("name a FILE and a --recipe (or --list)")
    try:
        with open_sink(options.output) as sink:
            sink.write(_list() if options.list else _dump(options))
    except UsageError as error:
        parser.error(str(error))
    except QacleanError as error:
        say(str(error))
        return 1
    return 0


def _list() -> str:
    """A line a recipe."""
    from qaclean.testing.damage import recipes

    return "".join(f"{recipe.name:16} {recipe.about}\n" for recipe in recipes())


def _dump(options: Namespace) -> str:
    from qaclean.testing.damage import damage, gold_record, load_page

    dump = damage(load_page(options.file), options.recipe, options.seed, intensity=options.intensity)
    if options.gold:
        with open_sink(options.gold) as sink:
            sink.write(json.dumps(gold_record(dump, name=options.file), ensure_ascii=False, indent=1) + "\n")
    return dump.text
