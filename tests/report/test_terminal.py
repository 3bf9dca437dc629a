"""`qaclean explain`: the whole source with what became of it, in colour where one looks, and never a control of the page's own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from qaclean.report.terminal import Shown, explained
from qaclean.testing import load

DUMP = (
    "当前位置:首页 > 开店经验 > 正文\n网店优惠券怎么设置\n1、打开卖家后台,点击进入 &amp; 登录。\n2、选择新建优惠券。\n\n"
    "相关标签:网店   优惠券\n热门内容\n  • 新手开店第一步做什么\n  • 退货率高怎么办\n"
)
ROWS = [
    "1 removed  | [-当前位置:首页 > 开店经验 > 正文-]{breadcrumb breadcrumb}",
    "2 question | 网店优惠券怎么设置",
    "3 answer   | 1、打开卖家后台,点击进入 [-&amp;-]{+&+} 登录。",
    "4 answer   | 2、选择新建优惠券。",
    "5          |",
    "6 removed  | [-相关标签:网店   优惠券-]{tags tag-line}",
    "7 removed  | [-热门内容-]{hot_content ranking-heading}",
    "8 removed  |   [-• 新手开店第一步做什么-]{hot_content under-ranking-heading}",
    "9 removed  |   [-• 退货率高怎么办-]{hot_content under-ranking-heading}",
]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def rows(how: Shown, text: str = DUMP) -> list[str]:
    parts = explained(qaclean.clean(text), how).split("\n\n")
    return parts[1].splitlines() if len(parts) > 1 else []


def test_every_line_says_whose_words_it_holds_and_what_was_done() -> None:
    assert rows(Shown()) == ROWS


def test_removed_lines_alone() -> None:
    assert rows(Shown(removed_only=True)) == [row for row in ROWS if " removed " in row]


def test_a_rule_with_a_line_around() -> None:
    shown = rows(Shown(rules=["breadcrumb", "under-ranking-heading"]))
    assert shown == [*ROWS[:2], "--", ROWS[6].partition("{")[0], *ROWS[7:]], "the other rule is not named"
    assert rows(Shown(rules=["tag-line"], removed_only=True)) == [ROWS[5]]
    assert explained(qaclean.clean(DUMP), Shown(rules=["no-such-rule"])) == ""


def test_a_rule_that_names_a_place_is_asked_for_without_it() -> None:
    page = qaclean.clean(load("dumps/page-held-three-times").source)
    rule = next(row.rule for row in page.removed if row.rule.startswith("said-at-"))
    assert rule in explained(page, Shown(rules=[rule]))
    assert rule in explained(page, Shown(rules=["said-at"]))


def test_colours_say_the_same_and_end_with_the_line() -> None:
    coloured = rows(Shown(colour=True))
    plain = [re.sub(r"\[-|-\]|\{\+|\+\}", "", row) for row in rows(Shown())]
    assert [COLOUR.sub("", row).replace("{", " ").replace("}", "") for row in coloured] == [
        row.replace("{", " ").replace("}", "") for row in plain
    ]
    for row in coloured:
        opened = COLOUR.findall(row)
        assert opened[1::2] == ["\x1b[0m"] * (len(opened) // 2) and len(opened) % 2 == 0
    assert any("\x1b[9;31m" in row for row in coloured), "struck through"


@given(st.text(alphabet=st.sampled_from("\x1b[2J\x9b\x07\x08\u202e\u2066\r\n\tab问?。 ]8;;\x00\ud800"), max_size=80))
def test_nothing_of_the_page_acts(text: str) -> None:
    for how in (Shown(), Shown(colour=True), Shown(removed_only=True)):
        left = (
            COLOUR.sub("", explained(qaclean.clean(text), how)) if how.colour else explained(qaclean.clean(text), how)
        )
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", left)


def explain(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    return subprocess.run(
        [sys.executable, "-m", "qaclean", "explain", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**known, "TERM": "xterm", **environment},
        check=False,
    )


@pytest.fixture
def dump(tmp_path: Path) -> str:
    (tmp_path / "dump.txt").write_text(DUMP, "utf-8")
    return str(tmp_path / "dump.txt")


def test_a_pipe_gets_no_colours_unless_asked_for(dump: str) -> None:
    assert "\x1b" not in explain(dump).stdout
    assert "\x1b[9;31m" in explain(dump, "--color", "always").stdout


def in_terminal(words: list[str], **environment: str) -> str:
    """What the command writes to a terminal."""
    pty = pytest.importorskip("pty", reason="no pseudo terminals on this system")
    main, other = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "qaclean", "explain", *words]
    run = subprocess.Popen(command, stdout=other, stderr=other, env={**known, "TERM": "xterm", **environment})
    os.close(other)
    written = b""
    try:
        while data := os.read(main, 65536):
            written += data
    except OSError:  # Linux says so where the other end is closed
        pass
    finally:
        os.close(main)
    run.wait()
    return written.decode("utf-8")


def test_a_terminal_gets_colours_but_where_it_asks_for_none(dump: str) -> None:
    assert "\x1b[9;31m" in in_terminal([dump])
    assert "\x1b" not in in_terminal([dump], NO_COLOR="1")
    assert "\x1b" not in in_terminal([dump], TERM="dumb")
    assert "\x1b" not in in_terminal([dump, "--color", "never"])


def test_what_was_not_found_is_said(dump: str) -> None:
    done = explain(dump, "--rule", "no-such-rule")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "qaclean: nothing was removed by no-such-rule; without --rule the removals tell their rules\n"
    assert explain(dump + ".missing").returncode == 1
    assert explain().returncode == 2
