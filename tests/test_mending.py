"""The guide `docs/mending.md` from its first command to its last: someone sees a wrong cut, writes the rule, checks it, and runs the page again."""

from __future__ import annotations

import pathlib

import pytest

import qaclean
from examples import ROOT, Block, blocks_of, commands_of
from test_docs import output_of, run

SECTION = "## From the wrong cut to the right page"


def guide() -> list[Block]:
    """The console blocks of the section."""
    text = (ROOT / "docs/mending.md").read_text("utf-8")
    first = text[: text.index(SECTION)].count("\n")
    last = text[: text.index("\n## ", text.index(SECTION) + len(SECTION))].count("\n") + 1
    return [b for b in blocks_of("docs/mending.md") if b.language == "console" and first < _line(b) < last]


def _line(block: Block) -> int:
    return int(block.place.rsplit(":", 1)[1])


def kept(page: qaclean.Page) -> str:
    gone = {at for row in page.removed for at in range(*row.span)}
    return "".join(c for at, c in enumerate(page.source_text) if at not in gone)


def test_a_wrong_cut_is_mended_by_the_commands_of_the_guide(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = [command for block in guide() for command in commands_of(block)]
    assert [c.text.split(" ")[1] for c in commands if c.text.startswith("qaclean")][:3] == [
        "explain",
        "profiles",
        "profiles",
    ]
    for command in commands:
        run(command)  # each prints what the guide says
    source = (tmp_path / "page.txt").read_text("utf-8")
    before, after = kept(qaclean.clean(source)), kept(qaclean.clean(source, rules="own.toml"))
    wrong, advert, button, related = "Tags: blue tape", "Join 40,000 riders", "(show more)", "Related:"
    assert wrong not in before and advert in before and button in before and related not in before
    assert wrong in after and not any(words in after for words in (advert, button, related))
    words = set(before.split()) - {"(show", "more)"} - set(advert.split()) - {"on", "our", "app"}
    assert words <= set(after.split())


def test_a_mistake_on_the_way_is_named(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the guide promises of `check`: the line of a fault, and the examples."""
    monkeypatch.chdir(tmp_path)
    for command in [command for block in guide() for command in commands_of(block)][:3]:
        run(command)
    rules = tmp_path / "own.toml"
    text = rules.read_text("utf-8")
    rules.write_text(text.replace('do = "keep"', 'do = "hold"'), "utf-8")
    code, printed = output_of("qaclean", ["profiles", "check", "own.toml"], "")
    assert code == 1 and printed.startswith("own.toml: line 3: ")
    rules.write_text(text.replace("riders", "the"), "utf-8")
    code, printed = output_of("qaclean", ["profiles", "check", "own.toml"], "")
    assert code == 0  # `Join [0-9,]` still does not fit the example
    rules.write_text(text.replace("^Join [0-9,]{1,9} riders", "^Join"), "utf-8")
    code, printed = output_of("qaclean", ["profiles", "check", "own.toml"], "")
    assert code == 1 and "'app' fits 'Join the two ends.' of its `misses`" in printed
