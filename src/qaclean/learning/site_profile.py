"""A learned profile as a TOML file that a person reads: each line with the pages that it stands on, and how sure all of it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qaclean.learning.model import Furniture, Known, Zone
from qaclean.learning.shapes import label_pattern, pattern_of

__all__ = ["Site", "profile_text"]


class Site(NamedTuple):
    """What a profile says of its site besides rules: name, kind, hosts, and the packaged profile that it extends ("" for none)."""

    name: str
    kind: str = "qa"
    hosts: tuple[str, ...] = ()
    extends: str = ""


def profile_text(found: Furniture, site: Site, pages: int, remarks: Sequence[str]) -> str:
    """The file; `remarks` stand at its head.

    >>> text = profile_text(Furniture((Known("欢迎来到本站", 9, 3, 9, "site_chrome", 7),)), Site("a.example"), 10, ["learned"])
    >>> text.split("\\n")[-4:-1]
    ['whole = [', '  "欢迎来到本站",  # on 9 of 10 pages; the general rules drop it 3 of 9 times', ']']
    """
    rows = [*(f"# {remark}" for remark in remarks), f"site = {_text(site.name)}", f"kind = {_text(site.kind)}"]
    rows += [f"hosts = [{', '.join(map(_text, site.hosts))}]"]
    rows += [f"extends = {_text(site.extends)}"] if site.extends else []
    rows += _lines(found.lines, pages)
    for number, known in enumerate(found.shapes, 1):
        rows += _rule(f"shape-{number}", "drop", known, pages, f"pattern = {_text(pattern_of(known.words))}")
    for number, known in enumerate(found.templates, 1):
        rows += _rule(f"template-{number}", "drop", known, pages, f"pattern = {_text(pattern_of(known.words))}")
    for number, known in enumerate(found.labels, 1):
        rows += _rule(
            f"label-{number}", "drop", known, pages, f"pattern = {_text(label_pattern(known.words, known.longest))}"
        )
    for number, zone in enumerate(found.zones, 1):
        rows += _zone(number, zone, pages)
    for on, do, known in _places(found):
        number = sum(row.startswith(f'id = "{on}-{do}') for row in rows) + 1
        rows += _rule(f"{on}-{do}-{number}", do, known, pages, f"on = {_text(on)}", f"select = {_text(known.words)}")
    return "\n".join(rows) + "\n"


def _places(found: Furniture) -> Iterator[tuple[str, str, Known]]:
    yield from (("element", "drop", known) for known in found.drops)
    yield from (("element", "keep", known) for known in found.keeps)
    if found.region is not None:
        yield "outside", "drop", found.region


def _lines(lines: Sequence[Known], pages: int) -> Iterator[str]:
    """The lines that recur word for word, by reason."""
    for reason in sorted({known.reason for known in lines}):
        yield from (
            "",
            "[[rule]]",
            f"id = {_text(f'lines-{reason}')}",
            'do = "drop"',
            f"reason = {_text(reason)}",
            "whole = [",
        )
        for known in lines:
            if known.reason == reason:
                yield f"  {_text(known.words)},  # {_evidence(known, pages)}"
        yield "]"


def _rule(name: str, do: str, known: Known, pages: int, *says: str) -> list[str]:
    reason = [f"reason = {_text(known.reason)}"] if do == "drop" else []
    return ["", f"[[rule]]  # {_evidence(known, pages)}", f"id = {_text(name)}", f'do = "{do}"', *reason, *says]


def _zone(number: int, zone: Zone, pages: int) -> Iterable[str]:
    until = ", ".join(map(_text, zone.until))
    says = ('on = "zone"', f"whole = [{_text(zone.head.words)}]", f"until = [{until}]", f"lines = {zone.lines}")
    return _rule(f"zone-{number}", "drop", zone.head, pages, *says)


def _evidence(known: Known, pages: int) -> str:
    return f"on {known.pages} of {pages} pages; the general rules drop it {known.gone} of {known.times} times"


def _text(words: str) -> str:
    """A TOML string."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
