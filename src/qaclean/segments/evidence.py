"""What one piece shows, as a row."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Evidence"]


class Evidence(NamedTuple):
    """What one block shows. Counts are of code points; `text` is folded (see `Document`); digits are counted in short lines only.

    `cues` are what the block is weighed by: the cues that `fired`, each as the one it is like. `covered` is how many of its code points
    their words cover; `whole` the cue that is all of it; `running` tells running text.
    """

    text: str
    length: int
    sentences: int
    commas: int
    words: int
    digits: int
    cues: tuple[str, ...]
    covered: int
    whole: str | None
    running: bool
    fired: tuple[str, ...]
