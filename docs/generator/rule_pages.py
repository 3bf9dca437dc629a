"""The reference of rules, made of the rules files: every rule with its words, its reason, and the lines that it fits and does not fit."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from generator.markdown import code, escaped, fenced, folded_away, table
from qaclean.testing import cases

__all__ = ["FILES", "removals_part", "rule_ids", "rule_pages", "rules_index"]

FILES = sorted(Path(entry.name).stem for entry in files("qaclean.rules").iterdir() if entry.name.endswith(".toml"))
FEW = 12  # words that are shown at once; more on a click
_HEAD_OF = re.compile(r"\[?\[?([\w.\"-]+)\]?\]?(?:\s*=|$)")
_EXAMPLES = ("hits", "misses")
_FITS = {"hits": "fits", "misses": "does not fit"}
_INDEX = """# Rules

What qaclean knows about the words and shapes of pages is data: {files} files below `src/qaclean/rules`, {rules:,} rules. Each stands here with the lines that it must and must not fit, which the tests run.
A cue is evidence, never a verdict: whether a line goes is weighed over the whole page ([how](architecture.md#how-a-piece-is-judged)). To have it your way write [rules of your own](mending.md); to change ours
see [CONTRIBUTING](CONTRIBUTING.md#add-a-rule-in-five-minutes).
"""
_REMOVALS = """## Rules in records

What `rule` says of the removed spans of our fixtures, most frequent first: a rule of a file, `under-` the head of a zone, a proof found on the page, a step of the stripper, or the weighing of the page
(`weighed-`). A rule that names a place (`said-at-10-60`) stands here without it.
"""


class Section(NamedTuple):
    """A part of a rules file: its name, what is said above it, and what it holds."""

    name: str
    said: str
    holds: Any


def rule_pages() -> dict[str, str]:
    """The page of each file, by the file's name."""
    return {name: _page(name) for name in FILES}


def rules_index() -> str:
    """The page about all; `removals_part` is the rest of it."""
    rows = [
        (f"[{name}](rules/{name}.md)", str(len(rule_ids(name)) or ""), _first_sentence(_comments(name)[0]))
        for name in FILES
    ]
    head = _INDEX.format(files=len(FILES), rules=sum(len(rule_ids(name)) for name in FILES))
    return "\n\n".join([head, table(("file", "rules", ""), rows)]) + "\n"


def rule_ids(name: str) -> list[str]:
    """The rules of a file: its rows by their ids, and what has examples of its own."""
    return [section.name for section in _sections(name) if _has_examples(section.holds)]


def _page(name: str) -> str:
    said, _ = _comments(name)
    parts = [f"# {name}", _as_prose(said), f"`src/qaclean/rules/{name}.toml`"]
    for section in _sections(name):
        parts.append(f"## {section.name}")
        if section.said:
            parts.append(_as_prose(section.said))
        parts += _shown(section.holds)
    return "\n\n".join(parts) + "\n"


def _sections(name: str) -> list[Section]:
    """Rows by their ids, tables and lists by their keys; `x_hits` and `x_misses` go with `x`."""
    data = tomllib.loads(_text(name))
    _, said = _comments(name)
    found: list[Section] = []
    ids = Counter(str(row.get("id")) for rows in data.values() for row in rows if isinstance(row, dict))
    of_all = {end: data.pop(end) for end in _EXAMPLES if end in data}
    for key, value in data.items():
        base = re.sub(r"_(?:hits|misses)$", "", key)
        if base != key and base in data:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found += [
                Section(_name(key, i, row, ids), said.get(str(row.get("id")), ""), row)
                for i, row in enumerate(value, 1)
            ]
        else:
            own = {end: data[f"{key}_{end}"] for end in _EXAMPLES if f"{key}_{end}" in data}
            found.append(Section(key, said.get(key, ""), {"": value, **own} if own else value))
    return [*found, Section("Examples", said.get("hits", ""), of_all)] if of_all else found


def _name(key: str, number: int, row: Mapping[str, Any], ids: Counter[str]) -> str:
    """A row's id; with its table before it where rows of two tables have the same."""
    name = str(row.get("id", f"{key} {number}"))
    return f"{key} {name}" if ids[name] > 1 else name


def _has_examples(holds: Any) -> bool:
    return isinstance(holds, Mapping) and any(key.endswith(_EXAMPLES) for key in holds)


def _text(name: str) -> str:
    return files("qaclean.rules").joinpath(f"{name}.toml").read_text("utf-8")


def _comments(name: str) -> tuple[str, dict[str, str]]:
    """What a file says of itself at its head, and above or behind the keys, tables and ids."""
    head: list[str] = []
    waiting: list[str] = []
    said: dict[str, str] = {}
    lines = _text(name).splitlines()
    for line in lines:
        if line.startswith("#"):
            waiting.append(line[1:].removeprefix(" "))
        elif found := _HEAD_OF.match(line):
            head, waiting = (head, waiting) if head or said else (waiting, [])
            above, behind = "\n".join(waiting).strip(), line.rpartition("  # ")[2] if "  # " in line else ""
            named = re.match(r'id = "([\w-]+)"(?:\s+# (.*))?', line)
            said[named[1] if named else found[1]] = (named[2] or "") if named else above or behind
            waiting = []
        elif not line.strip() and not head and not said:
            head, waiting = waiting, []
    return "\n".join(head), said


def _as_prose(comment: str) -> str:
    """A comment as paragraphs; lines with two columns are a table of keys."""
    parts: list[str] = []
    for part in re.split(r"\n\s*\n", comment):
        rows = re.findall(r"^ {1,4}(\S+(?: / \S+|, \S+)*) {2,}(.*(?:\n {8,}.*)*)$", part, re.MULTILINE)
        prose = [line for line in part.splitlines() if not line.startswith(" ")]
        if prose:
            parts.append(" ".join(map(_outside_code, prose)))
        if rows:
            parts.append(
                table(
                    ("", ""),
                    ((code(key), _outside_code(" ".join(words.split())).replace("|", "\\|")) for key, words in rows),
                )
            )
    return "\n\n".join(parts)


def _outside_code(text: str) -> str:
    return "".join(part if part.startswith("`") else escaped(part) for part in re.split(r"(`[^`]+`)", text))


def _shown(holds: Any) -> Iterator[str]:
    """What a section holds as Markdown."""
    if not isinstance(holds, Mapping):
        yield from _value("", holds)
        return
    if "reason" in holds:
        yield f"Reason: `{holds['reason']}`" + (
            f", like [{holds['like']}](#{holds['like']})" if "like" in holds else ""
        )
    flags = [key for key, value in holds.items() if value is True]
    if flags:
        yield "Marks: " + ", ".join(map(code, flags))
    for key, value in holds.items():
        if (
            value is not True
            and key not in ("id", "reason", "like", "hits", "misses")
            and not key.endswith(("_hits", "_misses"))
        ):
            yield from _value(key, value)
        for end in _EXAMPLES:
            if key and f"{key}_{end}" in holds:
                yield from _examples(_FITS[end], holds[f"{key}_{end}"])
    for key in (
        *_EXAMPLES,
        *(f"{kind}_{end}" for kind in ("alone", "followup", "short", "relative") for end in _EXAMPLES),
    ):
        if key in holds:
            yield from _examples(_FITS[key.rpartition("_")[2]] if "_" in key else _FITS[key], holds[key])


def _value(key: str, value: Any) -> Iterator[str]:
    name = f"`{key}`: " if key else ""
    if isinstance(value, Mapping):
        yield f"**{key}**"
        yield from _shown(value)
    elif isinstance(value, str) and len(value) > 60:
        yield f"{name or 'Pattern: '}"
        yield fenced(value)
    elif isinstance(value, list) and value and isinstance(value[0], list | dict):
        yield name or "Rows:"
        yield "\n".join(
            f"- {' → '.join(_inline(part) for part in (row.values() if isinstance(row, dict) else row))}"
            for row in value
        )
    elif isinstance(value, list):
        words = " ".join(map(_inline, value))
        many = len(value) > FEW
        yield folded_away(f"{key or 'words'}: {len(value)}", words) if many else f"{name or 'Words: '}{words}"
    else:
        yield f"{name}{_inline(value)}"


def _inline(value: Any) -> str:
    return code(value) if isinstance(value, str) and value else "nothing" if value == "" else str(value)


def _examples(title: str, rows: list[Any]) -> Iterator[str]:
    shown = [" → ".join(_inline(part) for part in row) if isinstance(row, list) else _inline(row) for row in rows]
    yield f"{title.capitalize()}:\n\n" + "\n".join(f"- {row}" for row in shown)


def _first_sentence(text: str) -> str:
    return _outside_code(re.split(r"(?<=[.])\s|:\s|\n\n", " ".join(text.split()), maxsplit=1)[0].rstrip(":"))


def removals_part() -> str:
    """The rules of the removals in our fixtures: how often, why, and a line. Cleans them all."""
    counts: Counter[str] = Counter()
    reasons: dict[str, set[str]] = {}
    lines: dict[str, str] = {}
    for case in cases():
        page = case.clean()
        for removed in page.removed:
            rule = re.sub(r"-\d+-\d+$", "", removed.rule)
            counts[rule] += 1
            reasons.setdefault(rule, set()).add(removed.reason)
            words = " ".join(page.source_text[slice(*removed.span)].split())
            if len(words) > len(lines.get(rule, "")) and len(words) <= 60:
                lines[rule] = words
    homes = {rule: name for name in FILES for rule in rule_ids(name)}
    rows = (
        (
            f"[{code(rule)}](rules/{homes[rule]}.md#{rule})" if rule in homes else code(rule),
            str(count),
            ", ".join(code(r) for r in sorted(reasons[rule])),
            code(lines.get(rule, "…")),
        )
        for rule, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    )
    return f"{_REMOVALS}\n{table(('rule', 'times', 'reason', 'a line of it'), rows)}\n"
