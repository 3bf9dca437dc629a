"""The schema of rules files: each kind of fault is named, with the file, the rule and its line."""

from __future__ import annotations

import copy
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from qaclean import rules
from qaclean.errors import RuleError
from qaclean.rules import load
from qaclean.rules.schema import check
from qaclean.rules.schemas import SCHEMAS

FOLDER = files("qaclean.rules")
NAMES = sorted(Path(entry.name).stem for entry in FOLDER.iterdir() if entry.name.endswith(".toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_rules_file_has_a_schema_and_follows_it(name: str) -> None:
    assert load(name)


def test_no_schema_is_left_over() -> None:
    assert sorted(SCHEMAS) == NAMES


def change(rule: str, **values: object) -> Callable[[dict[str, Any]], None]:
    """Set keys of a rule of cues.toml; None takes one out."""

    def to(data: dict[str, Any]) -> None:
        row = next(row for row in data["cue"] if row["id"] == rule)
        for key, value in values.items():
            row[key] = value
            if value is None:
                del row[key]

    return to


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (change("sharing", weight=3), "rule 'sharing': `weight` is unknown"),
        (change("sharing", zone="yes"), "rule 'sharing': `zone` is not true"),
        (change("sharing", zone=False), "rule 'sharing': `zone` is not true"),
        (change("sharing", rank="first"), "rule 'sharing': `rank` is no whole number"),
        (change("sharing", rank=True), "rule 'sharing': `rank` is no whole number"),
        (change("sharing", rank=None), "rule 'sharing': has none of rank, like"),
        (change("sharing", starts="分享到"), "rule 'sharing': `starts` is no list"),
        (change("sharing", starts=["分享到", 3]), "rule 'sharing': `starts` has 3, which is no text"),
        (change("sharing", starts=["分享到", ""]), "rule 'sharing': `starts` has '', which is no text"),
        (change("sharing", hits=None), "rule 'sharing': `hits` is missing"),
        (change("sharing", misses=[]), "rule 'sharing': `misses` is no list with at least one text"),
        (change("sharing", reason=None), "rule 'sharing': `reason` is missing"),
        (change("tag-line", starts=None, words=None), "rule 'tag-line': has none of words, starts, whole, pattern"),
        (change("sharing", id="copyright"), "rule 'copyright': `id` stands twice"),
        (change("sharing", id="Sharing it"), "rule 'Sharing it': `id` is no id"),
        (change("sharing", pattern="赞{1,3"), ""),
        (change("sharing", pattern="(赞"), "rule 'sharing': `pattern` is no pattern: missing )"),
        (change("sharing", pattern="赞[0-9]*次"), r"rule 'sharing': `pattern` repeats without a bound: [0-9]*"),
        (
            change("sharing", pattern="(?:赞{1,3}){2,}"),
            "rule 'sharing': `pattern` repeats without a bound: (?:赞{1,3}){2,}",
        ),
        (change("sharing", pattern=r"赞[*+]{1,2}\*"), ""),
    ],
)
def test_a_fault_is_named_with_file_and_rule(fault: Callable[[dict[str, Any]], None], says: str) -> None:
    data = copy.deepcopy(load("cues"))
    fault(data)
    if not says:
        check("cues", data, SCHEMAS["cues"])
        return
    with pytest.raises(RuleError) as error:
        check("cues", data, SCHEMAS["cues"])
    assert str(error.value).startswith("rules/cues.toml: " + says)


@pytest.mark.parametrize(
    ("name", "key", "value", "says"),
    [
        ("titles", "asks", [], "`asks` is no list with at least one text"),
        ("titles", "words", ["a"], "`words` is unknown"),
        ("repairs", "entities", [], "`entities` is no table"),
        ("repairs", "rule", {"id": "x"}, "`rule` is no list of rules; write [[rule]]"),
        ("numbering", "paren", {"prior": "high"}, "rule 'paren': `prior` is no number"),
        ("numbering", "delimiters", {",": "low"}, "`delimiters.,` is no number"),
        ("numbering", "not_behind", "z-a", "`not_behind` is no set of characters: bad character range z-a"),
        ("dates", "hits", [["2017-3-2"]], "`hits` has ['2017-3-2'], which is not a list of str, str"),
    ],
)
def test_a_fault_of_a_table_is_named(name: str, key: str, value: object, says: str) -> None:
    with pytest.raises(RuleError) as error:
        check(name, {**load(name), key: value}, SCHEMAS[name])
    assert str(error.value).startswith(f"rules/{name}.toml: {says}")


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_what_a_shipped_file_says_is_right_its_patterns_too(name: str) -> None:
    check(name, load(name), SCHEMAS[name], FOLDER.joinpath(name + ".toml").read_text("utf-8"))


def test_a_missing_key_of_a_file_is_named() -> None:
    data = {key: value for key, value in load("titles").items() if key != "asks"}
    with pytest.raises(RuleError, match=r"rules/titles.toml: `asks` is missing"):
        check("titles", data, SCHEMAS["titles"])


def test_the_line_of_the_rule_is_named() -> None:
    source = FOLDER.joinpath("cues.toml").read_text("utf-8")
    line = 1 + source.split("\n").index('id = "sharing"')
    data = copy.deepcopy(load("cues"))
    change("sharing", hits=None)(data)
    with pytest.raises(RuleError, match=rf"rules/cues.toml:{line}: rule 'sharing'"):
        check("cues", data, SCHEMAS["cues"], source)


def test_a_file_without_a_schema_is_named() -> None:
    with pytest.raises(RuleError, match=r"rules/new.toml: no schema; add one to qaclean/rules/schemas.py"):
        check("new", {}, SCHEMAS.get("new"))


def test_a_file_that_is_no_toml_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "titles.toml").write_text("asks = [", "utf-8")
    monkeypatch.setattr(rules, "read_shipped", lambda name: (tmp_path / name).read_bytes())
    monkeypatch.setattr(rules, "_of_wheel", dict)  # what a wheel has of them
    with pytest.raises(RuleError, match=r"rules/titles.toml: .* \(at end of document\)"):
        load.__wrapped__("titles")
