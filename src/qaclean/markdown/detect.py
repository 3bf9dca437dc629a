"""Whether a source without a media type is Markdown: only on strong evidence, since what is plain text loses by being read so.

A plain dump holds `#`, `1.`, `*` and even a pair of brackets before a parenthesis now and then; of about 1,000 dumps one had one link, none began with a
heading. Strong are: a front matter or a reader service's head, several links, headings between blank lines with other markup beside them, or one that the
text begins with.
"""

from __future__ import annotations

from qaclean.markdown.front_matter import read_file_head
from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["looks_like_markdown"]

LOOKED_AT = 60_000  # code points
MIN_LINKS = 3
MIN_HEADINGS = 2
MIN_BULLETS = 3
MIN_BOLD = 2
_LINK = compile_on_use(r"\]\((?:<?(?:https?:)?//|[/#.]|javascript:|data:|mailto:|[\w-]{1,80}[/.?])[^\s()]{0,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?(?:\s\"[^\"\n]{0,200}\")?\)")  # fmt: skip
_HEADING = compile_at_once(r"(?:\A|\n[ \t]*\n)#{1,6}[ \t]{1,3}[^\s#][^\n]{0,300}(?=\n[ \t]*(?:\n|\Z)|\Z)")
_UNDERLINED = compile_at_once(r"\n[^\s\n=#>|*-][^\n]{1,200}\n(?:={4,}|-{4,})[ \t]*(?=\n[ \t]*(?:\n|\Z)|\Z)")
_FIRST = compile_at_once(r"\s{0,40}# [^\s#][^\n]{0,300}\n[ \t]*\n")
_COUNTED = compile_at_once(r"\n {0,6}[0-9]{1,3}[.)] {1,3}\S")
_BULLET = compile_at_once(r"\n {0,6}[*+-] {1,3}\S")
_BOLD = compile_at_once(r"\*\*[^\s*\n][^*\n]{0,200}\*\*")
_FENCE = compile_at_once(r"\n {0,3}```[a-zA-Z0-9+#-]{0,20}[ \t]*(?=\n)")
_TABLE = compile_at_once(r"\n\|?[ :-]*---[ :-]*\|[-|: ]{3,400}(?=\n)")


def looks_like_markdown(text: str) -> bool:
    """Whether a source that is no HTML is Markdown.

    >>> looks_like_markdown("# 修灯\\n\\n看[这里](http://a.example/b)。\\n\\n## 工具\\n\\n梯子\\n")
    True
    >>> looks_like_markdown("# 修灯\\n\\n先断电。\\n\\n1. 关闸\\n2. 试灯\\n3. 换灯泡\\n")
    True
    >>> looks_like_markdown("# 修灯\\n1. 先断电\\n2. 再换灯泡\\n# 完成"), looks_like_markdown("#include <a>\\n* p = f[1](2);")
    (False, False)
    """
    text = text[:LOOKED_AT].replace("\r\n", "\n")
    if read_file_head(text).title:
        return True
    if "\n" not in text or not ("](" in text or "#" in text or "\n==" in text or "\n--" in text):
        return False
    links = len(_LINK.findall(text)) if "](" in text else 0
    headings = len(_HEADING.findall(text)) + len(_UNDERLINED.findall(text))
    if links >= MIN_LINKS and (headings or _BULLET.search(text) or 2 * links >= text.count("](")):
        return True
    titled = _FIRST.match(text) is not None
    if headings < MIN_HEADINGS and not titled:
        return False
    others = (
        titled and headings >= MIN_HEADINGS,
        titled and len(_COUNTED.findall(text)) >= MIN_BULLETS,
        links > 0,
        len(_BULLET.findall(text)) >= MIN_BULLETS,
        len(_BOLD.findall(text)) >= MIN_BOLD,
        len(_FENCE.findall(text)) >= 2,
        _TABLE.search(text) is not None,
    )
    return any(others)
