"""The README's before and after are true; `test_docs.py` runs the rest of it."""

from __future__ import annotations

import re

import qaclean
from examples import ROOT
from qaclean.export import write

README = (ROOT / "README.md").read_text("utf-8")


def test_before_and_after() -> None:
    parts = [part for part in re.findall(r"(?:^(?: {4}.*)?\n)+", README, re.MULTILINE) if part.strip()]
    source, shown = (re.sub(r"^ {4}", "", part, flags=re.MULTILINE).strip() for part in parts[:2])
    assert write(qaclean.clean(source), "text").strip() == shown
