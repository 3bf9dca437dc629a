"""The report as one HTML file that needs nothing else: data as JSON that no browser runs, one script and one style that its policy names by their digests.

The policy lets nothing be loaded or sent, no other script or style, no form, no frame, and no text be read as markup by the script (trusted types).
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from qaclean.export.explain import REASONS
from qaclean.report.overview import overview_of
from qaclean.report.tally import Tally

__all__ = ["BUDGET", "report_html"]

BUDGET = 2_950_000  # bytes of the file
SCRIPTS = ("elements.js", "words.js", "list.js", "overview.js", "document.js", "mending.js", "start.js")
STYLE = "report.css"
WORDS = "words.json"


def report_html(tally: Tally, *, title: str = "qaclean", other: str | None = None, budget: int = BUDGET) -> str:
    """The file; `other` names what was compared with. Documents go in whole as far as `budget` bytes reach, the others by their rows alone.

    >>> from qaclean import clean
    >>> tally = Tally()
    >>> tally.add(clean("怎么退订?</script><script>alert(1)</script>\\n发短信TD。"), "a.txt")
    >>> "<script>alert" in report_html(tally)
    False
    """
    style, script = _text(STYLE), "\n".join(map(_text, SCRIPTS))
    words = json.loads(_text(WORDS))
    words["en"].update({f"reason.{reason}": meaning for reason, meaning in REASONS.items()})
    frame = [_HEAD.format(policy=_policy(script, style), title=_escaped(title), style=style), _BODY]
    documents = [(found["number"], _data(_plain(found))) for found in tally.sample.best()]
    everything = {number: 0 for number, _ in documents}
    fixed = sum(map(_size, (*frame, script, _data(words), _data(overview_of(tally, everything))))) + 10_000
    chosen = sorted(_fitting(documents, budget - fixed))
    opened = {number: place for place, (number, _) in enumerate(chosen)}
    overview = {**overview_of(tally, opened), "other": other, "whole": len(chosen)}
    return "".join(
        [
            *frame,
            _block("words", _data(words)),
            _block("overview", _data(overview)),
            *(_block(f"document-{place}", data) for place, (_, data) in enumerate(chosen)),
            f"<script>{script}</script>\n</body>\n</html>\n",
        ]
    )


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name not in ("row", "number")}


def _fitting(documents: list[tuple[int, str]], room: int) -> Iterator[tuple[int, str]]:
    """Documents as long as there is room, a large one passed over where smaller ones still fit; the first always."""
    for place, (number, data) in enumerate(documents):
        size = _size(data) + 80
        if size <= room or place == 0:
            room -= size
            yield number, data


def _size(text: str) -> int:
    return len(text.encode("utf-8"))


@cache
def _text(name: str) -> str:
    return (importlib.resources.files("qaclean.report") / "assets" / name).read_text("utf-8")


def _data(value: Any) -> str:
    """JSON that ends no element and begins none."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _block(name: str, data: str) -> str:
    return f'<script type="application/json" id="{name}">{data}</script>\n'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _policy(script: str, style: str) -> str:
    digests = {name: _digest(text) for name, text in (("script-src", script), ("style-src", style))}
    fixed = "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    return f"default-src 'none'; {'; '.join(f'{name} {digest}' for name, digest in digests.items())}; {fixed}"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
"""
_BODY = """<body>
<header id="bar"></header>
<main id="main" tabindex="-1"><noscript>This report needs JavaScript: it is drawn by a script inside this file, and nothing is loaded from elsewhere.</noscript></main>
<footer id="foot"></footer>
"""
