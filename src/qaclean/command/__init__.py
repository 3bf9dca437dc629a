"""The command line: pages on disk or standard input become records on standard output or in one file.

Exit codes: 0 all fine, 1 some inputs failed, 2 wrong usage, 130 interrupted. `--version` and `--help` import no model and no parser.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from qaclean.command.inputs import STDIN, Inputs, read_input
from qaclean.command.options import build_parser, check_usage, fields_of, start_logging
from qaclean.command.output import OutputError, Sink, flush_standard_output, let_go, naming, open_sink, say
from qaclean.errors import ProfileError, QacleanError, RuleError, UsageError
from qaclean.export import FORMATS, REPORT, Format, find_writer
from qaclean.intake.model import kind_of
from qaclean.surrogates import speakable

if TYPE_CHECKING:
    from qaclean.intake import Source
    from qaclean.records import Page

__all__ = ["main"]

PROFILE_COMMANDS = ("new", "check", "test")
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
    if words[:1] == ["batch"]:
        from qaclean.command.batch import run

        return run(words[1:])
    if words[:1] == ["damage"]:
        from qaclean.command.damage import run as run_damage

        return run_damage(words[1:])
    if words[:1] == ["profiles"] and words[1:2] and words[1] in PROFILE_COMMANDS:
        from qaclean.command.profiles import run as run_profiles

        return run_profiles(words[1:])
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
                sink.write(_schema())
            elif not _write_all(options, inputs, sink) and inputs.failed:
                sink.discard()
    except (ProfileError, RuleError, UsageError) as error:
        parser.error(str(error))
    return 1 if inputs.failed else 0


def _print(words: Sequence[str]) -> int:
    """The commands `schema` and `completion`."""
    from qaclean.command.schema import build_schema_parser, schema_text

    try:
        if words[0] == "schema":
            text = schema_text(words[1:])
        else:
            from qaclean.command.batch import build_parser as build_batch_parser
            from qaclean.command.completion import completion_script
            from qaclean.command.damage import build_damage_parser
            from qaclean.command.profiles import build_profiles_parser

            parsers = {
                "": build_parser(),
                "batch": build_batch_parser(),
                "damage": build_damage_parser(),
                "profiles": build_profiles_parser(),
                "schema": build_schema_parser(),
            }
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
    for name, page_of in _documents(options, inputs):
        try:
            page = page_of()
            _tell(name, page)
            text = _as_text(page, formats, options.pretty)
        except (ProfileError, RuleError, UsageError):
            raise
        except QacleanError as error:
            inputs.fail(name, str(error))
        except Exception as error:  # a fault of ours in one page must not cost the others
            inputs.fail(name, f"qaclean itself failed on it ({type(error).__name__}: {error}); please report it")
        else:
            yield text


def _tell(name: str, page: Page) -> None:
    import logging

    logging.getLogger(__name__).info(
        "%s: %s, %d removed, %d warnings", name, page.kind, len(page.removed), len(page.warnings)
    )


def _documents(options: Namespace, inputs: Inputs) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Name and reader of each page: of each file, and of each record of a file that holds many (JSON, parquet, WARC, WET)."""
    for name in inputs:
        if name == STDIN or os.path.isdir(name) or kind_of(name) == "page":
            yield name, partial(_page, options, name)
        else:
            yield from _records(options, inputs, name)


def _records(options: Namespace, inputs: Inputs, name: str) -> Iterator[tuple[str, Callable[[], Page]]]:
    from qaclean.intake import Broken, read

    fields = fields_of(options, ())
    found = False
    try:
        for source in read(name, fields):
            found = True
            if isinstance(source, Broken):
                inputs.fail(source.place, source.message)
            else:
                yield source.place, partial(_cleaned, options, source)
    except (QacleanError, OSError) as error:
        inputs.fail(name, str(error))
        return
    if not found:
        inputs.fail(name, "it holds no record; check what is in it")


def _as_text(page: Page, formats: Sequence[Format], pretty: bool) -> str:
    texts = [find_writer(format)(page, pretty=pretty) for format in formats]
    end = "" if formats[-1].closing else "\n"
    return "\n\n".join(texts) + end


def _page(options: Namespace, name: str) -> Page:
    from qaclean.intake import Source
    from qaclean.intake.records import check_name, media_type_of
    from qaclean.limits import Limits

    check_name(name)
    declared = "text/markdown" if media_type_of(name) == "text/markdown" else None
    return _cleaned(options, Source(name, 0, read_input(name, Limits().max_bytes), media_type=declared), name)


def _cleaned(options: Namespace, source: Source, name: str | None = None) -> Page:
    """The page of a document; what the options say of it goes before what is declared."""
    from qaclean.pipeline import clean

    page = clean(
        source.content,
        url=options.url or source.url,
        media_type=source.media_type if source.profile else options.media_type or source.media_type,
        encoding=options.encoding if isinstance(source.content, bytes) else None,
        profile=source.profile or options.profile,
        reference_time=options.reference_time or source.fetched,
        rules=options.rules,
    )
    if options.guess_language:
        from qaclean.cleaner import with_guessed_language

        page = with_guessed_language(page)
    return page.model_copy(update={"source": page.source.model_copy(update={"name": speakable(name or source.place)})})


def _schema() -> str:
    from qaclean.command.schema import schema_text

    return schema_text(())
