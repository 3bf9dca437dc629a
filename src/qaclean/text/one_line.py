"""Text as one line, as a person reads it: white space folded, a line end inside Chinese or Japanese leaves nothing."""

from __future__ import annotations

from qaclean.patterns import compile_on_use

__all__ = ["one_line"]

_HAN = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
_WRAP = compile_on_use(rf"(?<=[{_HAN}])[ \t]{{0,9}}\r?\n[ \t]{{0,9}}(?=[{_HAN}])")


def one_line(text: str) -> str:
    r"""The words of a text with single spaces between them.

    >>> one_line("sold in boxes\n of fifty"), one_line("最后还是\n买了一盒")
    ('sold in boxes of fifty', '最后还是买了一盒')
    """
    return " ".join((_WRAP.sub("", text) if "\n" in text else text).split())
