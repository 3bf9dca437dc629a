"""The warning `garbled`: text that was read in a wrong charset before it came here, and from which characters are lost."""

from __future__ import annotations

from qaclean.decoding.decode import LOST
from qaclean.patterns import compile_at_once
from qaclean.records.rows import PageRow
from qaclean.text.plausibility import plausibility

__all__ = ["GARBLED", "JUDGED", "warn_of_garble"]

GARBLED = "garbled"
JUDGED = 4000  # code points that are looked at
FEWEST = 20  # hanzi in them that tell a charset
IMPLAUSIBLE = 0.45  # plausibility of hanzi: running text has 0.7 to 0.9, one charset read as another from -0.9 to 0.44
FEWEST_LOST, SHARE_LOST = 5, 0.01  # replacement characters that are worth a warning, and their share
USUAL = 60  # code points that hold one of the most frequent hanzi, in running text of hanzi
_TOLD = 1000  # code points whose plausibility is told
_FREQUENT = ("\u7684", "\u4e00", "\u662f", "\u4e0d", "\u4e86", "\u5728", "\u6709", "\u4eba")  # of both scripts
_HANZI = compile_at_once("[\u3400-\u9fff]")
_OTHERS = compile_at_once("[^\x00-\x7f]")


def warn_of_garble(record: PageRow, text: str) -> None:
    """Add the warning to a record whose text, of which the first `JUDGED` code points are enough, is garbled after all repairs.

    Words that no charset explains any more are kept as they are: nothing can be mended where characters are lost.
    """
    if text.isascii():
        return
    sample = text[:JUDGED]
    lost = sample.count(LOST)
    if lost >= FEWEST_LOST and lost >= SHARE_LOST * len(sample):
        message = f"{lost} of the first {len(sample):,} characters were lost before this text was saved: read the source in its own charset"
    elif _is_implausible(sample):
        message = "the text looks like one charset read as another, which could not be undone: read the source in its own charset"
    else:
        return
    record["warnings"].append({"code": GARBLED, "message": message, "span": None})


def _is_implausible(sample: str) -> bool:
    if sum(map(sample.count, _FREQUENT)) * USUAL >= len(sample):
        return False  # the usual case, and quick to tell
    hanzi = len(_HANZI.findall(sample))
    if hanzi < FEWEST or 2 * hanzi < len(_OTHERS.findall(sample)):
        return False
    return plausibility(sample[:_TOLD]) < IMPLAUSIBLE
