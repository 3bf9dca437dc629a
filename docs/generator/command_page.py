"""The reference of commands, made of their parsers: every function `build_*parser` of the package."""

from __future__ import annotations

import ast
import importlib
import os
import pathlib
import re
from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

import qaclean
from generator.markdown import code, fenced, table

__all__ = ["commands_page", "options_of", "parsers"]

_BUILDS = re.compile(r"build_(?:\w+_)?parser")
_HEAD = """# Commands

Every command with all its options. `python -m qaclean` is the same as `qaclean`; `qaclean completion bash|zsh|fish` prints a script that completes all of them in your shell.
"""


def parsers() -> dict[str, ArgumentParser]:
    """All parsers of the package by what a user types (`qaclean batch`), those of subcommands too."""
    found: dict[str, ArgumentParser] = {}
    root = pathlib.Path(qaclean.__file__).parent
    os.environ.setdefault("COLUMNS", "100")
    for path in sorted(root.rglob("*.py")):
        text = path.read_text("utf-8")
        if "def build_" not in text:
            continue
        module = ".".join(("qaclean", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and _BUILDS.fullmatch(node.name) and not node.args.args:
                for parser in _with_subcommands(getattr(importlib.import_module(module), node.name)()):
                    found[parser.prog] = parser
    return dict(sorted(found.items(), key=lambda row: (row[0].startswith("python"), row[0])))


def _with_subcommands(parser: ArgumentParser) -> Iterator[ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for other in action.choices.values():
                yield from _with_subcommands(other)


def options_of(parser: ArgumentParser) -> list[Action]:
    """The options and arguments of a parser that are for users."""
    return [action for action in parser._actions if action.help is not SUPPRESS]


def commands_page() -> str:
    """The page."""
    parts = [_HEAD]
    for name, parser in parsers().items():
        parts += [f"## {name}", parser.description or "", fenced(parser.format_usage().removeprefix("usage: ").strip())]
        for group in parser._action_groups:
            rows = [_row(action) for action in group._group_actions if action.help is not SUPPRESS]
            if rows:
                title = (group.title or "").replace("positional arguments", "arguments")
                parts += [f"**{title[:1].upper()}{title[1:]}**", table(("", ""), rows)]
        if parser.epilog:
            parts.append(fenced(parser.epilog))
    return "\n\n".join(part for part in parts if part) + "\n"


def _row(action: Action) -> tuple[str, str]:
    value = "" if action.nargs == 0 else f" {_metavar(action)}"
    names = ", ".join(code(name + value * (name.startswith("--"))) for name in action.option_strings) or code(
        value.strip()
    )
    choices = ", ".join(code(str(choice)) for choice in action.choices or () if str(choice) not in (action.help or ""))
    help_text = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%").replace("|", "\\|")
    return names, help_text + (f" ({choices})" if choices else "")


def _metavar(action: Action) -> str:
    if action.metavar:
        return action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar)
    return "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()
