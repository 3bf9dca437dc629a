"""The site's sources: the project's documents with their links as they are in the site, the pages that are made, and the navigation."""

from __future__ import annotations

import pathlib
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from generator.command_page import commands_page
from generator.markdown import anchor_of
from generator.module_page import modules_page
from generator.navigation import MADE_OF, NAVIGATION, PLACES
from generator.profile_page import profiles_page
from generator.python_page import python_page
from generator.record_pages import records_page, rows_page
from generator.rule_pages import rule_pages, rules_index

__all__ = ["ROOT", "dead_links", "navigation", "pages"]

ROOT = pathlib.Path(__file__).resolve().parents[2]
_MADE: dict[str, Callable[[], str]] = {
    "records.md": records_page,
    "rows.md": rows_page,
    "commands.md": commands_page,
    "python.md": python_page,
    "rules.md": rules_index,
    "profiles.md": profiles_page,
    "modules.md": modules_page,
}
_CODE = re.compile(r"(```.*?^```$|(?:^ {4}.*(?:\n|\Z))+|`+[^`\n]*`+)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_NAMED = re.compile(r"^`((?:docs/)?[\w.-]+\.md)`$")
_COMMENT = re.compile(r"^<!--.*?-->\n", re.DOTALL | re.MULTILINE)


def pages() -> dict[str, str]:
    """The Markdown of each page by its place in the site."""
    found: dict[str, str] = {}
    for source, place in PLACES.items():
        if source.startswith("made:"):
            found[place] = _with_links(_MADE[place](), place)
        else:
            found[place] = _as_page(source, (ROOT / source).read_text("utf-8"))
    return found | {f"rules/{name}.md": text for name, text in rule_pages().items()}


def _as_page(source: str, text: str) -> str:
    """A document with links to other documents as they lie in the site; a link to what is not in it becomes its words."""

    def link(match: re.Match[str]) -> str:
        mark, words, target = match.groups()
        path, hash_mark, anchor = target.partition("#")
        if "://" in target or not path or target.startswith("mailto:"):
            return match[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        picture = path.removeprefix("docs/") if path.endswith((".svg", ".png")) else None
        place = PLACES.get(there) or MADE_OF.get(there) or picture
        return words if place is None else f"{mark}[{words}]({place}{hash_mark}{anchor})"

    parts = _CODE.split(_COMMENT.sub("", text))
    if source.endswith(".zh-CN.md"):  # fonts and voices by the language of its words
        parts = ['<div lang="zh-CN" markdown>\n\n', "", *parts, "", "\n</div>\n"]
    return _with_links(
        "".join(part if i % 2 else _LINK.sub(link, part) for i, part in enumerate(parts)), PLACES[source]
    )


def _with_links(text: str, here: str) -> str:
    """The names of documents that stand as code become links."""

    def named(match: re.Match[str]) -> str:
        place = PLACES.get(match[1], PLACES.get(f"docs/{match[1]}"))
        return match[0] if place is None or place == here else f"[{match[1]}]({place})"

    return "".join(_NAMED.sub(named, part) if i % 2 else part for i, part in enumerate(_CODE.split(text)))


def navigation() -> list[dict[str, Any]]:
    """The navigation as the site's builder reads it."""
    rows: list[dict[str, Any]] = []
    for section, entries in NAVIGATION.items():
        places: list[Any] = []
        for title, source in entries.items():
            place: Any = PLACES[source]
            if place == "rules.md":
                place = [{"All rules": place}, *(f"rules/{name}.md" for name in sorted(rule_pages()))]
            places.append({title: place})
        rows.append({section: places})
    return rows


def dead_links(found: dict[str, str], files: set[str]) -> Iterator[str]:
    """Links of pages that lead to no page, heading or file of the site."""
    anchors = {place: set(_anchors(text)) for place, text in found.items()}
    for place, text in found.items():
        for match in _LINK.finditer("".join(part for i, part in enumerate(_CODE.split(text)) if not i % 2)):
            path, _, anchor = match[3].partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(place), path)) if path else place
            if "://" in match[3]:
                continue
            if there not in found and there not in files:
                yield f"{place}: {match[3]} leads to no page"
            elif anchor and anchor not in anchors.get(there, ()):
                yield f"{place}: {match[3]} leads to no heading"


def _anchors(text: str) -> Iterator[str]:
    seen: dict[str, int] = {}
    without = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    for heading in re.findall(r"^#{1,6} (.+)$", without, re.MULTILINE):
        anchor = anchor_of(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading))
        seen[anchor] = seen.get(anchor, -1) + 1
        yield f"{anchor}_{seen[anchor]}" if seen[anchor] else anchor
