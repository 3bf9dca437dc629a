"""Our fixtures for your unit tests: real structures, invented sentences, expected records.

    from qaclean.testing import cases

    @pytest.mark.parametrize("case", cases("dumps"), ids=lambda case: case.name)
    def test_my_reader(case):
        assert my_reader(case.source) == case.expected_json

Groups: `dumps` (the great structures of flattened Chinese pages), `engines` (flattened pages of forum and question engines), `sites` (HTML pages of
each site profile), `layouts`, `damage`, `languages`, `markdown`, `negative` (must come back unchanged), `hostile` (damage of bytes and markup), and `known_failures`, which only come when asked for: what qaclean does
not get right today, with the record that it should give. On disk a case is a folder: `source.txt`, `.md` or `.html` (bytes as scraped, in any
charset), `expected.json`, `note.md`, and `case.toml` with what is known of it:

    url = "https://tieba.baidu.com/p/1"     # where such a page stands
    charset = "gb18030"                     # what its bytes are in; utf-8 where it is not said
    engine = "tieba"                        # what it covers: engine, layout, damage, language; a word or several
    layout = ["html-thread", "floors"]
    [facts]                                 # what a person reads off the page, written before the record was looked at
    answers = [2]

They are plain files, also for other languages (`qaclean fixtures copy DIR`). `docs/testing.md` tells all of it, the pytest plug-in and the server
that serves the cases too; `docs/fixtures.md` lists the cases.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qaclean.testing.comparison import Difference, assert_page_equal, differences, outline
    from qaclean.testing.fixtures_on_disk import (
        GROUPS,
        KNOWN_FAILURES,
        Case,
        UnknownCaseError,
        cases,
        fixtures_folder,
        load,
    )

__all__ = [
    "GROUPS",
    "KNOWN_FAILURES",
    "Case",
    "Difference",
    "UnknownCaseError",
    "assert_page_equal",
    "cases",
    "differences",
    "fixtures_folder",
    "load",
    "outline",
]

_COMPARISON = {"Difference", "assert_page_equal", "differences", "outline"}


def __getattr__(name: str) -> Any:
    """Names load on first use, so that the pytest plug-in, which stands in this package, costs nothing where it is not used."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "comparison" if name in _COMPARISON else "fixtures_on_disk"
    return getattr(importlib.import_module(f"qaclean.testing.{module}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
