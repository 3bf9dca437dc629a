"""`qaclean schema`: the schema of records, and of the rows that a batch writes, as JSON Schema or as Arrow has it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from qaclean.command.options import SHAPES, HelpFormatter, Parser

__all__ = ["build_schema_parser", "schema_text"]


def build_schema_parser() -> ArgumentParser:
    """The options of `qaclean schema`."""
    parser = Parser(
        prog="qaclean schema", description="Print the schema of records and rows.", formatter_class=HelpFormatter
    )
    parser.add_argument(
        "--format", choices=("json", "arrow"), default="json", help="json: JSON Schema (default); arrow: columns"
    )
    parser.add_argument(
        "--shape", choices=SHAPES, default="pages", metavar="SHAPE", help=f"{', '.join(SHAPES)} (default: pages)"
    )
    return parser


def schema_text(argv: Sequence[str]) -> str:
    """What `qaclean schema` prints. Errors: `MissingExtraError`."""
    options = build_schema_parser().parse_args(argv)
    if options.format == "json":
        return json.dumps(_json_schema(options.shape), ensure_ascii=False, indent=2) + "\n"
    from qaclean.arrow import SCHEMAS
    from qaclean.export.row_schema import schema_id

    shape = "table" if options.shape == "pages" else options.shape  # a table has columns, no records
    return f"{schema_id(shape)}\n{SCHEMAS[shape].to_string()}\n"


def _json_schema(shape: str) -> dict[str, Any]:
    if shape == "pages":
        from qaclean.records import json_schema

        return json_schema()
    from qaclean.export.row_schema import row_json_schema

    return row_json_schema(shape)
