"""The words of `qaclean profiles test`: what changes on each page, and what each rule did on all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qaclean.learning.trial import Change, Trial, keeping_rule
from qaclean.profiles.own_rules import Rule

__all__ = ["TrialReport"]

WIDTH = 90  # characters that are shown of a changed run of text


class TrialReport:
    """Gathers the trials of pages; `lines` changes are shown of each page, all are counted."""

    def __init__(self, rules: Sequence[Rule], lines: int) -> None:
        self.rules, self.lines = rules, lines
        self.pages = self.changed = self.gone = self.stays = 0
        self.spans: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()

    def page(self, place: str, trial: Trial) -> str:
        """The words about a page: `-` goes, `+` stays, each with the rule that says so."""
        self.pages += 1
        gone, stays = trial.characters(gone=True), trial.characters(gone=False)
        self.gone, self.stays = self.gone + gone, self.stays + stays
        self.changed += bool(trial.changes)
        used = Counter(row.rule for row in trial.after.removed)
        rows = []
        for change in trial.changes:
            told, rule = self._told(change)
            if rule:
                used[rule] += 1
            rows.append(told)
        own = {rule.id for rule in self.rules}
        self.spans.update({name: count for name, count in used.items() if name in own})
        self.documents.update(name for name in used if name in own)
        more = len(rows) - self.lines
        rest = [f"  … and {more} more changes"] if more > 0 else []
        head = f"{place}: " + (f"{gone} characters go, {stays} stay" if trial.changes else "nothing changes")
        return "\n".join([head, *rows[: self.lines], *rest]) + "\n"

    def _told(self, change: Change) -> tuple[str, str]:
        """A change in words, and the id of the rule that keeps it, where one does."""
        words = change.text if len(change.text) <= WIDTH else change.text[: WIDTH - 1] + "…"
        if change.gone:
            return f"  - {change.line}: {words}  [{change.rule}]", ""
        keeper = keeping_rule(self.rules, change.text)
        by = f"{keeper.id}, was {change.rule}" if keeper else f"was {change.rule}"
        return f"  + {change.line}: {words}  [{by}]", keeper.id if keeper else ""

    def summary(self) -> str:
        """What all rules did on all pages; one that did nothing is named."""
        rows = [f"{self.pages} pages, {self.changed} changed: {self.gone} characters go, {self.stays} stay"]
        for rule in self.rules:
            did = "nothing"
            if self.spans[rule.id]:
                did = f"{self.spans[rule.id]}×, on {self.documents[rule.id]} of {self.pages} pages"
            rows.append(f"  {rule.id}: {did}  ({rule.origin}: line {rule.line})")
        return "\n".join(rows) + "\n"
