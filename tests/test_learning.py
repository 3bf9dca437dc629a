"""What is learned of a site, and what rules change on its pages."""

from __future__ import annotations

from qaclean.cleaner import Cleaner, Options
from qaclean.intake import Source
from qaclean.learning.trial import Change, keeping_rule, try_out
from qaclean.profiles.own_rules import read_rules
from qaclean.profiles.rule_sets import RuleSet

PAGE = "怎么退订彩铃?\n先编辑短信TD,(点击展开)再发到客服号,等一分钟就可以了,不用打电话。\n上一篇:怎么办理停机\n"
ROWS = (
    {"id": "unfold", "do": "drop", "on": "phrase", "words": "(点击展开)"},
    {"id": "mine", "do": "keep", "starts": "上一篇"},
)


def test_a_trial_names_what_goes_and_what_stays() -> None:
    own = RuleSet(read_rules(ROWS, "", "own.toml"))
    trial = try_out(Source("page.txt", 0, PAGE), Cleaner(), Cleaner(Options(rules=own)))
    assert trial.changes == (
        Change(2, "(点击展开)", True, "unfold"),
        Change(3, "上一篇:怎么办理停机", False, "prev-next"),
    )
    assert (trial.characters(gone=True), trial.characters(gone=False)) == (6, 10)
    kept_by = keeping_rule(own.rules, trial.changes[1].text)
    assert kept_by is not None and kept_by.id == "mine"
    assert try_out(Source("page.txt", 0, PAGE), Cleaner(), Cleaner()).changes == ()
