"""The options of the command, each with its help, and the combinations that make no sense."""

from __future__ import annotations

import os
import sys
from argparse import Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter, _ArgumentGroup
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from qaclean.errors import ProfileError, RuleError, UsageError
from qaclean.export import FORMATS
from qaclean.export.escapes import for_message
from qaclean.surrogates import speakable

if TYPE_CHECKING:
    from qaclean.intake import Fields

__all__ = [
    "FIXTURE_COMMANDS",
    "MEDIA_TYPES",
    "PROFILE_COMMANDS",
    "SHAPES",
    "SUFFIXES",
    "WRONG_USAGE",
    "HelpFormatter",
    "Parser",
    "add_field_options",
    "add_help_options",
    "add_known_options",
    "add_source_options",
    "add_verbose",
    "build_parser",
    "check_usage",
    "fields_of",
    "settle_known",
    "start_logging",
    "version",
]

SHAPES = ("pages", "table", "pairs", "steps", "chat", "mnbvc", "chunks")  # `qaclean.export.rows` makes them
PROFILE_COMMANDS, FIXTURE_COMMANDS = ("new", "check", "test"), ("list", "show", "copy")
WRONG_USAGE = (ProfileError, RuleError, UsageError)  # errors that concern all documents, not one
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")  # what a folder is searched for

MEDIA_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "markdown": "text/markdown",
    "text/plain": "text/plain",
    "text/html": "text/html",
    "text/markdown": "text/markdown",
}

_DESCRIPTION = """\
Turn scraped question-and-answer and how-to pages into clean records. Every character of a page
ends up in the record or in its list of removed spans, with the reason. Nothing is fetched."""

_EPILOG = """\
examples:
  qaclean page.txt                        the record, one JSON object on one line
  qaclean --format text page.txt          what is left of the page, to read
  qaclean --explain page.txt              what was removed and repaired, and why
  qaclean dumps/ -o records.jsonl         all {suffixes}
  curl -s URL | qaclean --url URL -       a page from standard input
  qaclean report dumps/ -o report.html    what was kept and why, to look at in a browser
  qaclean batch crawl.jsonl --out pages   a corpus; see qaclean batch --help
other commands: qaclean explain; qaclean learn; qaclean profiles [new|check|test]; qaclean fixtures;
  qaclean damage; qaclean schema; qaclean completion bash|zsh|fish
exit codes: 0 all fine; 1 some inputs failed, each is named; 2 wrong usage; 130 interrupted"""

WIDTH = 100  # columns of a help text


class HelpFormatter(RawDescriptionHelpFormatter):
    """Help that fits one screen: a line an option."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=27, width=WIDTH)


def version() -> str:
    """The installed version, or that of the source tree."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("qaclean")
    except PackageNotFoundError:
        import qaclean

        return qaclean.__version__


class _ShowVersion(Action):
    """Prints the version; looks it up only then."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        from qaclean.compiled import is_compiled

        print(f"qaclean {version()} ({'compiled' if is_compiled() else 'pure Python'})")
        parser.exit()


class Parser(ArgumentParser):
    """A parser whose messages cannot act on a terminal, whatever the arguments hold."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"qaclean: {for_message(message)}; see: {self.prog} --help\n")


def build_parser() -> ArgumentParser:
    """The parser of the command line."""
    parser = Parser(
        prog="qaclean",
        usage="qaclean [OPTIONS] PATH...",
        description=_DESCRIPTION,
        epilog=_EPILOG.format(suffixes=" ".join(f"*{suffix}" for suffix in SUFFIXES)),
        formatter_class=HelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    parser.add_argument("paths", metavar="PATH", nargs="*", help="a file, a folder, or - for standard input")
    _add_output_options(parser)
    add_source_options(parser)
    group = add_help_options(parser)
    group.add_argument("--version", action=_ShowVersion, nargs=0, help="print the version and the form, and stop")
    return parser


def add_help_options(parser: ArgumentParser) -> _ArgumentGroup:
    """The group of options that tell of the command itself."""
    group = parser.add_argument_group("help")
    add_verbose(group)
    group.add_argument("-h", "--help", action="help", help="print this and stop")
    return group


def add_verbose(group: _ArgumentGroup) -> None:
    """`-v`, here and in `qaclean batch`."""
    group.add_argument(
        "-v", "--verbose", action="count", default=0, help="tell what is done on standard error; -vv: in detail"
    )


def start_logging(level: int) -> None:
    """Send what the loggers below `qaclean` say to standard error: 1 what is done, 2 in detail."""
    if not level:
        return
    import logging

    class Harmless(logging.Formatter):
        """A line that cannot act on a terminal."""

        def format(self, record: logging.LogRecord) -> str:
            return for_message(speakable(super().format(record)))

    handler = logging.StreamHandler()
    handler.setFormatter(Harmless("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("qaclean")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO if level == 1 else logging.DEBUG)


def _add_output_options(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("what is written")
    formats = ", ".join(FORMATS)
    group.add_argument("--format", choices=FORMATS, metavar="NAME", help=f"{formats} (default: jsonl)")
    group.add_argument("--pretty", action="store_true", help="indent JSON (a record then takes many lines)")
    group.add_argument("-o", "--output", metavar="FILE", help="write to FILE, whole or not at all")
    group.add_argument("--explain", action="store_true", help="list what was removed and repaired, and why")
    group.add_argument("--schema", action="store_true", help="print the JSON Schema of a record and stop")


def add_source_options(parser: ArgumentParser) -> None:
    """What is known of the pages, and where the parts of records stand; here and in the commands that read as this one does."""
    group = parser.add_argument_group("what is known about the pages (default: found out for each page)")
    add_known_options(group)
    group.add_argument("--url", metavar="URL", help="the address of the one page; never fetched")
    fields = parser.add_argument_group("where the parts of JSON and parquet records stand (page.body: nested)")
    add_field_options(fields)


def add_known_options(group: _ArgumentGroup) -> None:
    """What is known of all pages, here and in `qaclean batch`."""
    group.add_argument("--encoding", metavar="NAME", help="their encoding, such as gb18030 or utf-16")
    group.add_argument("--media-type", choices=MEDIA_TYPES, metavar="TYPE", help="text, html or markdown")
    group.add_argument(
        "--reference-time", metavar="TIME", help="when they were fetched (2017-05-20T14:30): dates like 3天前 need it"
    )
    group.add_argument("--profile", metavar="NAME", help="a site profile, a TOML file, or none for the general rules")
    group.add_argument(
        "--rules", metavar="FILE", action="append", help="your own rules, which win (TOML; may be repeated), or none"
    )
    group.add_argument(
        "--guess-language", action="store_true", help="guess languages that nothing tells (extra: language)"
    )


_FIELDS = {
    "text": "its text",
    "html": "its HTML",
    "url": "its address",
    "id": "its name",
    "question": "a question",
    "detail": "what its asker adds",
    "answer": "its answers",
}


def add_field_options(group: _ArgumentGroup) -> None:
    """The keys that hold the parts of a record of JSON or parquet, here and in `qaclean batch`."""
    for name, what in _FIELDS.items():
        alone = name in ("text", "html", "url", "id")
        group.add_argument(
            f"--{name}-field",
            metavar="KEY" if alone else "KEYS",
            default=name if alone else "",
            help=f"{what} (default: {name})" if alone else f"{what}, in fields of their own: a,b",
        )


def fields_of(options: Namespace, keep: tuple[str, ...] | None) -> Fields:
    """What those options say; `keep` as in `Fields`."""
    from qaclean.intake import Fields

    named = (options.question_field, options.detail_field, options.answer_field)
    question, detail, answers = (tuple(filter(None, map(str.strip, words.split(",")))) for words in named)
    return Fields(
        options.text_field, options.html_field, options.url_field, options.id_field, keep, question, detail, answers
    )


def check_usage(parser: ArgumentParser, options: Namespace) -> None:
    """Stop with exit code 2 where options contradict each other; name the way out."""
    for problem in _problems(options):
        parser.error(problem)
    settle_known(parser, options)


def settle_known(parser: ArgumentParser, options: Namespace) -> None:
    """Replace the words of `add_known_options` by what they mean. Stops with exit code 2 for a time that is none."""
    options.media_type = MEDIA_TYPES.get(options.media_type or "")
    if options.reference_time is not None:
        options.reference_time = _moment(parser, options.reference_time)


def _moment(parser: ArgumentParser, words: str) -> datetime:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        parser.error(f"--reference-time {words} is no time in ISO 8601: write it like 2017-05-20T14:30")


def _problems(options: Namespace) -> Sequence[str]:
    paths = options.paths
    is_json = FORMATS[options.format or "jsonl"].is_json
    checks = [
        (options.schema and paths, "--schema takes no PATH: leave out one of them"),
        (not options.schema and not paths, "name at least one PATH: a file, a folder, or - for standard input"),
        (paths.count("-") > 1, "- is named twice, but standard input can be read once"),
        ("" in paths, "a PATH is empty: name a file, a folder, or -"),
        (options.output == "", "the FILE of -o is empty: name a file"),
        (options.pretty and not is_json, f"--pretty indents JSON, {options.format} is none: leave out one of them"),
        (
            options.explain and options.format and is_json,
            "--explain goes with --format text or markdown, or without --format",
        ),
        (
            options.explain and options.pretty,
            "--pretty indents JSON, the report of --explain is none: leave out one of them",
        ),
        (
            options.url and (len(paths) > 1 or any(map(os.path.isdir, paths))),
            "--url belongs to one page: name one file, or -",
        ),
        ("-" in paths and sys.stdin is None, "standard input is closed: name a file instead of -"),
    ]
    return [message for wrong, message in checks if wrong]
