"""The rules of removals as they are counted: some name a place of their page besides, which tells one page's removals apart but no rules."""

from __future__ import annotations

from qaclean.patterns import compile_at_once

__all__ = ["rule_name"]

_PLACES = compile_at_once(r"-\d+-\d+$")


def rule_name(rule: str) -> str:
    """The rule without the place that it names.

    >>> rule_name("said-at-12-40"), rule_name("comment-form")
    ('said-at', 'comment-form')
    """
    return _PLACES.sub("", rule) if rule[-1:].isdigit() else rule
