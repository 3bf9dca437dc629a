"""Damage to lines: joined, wrapped, indented, parted by blank ones, de-duplicated, told again, cut off, with strays of tags between them."""

from __future__ import annotations

from qaclean.testing.damage.dump import BETWEEN, NOISE, Dump, Run, cut_runs, is_break, lines_of
from qaclean.testing.damage.force import Force
from qaclean.testing.damage.model import PAGE, Block

__all__ = ["blank_lines", "deduplicated", "indented", "joined", "repeated_answers", "strays", "truncated", "wrapped"]

_SPACELESS = frozenset({"zh", "zh-Hant", "ja"})
_LEAST = 0.25  # of a dump's text: a cut leaves at least this


def joined(dump: Dump, force: Force) -> Dump:
    """Line breaks become `between`, at a share of them."""
    between = force.choice("between", "")
    share = force.share()
    return dump.with_runs(
        Run(between, BETWEEN) if is_break(run) and force.dice.random() < share else run for run in dump.runs
    )


def wrapped(dump: Dump, force: Force) -> Dump:
    """Long lines are broken at a `column`, between words where there are some: the gold reads on over the break."""
    if not force.strikes():
        return dump
    column: int = force.choice("column", 72)
    spaceless = dump.language in _SPACELESS
    lines: list[list[Run]] = []
    for line in lines_of(dump.runs):
        text = "".join(run.text for run in line)
        cuts = _wraps(text, column, spaceless)
        lines.append(_broken(line, cuts, "" if spaceless else " "))
    return dump.with_lines(lines)


def _wraps(text: str, column: int, spaceless: bool) -> list[int]:
    """Where a line is broken: behind the last space before the column, or at it."""
    cuts, start = [], 0
    while len(text) - start > column:
        at = start + column if spaceless else text.rfind(" ", start, start + column) + 1
        if at <= start:
            break
        cuts.append(at)
        start = at
    return cuts


def _broken(line: list[Run], cuts: list[int], clean: str) -> list[Run]:
    runs: list[Run] = []
    start = 0
    for at in cuts:
        part = cut_runs(line, start, at)
        last = part[-1]
        if last.owner >= 0:
            part[-1] = last._replace(text=last.text.rstrip(), clean=None if last.clean is None else last.clean.rstrip())
            runs += [*part, Run("\n", last.owner, clean)]
        else:
            runs += [*part, Run("\n", BETWEEN)]
        start = at
    return runs + cut_runs(line, start, sum(len(run.text) for run in line))


def indented(dump: Dump, force: Force) -> Dump:
    """White space before (and `behind`, now and then behind) the lines."""
    before, behind = force.choice("before", " "), force.choice("behind", "")
    lines = [[Run(before, BETWEEN), *line, Run(behind, BETWEEN)] if line else line for line in lines_of(dump.runs)]
    return dump.with_lines(lines)


def blank_lines(dump: Dump, force: Force) -> Dump:
    """Empty lines between all lines, or a share of them; none, with `none` set."""
    share = force.share()
    lines: list[list[Run]] = []
    for line in lines_of(dump.runs):
        if not line:
            continue
        lines.append(line)
        if not force.options.get("none") and force.dice.random() < share:
            lines.append([])
    return dump.with_lines(lines)


def deduplicated(dump: Dump, force: Force) -> Dump:
    """Only the first of equal lines is left, as after line de-duplication."""
    if not force.strikes():
        return dump
    seen: set[str] = set()
    lines = []
    for line in lines_of(dump.runs):
        text = "".join(run.text for run in line).strip()
        if text not in seen:
            lines.append(line)
            seen.add(text)
    return dump.with_lines(lines)


def repeated_answers(dump: Dump, force: Force) -> Dump:
    """The first answer of a question stands again below its last one, as on pages that show a recommended answer twice: the second is a duplicate."""
    if not force.strikes():
        return dump
    lines = lines_of(dump.runs)
    number = force.dice.choice(sorted({block.question for block in dump.blocks} - {PAGE}) or [PAGE])
    mine = [n for n, line in enumerate(lines) if _post(dump, line) == (number, 0)]
    last = max((n for n, line in enumerate(lines) if _post(dump, line)[0] == number), default=-1)
    if not mine or last == mine[-1]:
        return dump
    blocks = list(dump.blocks)
    again = []
    for n in mine:
        text = "".join(run.text for run in lines[n])
        blocks.append(Block("duplicate", text))
        again.append([Run(text, len(blocks) - 1)])
    return dump._replace(blocks=tuple(blocks)).with_lines([*lines[: last + 1], *again, *lines[last + 1 :]])


def _post(dump: Dump, line: list[Run]) -> tuple[int, int]:
    """The question and the answer that all content of a line belongs to."""
    posts = {
        (dump.blocks[run.owner].question, dump.blocks[run.owner].answer) for run in line if run.owner >= 0 and run.text
    }
    return posts.pop() if len(posts) == 1 else (PAGE, PAGE)


def truncated(dump: Dump, force: Force) -> Dump:
    """Cut off in the middle of a sentence, at the `end` or the `start` of the dump: at most `most` of it is lost."""
    if not force.strikes():
        return dump
    size = len(dump.text)
    lost = round(size * min(1 - _LEAST, force.dice.random() * float(force.options.get("most", 0.3)) * force.intensity))
    if force.choice("side", "end") == "end":
        return dump.with_runs(cut_runs(dump.runs, 0, size - lost))
    return dump.with_runs(cut_runs(dump.runs, lost, size))


def strays(dump: Dump, force: Force) -> Dump:
    """Pieces of tags at the ends of lines and on lines of their own, at a share of the lines."""
    share = force.share()
    marks, alone = force.options.get("glued", ["<"]), force.options.get("alone", ["-->"])
    lines: list[list[Run]] = []
    for line in lines_of(dump.runs):
        hit = bool(line) and force.dice.random() < share
        lines.append([*line, Run(force.dice.choice(marks), NOISE)] if hit and marks else line)
        if hit and alone and force.dice.random() < 0.2:
            lines.append([Run(force.dice.choice(alone), NOISE)])
    return dump.with_lines(lines)
