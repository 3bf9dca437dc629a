"""The command line: pages on disk or standard input become records on standard output or in one file.

Exit codes: 0 all fine, 1 some inputs failed, 2 wrong usage, 130 interrupted. `--version` and `--help` import no model and no parser.
"""

from __future__ import annotations

import importlib
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qaclean.command.documents import cleaned, cleaned_row, documents, named_failure
from qaclean.command.inputs import Inputs
from qaclean.command.options import (
    FIXTURE_COMMANDS,
    PROFILE_COMMANDS,
    WRONG_USAGE,
    build_parser,
    check_usage,
    start_logging,
)
from qaclean.command.output import OutputError, Sink, flush_standard_output, let_go, naming, open_sink, say
from qaclean.errors import QacleanError
from qaclean.export import FORMATS, REPORT, Format, find_writer

if TYPE_CHECKING:
    from qaclean.intake import Source

__all__ = ["main"]

# Each a module with `run`; a file of such a name is given as ./report.
COMMANDS = ("batch", "damage", "explain", "learn", "report")
INTERRUPTED = 130  # 128 + SIGINT, as shells report it


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with `argv` (default: the arguments of this process) and return its exit code. Raises nothing.

    >>> main(["--schema", "page.txt"])
    2
    """
    try:
        code = _exit_code(argv)
        flush_standard_output()
        return code
    except BrokenPipeError:  # the reader has all it wanted, as in `| head`
        return 0
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except OutputError as error:
        say(str(error))
        return 1
    finally:
        let_go()


def _exit_code(argv: Sequence[str] | None) -> int:
    try:
        return _run(argv)
    except SystemExit as stop:  # argparse: usage errors, --help, --version
        return stop.code if isinstance(stop.code, int) else 0


def _run(argv: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] and words[0] in COMMANDS:
        return int(_module(words[0]).run(words[1:]))
    if words[:1] == ["fixtures"] and ({*words[1:2]} & {*FIXTURE_COMMANDS} or not os.path.exists("fixtures")):
        return int(_module("fixtures").run(words[1:]))
    if words[:1] == ["profiles"] and words[1:2] and words[1] in PROFILE_COMMANDS:
        return int(_module("profiles").run(words[1:]))
    if words[:1] in (["schema"], ["completion"]) and not os.path.exists(words[0]):
        return _print(words)
    parser = build_parser()
    with naming("standard output"):  # --help and --version write to it
        options = parser.parse_args(argv)
    if options.paths == ["profiles"] and not os.path.exists("profiles"):
        with open_sink(options.output) as sink:
            from qaclean.command.profiles import profile_list

            sink.write(profile_list())
        return 0
    check_usage(parser, options)
    start_logging(options.verbose)
    inputs = Inputs(options.paths)
    try:
        inputs.check_output(options.output)
        with open_sink(options.output) as sink:
            if options.schema:
                from qaclean.command.schema import schema_text

                sink.write(schema_text(()))
            elif not _write_all(options, inputs, sink) and inputs.failed:
                sink.discard()
    except WRONG_USAGE as error:
        parser.error(str(error))
    return 1 if inputs.failed else 0


def _module(command: str) -> Any:
    return importlib.import_module(f"qaclean.command.{command}")


def _print(words: Sequence[str]) -> int:
    """The commands `schema` and `completion`."""
    from qaclean.command.schema import build_schema_parser, schema_text

    try:
        if words[0] == "schema":
            text = schema_text(words[1:])
        else:
            from qaclean.command.completion import completion_script

            own = {name: _module(name).build_parser() for name in (*COMMANDS, "fixtures", "profiles")}
            parsers = {"": build_parser(), **own, "schema": build_schema_parser()}
            text = completion_script(" ".join(words[1:]), parsers, (*filter(None, parsers), "completion"))
    except QacleanError as error:
        say(str(error))
        return 2
    with open_sink(None) as sink:
        sink.write(text)
    return 0


def _write_all(options: Namespace, inputs: Inputs, sink: Sink) -> int:
    """Write each page as soon as it is ready and return their number; inputs that fail are named and left out."""
    formats = _formats(options)
    outer = formats[-1]
    count = 0
    for count, text in enumerate(_texts(options, inputs, formats), 1):
        sink.write((outer.opening if count == 1 else outer.separator) + text)
    sink.write(outer.closing if count else outer.opening + outer.closing.lstrip())
    return count


def _formats(options: Namespace) -> list[Format]:
    """What to write of each page: the record, the report, or one after the other."""
    record = [FORMATS[options.format or "jsonl"]] if options.format or not options.explain else []
    return [*record, *([REPORT] if options.explain else [])]


def _texts(options: Namespace, inputs: Inputs, formats: Sequence[Format]) -> Iterator[str]:
    """The text of each page in turn; an input that fails, or a record of one, is named and left out."""
    text_of = _text_of_row if all(format.module == "jsonl" for format in formats) else _text_of_page
    if options.guess_language:
        text_of = _text_of_page
    for name, load in documents(options, inputs):
        text = None
        with named_failure(inputs, name):
            text = text_of(options, load(), name, formats)
        if text is not None:
            yield text


def _text_of_row(options: Namespace, source: Source, name: str, formats: Sequence[Format]) -> str:
    """The record as JSON, for which no page is made: pydantic is a third of the time to the first record."""
    from qaclean.export.jsonl import write_row

    row = cleaned_row(options, source, name)
    _tell(name, row["kind"], len(row["removed"]), len(row["warnings"]))
    return write_row(row, pretty=options.pretty) + _end(formats)


def _text_of_page(options: Namespace, source: Source, name: str, formats: Sequence[Format]) -> str:
    page = cleaned(options, source, name)
    _tell(name, page.kind, len(page.removed), len(page.warnings))
    return "\n\n".join(find_writer(format)(page, pretty=options.pretty) for format in formats) + _end(formats)


def _tell(name: str, kind: str, removed: int, warnings: int) -> None:
    import logging

    logging.getLogger(__name__).info("%s: %s, %d removed, %d warnings", name, kind, removed, warnings)


def _end(formats: Sequence[Format]) -> str:
    return "" if formats[-1].closing else "\n"
