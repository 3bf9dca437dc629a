"""What there is is documented: options, targets, public names, fields, rules; and the site that shows them has every document and no dead link."""

from __future__ import annotations

import doctest
import pathlib
import re
import sys
import tomllib
from argparse import ArgumentParser
from types import ModuleType

import pytest
import trove_classifiers

import qaclean
from examples import DOCUMENTS, ROOT, blocks_of
from qaclean.export.row_schema import ROW_SCHEMAS
from qaclean.profiles import packaged_profiles

sys.path += [str(ROOT / "docs"), str(ROOT / "benchmarks")]

import draw_stages
import generate
from generator import (
    command_page,
    markdown,
    module_page,
    navigation,
    picture,
    python_page,
    record_pages,
    rule_pages,
    sources,
    tree,
)

WRITTEN = {name: (ROOT / name).read_text("utf-8") for name in DOCUMENTS}
ALL = "\n".join(text for name, text in WRITTEN.items() if name != "CHANGELOG.md")
PARSERS = command_page.parsers()
PAGES = tree.pages()
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def is_said(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


@pytest.mark.parametrize("command", PARSERS)
def test_every_option_is_told_in_a_document_that_a_person_wrote(command: str) -> None:
    shown = "\n".join(CODE.findall(ALL))
    options = [a for a in command_page.options_of(PARSERS[command]) if a.option_strings]
    assert [a.option_strings[-1] for a in options if not any(is_said(o, shown) for o in a.option_strings)] == []


@pytest.mark.parametrize("command", PARSERS)
def test_every_option_and_argument_has_its_help(command: str) -> None:
    actions = command_page.options_of(PARSERS[command])
    assert [action.dest for action in actions if not action.help] == []
    page = PAGES["commands.md"]
    assert f"\n## {command}\n" in page
    part = page.split(f"\n## {command}\n")[1].split("\n## ")[0]
    assert [a.option_strings[-1] for a in actions if a.option_strings and not is_said(a.option_strings[-1], part)] == []


def test_an_option_without_a_word_is_found() -> None:
    parser = ArgumentParser(prog="qaclean other")
    parser.add_argument("--as-haiku", action="store_true")
    (option,) = [a for a in command_page.options_of(parser) if "--as-haiku" in a.option_strings]
    assert not option.help and not is_said("--as-haiku", ALL)


def test_every_parser_of_the_package_is_known() -> None:
    """Each stands in a function `build_parser` or `build_..._parser`, where the reference finds it."""
    made = re.compile(r"= (?:argparse\.)?(?:Argument)?Parser\(")
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "src").rglob("*.py"))}
    files = {path: len(made.findall(text)) for path, text in texts.items() if made.search(text)}
    assert [path for path in files if "def build_" not in texts[path]] == []
    assert sum(files.values()) <= len(PARSERS)


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name != "CHANGELOG.md"])
def test_a_document_names_no_option_and_no_target_that_is_not_there(document: str) -> None:
    known = {option for parser in PARSERS.values() for a in parser._actions for option in a.option_strings}
    scripts = [*(ROOT / "benchmarks").glob("*.py"), *(ROOT / "training").glob("*.py"), *(ROOT / "docs").glob("*.py")]
    others = "\n".join(path.read_text("utf-8") for path in scripts) + MAKEFILE
    spans = [span for span in CODE.findall(WRITTEN[document]) if not span.startswith("```python")]
    named = {word for span in spans for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", span)}
    assert [name for name in sorted(named - known) if not is_said(name, others)] == []
    targets = {word for span in spans for word in re.findall(r"\bmake ([a-z][a-z-]+)", span)}
    assert targets <= set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name != "CHANGELOG.md"])
def test_a_command_in_the_text_has_the_options_that_it_is_shown_with(document: str) -> None:
    """Commands that are shown as code inside of sentences, which nobody runs."""
    spans = [s[1:-1] for s in CODE.findall(WRITTEN[document]) if s.startswith(("`qaclean ", "`python -m qaclean "))]
    wrong = []
    for span in spans:
        words = span.removeprefix("python -m ").split()
        command = next((c for c in (" ".join(words[:2]), words[0]) if c in PARSERS), "qaclean")
        known = {option for action in PARSERS[command]._actions for option in action.option_strings}
        wrong += [(span, word) for word in words if re.fullmatch(r"-{1,2}[a-z][a-z-]*", word) and word not in known]
    assert wrong == []


def test_every_target_is_told() -> None:
    phony = re.search(r"^\.PHONY: (.*)", MAKEFILE, re.MULTILINE)
    assert phony
    assert [name for name in phony[1].split() if not is_said(f"make {name}", ALL)] == []


def test_every_public_name_says_what_it_is() -> None:
    assert set(qaclean.__all__) <= {name for name in dir(qaclean) if not name.startswith("_")}
    page = PAGES["python.md"]
    for definition in python_page.public_names():
        assert definition.doc, definition.name
        assert [method.name for method in definition.methods if not method.doc] == []
        assert is_said(definition.name, page), definition.name


@pytest.mark.parametrize("module", python_page.PUBLIC_MODULES)
def test_every_public_module_says_what_its_names_are(module: str) -> None:
    assert sources.module_doc(module)
    found = sources.definitions_of(module)
    assert [d.name for d in found if not d.doc] == []
    assert [(d.name, m.name) for d in found for m in d.methods if not m.doc] == []
    assert f"\n## {module}\n" in PAGES["python.md"]


def test_records_and_rows_are_shown_whole() -> None:
    for model in record_pages.MODELS:
        part = PAGES["records.md"].split(f"\n## {model.__name__}\n")[1].split("\n## ")[0]
        assert len(re.findall(r"^\| <code>", part, re.MULTILINE)) == len(model.model_fields)
    assert PAGES["rows.md"].count("\n## ") == len(ROW_SCHEMAS)


def test_every_profile_is_shown_with_its_evidence() -> None:
    parts = PAGES["profiles.md"].split("\n## ")[1:]
    assert [part.split("\n")[0] for part in parts] == [profile.site for profile in packaged_profiles()]
    for part, profile in zip(parts, packaged_profiles(), strict=True):
        assert part.count("\n- ") == sum(len(generation.evidence) for generation in profile.generations)


def test_every_module_says_its_subject() -> None:
    assert [name for name, subject in module_page.modules() if not subject] == []


def test_the_picture_is_the_one_that_is_drawn() -> None:
    """`python docs/generator/picture.py docs/architecture.svg` draws it again; `make picture` that of the stages."""
    assert (ROOT / "docs" / "architecture.svg").read_text("utf-8") == picture.picture()
    tables = draw_stages.tables_of(WRITTEN["docs/speed.md"])
    assert (ROOT / "docs" / "stages.svg").read_text("utf-8") == draw_stages.picture_of(tables)


@pytest.mark.parametrize("name", rule_pages.FILES)
def test_every_rule_is_shown_with_its_examples(name: str) -> None:
    page = PAGES[f"rules/{name}.md"]
    for rule in rule_pages.rule_ids(name):
        part = page.split(f"\n## {rule}\n")[1].split("\n## ")[0]
        assert "\nFits:\n" in part or "\nDoes not fit:\n" in part, rule


def test_every_document_is_in_the_site_and_the_site_has_no_other() -> None:
    """A new document needs its line in `docs/generator/navigation.py`."""
    assert {source for source in navigation.PLACES if not source.startswith("made:")} == set(DOCUMENTS)
    assert len(set(navigation.PLACES.values())) == len(navigation.PLACES)


def test_what_a_registry_would_show_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert [row for row in project["classifiers"] if row not in trove_classifiers.classifiers] == []
    assert len(project["classifiers"]) == len(set(project["classifiers"]))
    assert (ROOT / project["readme"]).is_file() and all((ROOT / name).is_file() for name in project["license-files"])


def test_the_chinese_readme_shows_what_the_english_one_shows() -> None:
    """Block for block, so that all of it is run (`test_docs.py`); a block that is new in one belongs into the other."""
    english, chinese = blocks_of("README.md"), blocks_of("README.zh-CN.md")
    assert [block[1:] for block in chinese] == [block[1:] for block in english]
    for pattern in (r"^#+ ", r"^\|", r"^- ", r"^ {4}.*$"):
        found = [
            re.findall(pattern, without_blocks(WRITTEN[n]), re.MULTILINE) for n in ("README.md", "README.zh-CN.md")
        ]
        assert len(found[0]) == len(found[1]), pattern
    options = [set(re.findall(r"`(-[\w-]+)", WRITTEN[name])) for name in ("README.md", "README.zh-CN.md")]
    assert options[0] == options[1]


def without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def test_no_link_is_dead() -> None:
    files = {str(p.relative_to(ROOT / "docs")) for kind in generate.PICTURES for p in (ROOT / "docs").rglob(kind)}
    assert list(tree.dead_links(PAGES, files)) == []
    assert list(tree.dead_links({"a.md": "# A\n[b](#c) [d](e.md)"}, set())) == [
        "a.md: #c leads to no heading",
        "a.md: e.md leads to no page",
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_documents_lead_to_files_of_the_project(document: str) -> None:
    folder = (ROOT / document).parent
    links = re.findall(
        r"\]\((?!https?:|#)([^()\s#]+)", re.sub("^ {4}.*", "", CODE.sub("", WRITTEN[document]), flags=re.MULTILINE)
    )
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("module", [markdown, sources, record_pages])
def test_the_examples_of_the_generator(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


def test_what_a_built_site_would_fetch_is_found(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="https://a.example">a</a><link rel="canonical" href="https://b.example/"><script src="x.js"></script>'
        '<script async src="https://c.example/x.js"></script><link rel=stylesheet href="//d.example/x.css">',
        "utf-8",
    )
    (tmp_path / "a.css").write_text('@import url("https://e.example/f.css"); a {background: url(f.png)}', "utf-8")
    assert list(generate.fetched(tmp_path)) == [
        "a.css: https://e.example/f.css",
        "a.html: https://c.example/x.js",
        "a.html: //d.example/x.css",
    ]
