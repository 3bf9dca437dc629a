"""Our fixtures for your unit tests: real structures, invented sentences, expected records.

    from qaclean.testing import cases

    @pytest.mark.parametrize("case", cases("dumps"), ids=lambda case: case.name)
    def test_my_reader(case):
        assert my_reader(case.source) == case.expected_json

Groups: `dumps` (the two great structures of flattened Chinese pages), `layouts` (ten others), `negative` (must come back
unchanged), `hostile` (damage), and `known_failures`, which only come when asked for: what qaclean does not get right today,
with the record that it should give. On disk a case is a folder with `source.txt`, `expected.json` and `note.md`: plain
files, also for other languages (`python -m qaclean.testing` prints where they are).
"""

from __future__ import annotations

from qaclean.testing.fixtures_on_disk import (
    GROUPS,
    KNOWN_FAILURES,
    Case,
    UnknownCaseError,
    cases,
    fixtures_folder,
    load,
)

__all__ = ["GROUPS", "KNOWN_FAILURES", "Case", "UnknownCaseError", "cases", "fixtures_folder", "load"]
