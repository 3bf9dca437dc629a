"""`qaclean fixtures list|show|copy`: the fixtures for those who write crawlers, in any language."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qaclean.command.options import FIXTURE_COMMANDS, HelpFormatter, Parser
from qaclean.command.output import naming, open_sink, say
from qaclean.errors import QacleanError, UsageError

if TYPE_CHECKING:
    from qaclean.testing import Case

__all__ = ["build_parser", "run"]

INDEX = "cases.json"
_EPILOG = """\
examples:
  qaclean fixtures list --tag engine:discuz
  qaclean fixtures show sites/discuz-x
  qaclean fixtures show sites/discuz-x --part source > page.html
  qaclean fixtures copy our/tests/pages --group sites --group hostile"""


def build_parser() -> ArgumentParser:
    """The parser of `qaclean fixtures`."""
    parser = Parser(
        prog="qaclean fixtures",
        description="Pages with known records, for the tests of crawlers: list them, show one, copy them into a folder.",
        epilog=_EPILOG,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("action", choices=FIXTURE_COMMANDS, help="what to do")
    parser.add_argument("name", nargs="?", metavar="NAME|DIR", help="show: a case; copy: the folder to make")
    parser.add_argument(
        "--group", action="append", default=[], metavar="GROUP", help="only of this group (again for more)"
    )
    parser.add_argument("--tag", metavar="TAG", help="only such that cover it: engine:discuz, damage, language:ja")
    parser.add_argument("--media-type", metavar="TYPE", help="only text/plain, text/html or text/markdown")
    parser.add_argument("--json", action="store_true", help="list as JSON, with notes and facts")
    parser.add_argument(
        "--part", choices=("source", "record", "facts", "note"), help="show: this part alone, the source byte for byte"
    )
    return parser


def run(argv: Sequence[str]) -> int:
    """Run `qaclean fixtures` with `argv`; the exit code: 0 done, 2 wrong usage (an unknown case, a folder that holds something)."""
    options = build_parser().parse_args(argv)
    try:
        if options.action == "list":
            _list(options)
        elif not options.name:
            raise UsageError(
                f"qaclean fixtures {options.action}: name {'a case' if options.action == 'show' else 'a folder'}"
            )
        elif options.action == "show":
            _show(options.name, options.part)
        else:
            count = _copy(options, Path(options.name))
            say(f"{count} cases in {options.name}, told in {INDEX}")
    except QacleanError as error:
        say(str(error))
        return 2
    return 0


def _chosen(options: Namespace) -> list[Case]:
    """The cases that the options name. Errors: `UnknownCaseError`."""
    from qaclean.testing import cases

    filters: dict[str, Any] = {"tag": options.tag, "media_type": options.media_type}
    return [case for group in options.group or [None] for case in cases(group, **filters)]


def _list(options: Namespace) -> None:
    found = _chosen(options)
    with open_sink(None) as sink:
        if options.json:
            sink.write(_as_json([_told(case) for case in found]))
        else:
            width = max((len(case.name) for case in found), default=0)
            sink.write("".join(f"{case.name:{width}}  {case.media_type:13}  {' '.join(case.tags)}\n" for case in found))


def _told(case: Case) -> dict[str, Any]:
    """What is told of a case beside its source and record."""
    told = {"name": case.name, "media_type": case.media_type, "charset": case.charset, "url": case.url}
    return {**told, "tags": list(case.tags), "note": case.note, "facts": case.facts}


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _show(name: str, part: str | None) -> None:
    from qaclean.testing import load
    from qaclean.testing.catalogue import preview_of, record_in_brief

    case = load(name)
    if part == "source":
        with open_sink(None) as sink:
            sink.write_source(case.source, case.charset)
        return
    texts = {"record": _as_json(case.expected_json), "facts": _as_json(case.facts), "note": f"{case.note}\n"}
    known = _told(case)
    head = "".join(
        f"{key}: {' '.join(known[key]) if key == 'tags' else known[key]}\n" for key in known if key != "facts"
    )
    shown = "".join(f"    {line}\n" for line in preview_of(case))
    with open_sink(None) as sink:
        sink.write(texts[part] if part else f"{head}\n{shown}\n{record_in_brief(case.expected_json)}\n")


def _copy(options: Namespace, target: Path) -> int:
    """Copy cases into a new folder as they lie in ours, with an index of them; their number."""
    from qaclean.testing import fixtures_folder

    found = _chosen(options)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} holds something already: name a new folder, or empty this one")
    with naming(os.fspath(target)):
        for case in found:
            folder = target / case.name
            folder.mkdir(parents=True)
            for path in sorted((fixtures_folder() / case.name).iterdir()):
                (folder / path.name).write_bytes(path.read_bytes())
        target.mkdir(exist_ok=True)
        (target / INDEX).write_text(_as_json([_told(case) for case in found]), "utf-8")
    return len(found)
