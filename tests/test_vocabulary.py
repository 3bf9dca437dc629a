"""Vocabulary of Chinese, Japanese and Korean is data (`qaclean/rules`); in the code stand characters of scripts and marks alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import qaclean

SOURCE = Path(qaclean.__file__).parent
_CLASS = re.compile(r"\[\^?(?:\\.|[^\]\\])+\]|\\[uU][0-9a-fA-F]{4,8}|[^\x00-\x7f]-[^\x00-\x7f]")  # classes, ranges
_WORD = re.compile("[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]{2,}")
# Names of another format's fields, words that people read, pages that we invent.
NO_VOCABULARY = {
    "export/row_schema.py",
    "export/rows.py",
    "command/options.py",
    "records/blocks.py",
    "records/models.py",
    "testing/generated.py",
}
# Words that are still to go to their rules file; no module joins them.
NOT_YET = {
    "posts/line_kinds.py",
    "posts/line_shapes.py",
    "posts/listings.py",
    "posts/papers.py",
    "posts/post_sides.py",
    "segments/joined_pages.py",
    "segments/wrapped.py",
}


def literals(tree: ast.Module) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    documented = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def words_of(path: Path) -> list[str]:
    return [
        word for text in literals(ast.parse(path.read_text("utf-8"))) for word in _WORD.findall(_CLASS.sub(" ", text))
    ]


def test_words_are_found_and_classes_are_none(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text('"""说明"""\nA = "[一二三]年㐀-鿿豈"\nB = "发表于"\n', "utf-8")
    assert words_of(path) == ["发表于"]


def test_no_module_holds_vocabulary() -> None:
    found = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if words_of(path)}
    assert found == NO_VOCABULARY | NOT_YET
