"""Scripts and style sheets of the page itself, which a flattener left in its text: they are no code that anybody wrote about.

What they begin with and what only they say are data (`rules/code.toml`, `[scripts]`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.rules import any_of, load
from qaclean.segments.code_runs import shapes_of, weight_of

__all__ = ["find_page_scripts", "is_script"]

RUNNING = 60  # code points of a line that may be running text
_ENDS = frozenset(";})")


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    table = load("code")["scripts"]
    return tuple(table["starts"]), any_of(table["names"]), any_of(table["topics"])


def is_script(line: str) -> bool:
    """Whether a line is a script or a style sheet, as pages have them: no more is said of whose it is.

    >>> is_script("var swf_width = 560;"), is_script("var 是变量的意思")
    (True, False)
    """
    line = line.strip()
    if not line or line[-1] not in _ENDS or not line[0].isascii() or weight_of(line) < 1:
        return False
    starts, names, _ = _words()
    return line.startswith(starts) or "style" in shapes_of(line) or names.search(line) is not None


def find_page_scripts(lines: Sequence[str]) -> frozenset[int]:
    """The lines that are the page's own scripts and style sheets, by index. Linear.

    On a page whose other lines speak of no programs all scripts are; on one that does, those that say what only such scripts say
    (`_hmt`), before or behind the running text.

    >>> sorted(find_page_scripts(["body { margin: 0; }", "冰箱结冰怎么办?", "先断电。"]))
    [0]
    >>> sorted(find_page_scripts(["CSS怎么写?", "body { margin: 0; }"]))
    []
    """
    found = [i for i, line in enumerate(lines) if line.rstrip()[-1:] in _ENDS and is_script(line)]
    if not found:
        return frozenset()
    rest = sorted(set(range(len(lines))).difference(found))
    if not any(_words()[2].search(lines[i].lower()) for i in rest):
        return frozenset(found)
    running = [i for i in rest if len(lines[i]) >= RUNNING]
    first, last = (running[0], running[-1]) if running else (len(lines), -1)
    return frozenset(i for i in found if not first < i < last and _words()[1].search(lines[i]))
