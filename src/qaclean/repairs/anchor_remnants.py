"""What a cut left of an image's anchor where no address is left with it: the end of a tag that nothing begins, the start of one that nothing ends.

Proof is the balance of the tags: an end tag `</a>` behind which no `<a` stands open, a start tag at the end of a line that no `>`
closes. Where tags are whole, a text speaks of markup, and nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qaclean.patterns import compile_at_once
from qaclean.text.picture_hosts import picture_hosts

__all__ = ["find_anchor_remnants"]

# The end of an anchor, with the tail of the last value in it: of an address, or nothing but its quote.
_END = compile_at_once(r'(?<![!-~])(?:[!#%-*\-./0-9:;=?@A-Z_a-z~]{0,400}"[ ]?/?></a>|/?></a>|</a>)')
# The start of an image's tag, cut in its name or its value.
_START = compile_at_once(r'(?m:(?<![!-~])<(?:a|img) [a-z-]{0,8}(?:=(?:"[^"<>\r\n]{0,400})?)?[ \t]{0,8}(?=\r|$))')
MOST = 2000  # code points behind a cut start tag in which a `>` would close it


def find_anchor_remnants(text: str) -> Iterator[tuple[int, int, str]]:
    """Each remnant, `(start, end, "")` in code points, in order. Linear.

    >>> list(find_anchor_remnants('关机。 45f"/></a>\\n重启。 <a href="htt\\n完成。'))
    [(4, 14, ''), (19, 31, '')]
    >>> list(find_anchor_remnants('写成 <a href="x">\\n  文字\\n</a>'))
    []
    """
    spans = [(match.start(), match.end()) for match in _START.finditer(text) if not _is_closed(text, match)]
    opened = below = 0
    for match in _END.finditer(text):
        opened += len(re.findall(r"<a\b", text[below : match.start()]))
        below = match.end()
        if opened:
            opened -= 1
        elif not any(host in match.group() for host in picture_hosts()):  # that would be an image
            spans.append((match.start(), match.end()))
    return ((start, end, "") for start, end in sorted(spans))


def _is_closed(text: str, start: re.Match[str]) -> bool:
    """Whether the tag goes on in the next lines."""
    if ">" not in text[start.end() : start.end() + MOST]:
        return False
    closing = text.find(">", start.end())
    following = text.find("<", start.end())
    return following < 0 or closing < following
