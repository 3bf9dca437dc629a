"""Text read in a wrong charset: whole pages, lines, or the run behind one lost byte. The gold keeps the words."""

from __future__ import annotations

import re

from qaclean.testing.damage.dump import Dump, Run, replaced
from qaclean.testing.damage.force import Force

__all__ = ["byte_shift", "garble", "garbled"]

_CLAUSE = re.compile(r"[\u4e00-\u9fa5]{4,40}(?=[,。,、!?;:\s]|$)")
_MOST = 400  # code points of what is garbled at once


def garble(text: str, written: str, read: str) -> str | None:
    """What bytes in one charset give in another; None where the text cannot be written in the first.

    >>> garble("百度知道", "utf-8", "gbk"), garble("é", "utf-8", "latin-1")
    ('鐧惧害鐭ラ亾', 'Ã©')
    """
    try:
        return text.encode(written).decode(read, "replace")
    except UnicodeEncodeError:
        return None


def garbled(dump: Dump, force: Force) -> Dump:
    """Blocks of the page, at a share of 1 all of them, were `written` in one charset and `read` in another."""
    if not force.strikes():
        return dump
    written, read = force.choice("written", "utf-8"), force.choice("read", "gbk")
    share = force.share()
    hit = {number for number in range(len(dump.blocks)) if force.dice.random() < share}
    return dump.with_runs(_garbled(run, written, read) if run.owner in hit else run for run in dump.runs)


def _garbled(run: Run, written: str, read: str) -> Run:
    made = garble(run.text, written, read) if not run.text.isascii() else None
    return run if made is None else Run(made, run.owner, run.said())


def byte_shift(dump: Dump, force: Force) -> Dump:
    """A clause of Chinese lost its first byte in GBK and is read on shifted: `白了很多` becomes `琢撕芏`. At a share of the clauses."""
    share = force.share()

    def change(match: re.Match[str]) -> Run | str:
        text = match.group()
        data = text.encode("gbk", "ignore")[1:-1]
        if force.dice.random() >= share or len(data) < 6 or len(text) > _MOST:
            return Run(text, -1)
        try:
            return data.decode("gbk")
        except UnicodeDecodeError:
            return Run(text, -1)

    runs: list[Run] = []
    for run in dump.runs:
        if run.owner < 0 or not dump.kept(run):
            runs.append(run)
            continue
        parts = replaced(run, _CLAUSE, change)
        runs += [part._replace(owner=run.owner) for part in parts]
    return dump.with_runs(runs)
