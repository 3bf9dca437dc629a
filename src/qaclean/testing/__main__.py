"""`python -m qaclean.testing`: which expected records differ from today's; `--update` rewrites them, to be read by eye, and in a checkout the
catalogue `docs/fixtures.md`.

Known failures are never rewritten: their records say what is right. Nor is a negative case that lost a character: that is a fault.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from qaclean.testing import fixtures_on_disk
from qaclean.testing.catalogue import catalogue
from qaclean.testing.fixtures_on_disk import GROUPS, Case, case_folders, read_case

__all__ = ["main"]


def build_parser() -> argparse.ArgumentParser:
    """The options of `python -m qaclean.testing`."""
    parser = argparse.ArgumentParser(prog="python -m qaclean.testing", description=__doc__)
    parser.add_argument("--update", action="store_true", help="rewrite the records; without it only name what differs")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Name each case whose record changed, with the fields; exit code 1 where something is left to do."""
    update = build_parser().parse_args(argv).update
    print(f"fixtures: {fixtures_on_disk.fixtures_folder()}")
    left = 0
    for group in GROUPS:
        for folder in case_folders(group):
            case = read_case(folder)
            record = case.clean().model_dump(mode="json")
            if record == case.expected_json:
                continue
            refused = _damages_a_negative(case, record)
            print(f"{case.name}: {_differences(case.expected_json, record)}{refused}")
            if update and not refused:
                text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
                (folder / "expected.json").write_bytes(text.encode("utf-8"))
            else:
                left += 1
    if update:
        _write_catalogue()
    return 1 if left else 0


def _write_catalogue() -> None:
    """Write the catalogue of a checkout anew."""
    page = fixtures_on_disk.fixtures_folder().parent / "docs" / "fixtures.md"
    if page.exists():
        page.write_bytes(catalogue().encode("utf-8"))


def _differences(before: dict[str, Any], after: dict[str, Any]) -> str:
    """The fields that differ.

    >>> _differences({"kind": "qa", "title": None}, {"kind": "faq", "title": None})
    'kind'
    """
    if not before:
        return "new"
    return ", ".join(sorted(key for key in {*before, *after} if before.get(key) != after.get(key)))


def _damages_a_negative(case: Case, record: dict[str, Any]) -> str:
    touched = record["removed"] or record["repairs"]
    return " (refused: a negative case must stay whole)" if case.name.startswith("negative/") and touched else ""


if __name__ == "__main__":
    sys.exit(main())
