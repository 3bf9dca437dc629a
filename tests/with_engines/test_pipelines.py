"""datatrove and Scrapy: real runs over all documents, each record equal to the local one."""

from __future__ import annotations

import gzip
import json
import pathlib
import subprocess
import sys
from typing import Any

import pyarrow as pa

import qaclean


def _local(json_lines: pathlib.Path, expected: pa.Table) -> dict[str, Any]:
    """The records by id; a document without content is an empty page here, since its text is empty and not absent."""
    records = dict(zip(expected.column("id").to_pylist(), expected.column("record").to_pylist(), strict=True))
    return {name: json.loads(record) for name, record in records.items() if record is not None}


def test_datatrove(json_lines: pathlib.Path, expected: pa.Table, tmp_path: pathlib.Path) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from qaclean.engines.datatrove_step import CleanPages

    steps = [
        JsonlReader(str(json_lines)),
        CleanPages(),
        JsonlWriter(str(tmp_path / "pages"), output_filename="${rank}.jsonl.gz"),
    ]
    LocalPipelineExecutor(pipeline=steps, tasks=2, workers=2, logging_dir=str(tmp_path / "logs")).run()
    found = {}
    for path in (tmp_path / "pages").glob("*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                found[row["id"]] = row["metadata"]["qaclean"]
    assert found == _local(json_lines, expected)


SPIDER = """
import json, pathlib, sys
import scrapy
from scrapy.crawler import CrawlerProcess

source, target = sys.argv[1:]

class Pages(scrapy.Spider):
    name = "pages"
    start_urls = ["data:text/plain,begin"]

    def parse(self, response):
        for path in sorted(pathlib.Path(source).iterdir()):
            with path.open(encoding="utf-8") as file:
                for line in file:
                    yield json.loads(line)

process = CrawlerProcess({
    "ITEM_PIPELINES": {"qaclean.engines.scrapy_items.CleanItems": 300},
    "FEEDS": {target: {"format": "jsonlines", "encoding": "utf8"}},
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
})
process.crawl(Pages)
process.start()
"""


def test_scrapy(json_lines: pathlib.Path, expected: pa.Table, tmp_path: pathlib.Path) -> None:
    script = tmp_path / "spider.py"
    script.write_text(SPIDER, "utf-8")
    target = tmp_path / "items.jsonl"
    command = [sys.executable, str(script), str(json_lines), str(target)]
    subprocess.run(command, check=True, timeout=900)
    found = {}
    with target.open(encoding="utf-8") as file:
        for line in file:
            item = json.loads(line)
            found[item["id"]] = item["qaclean"]
    known = _local(json_lines, expected)
    assert len(found) == expected.num_rows
    assert {name: found[name] for name in known} == known
    empty = json.loads(qaclean.clean("").model_dump_json())
    assert all(row["kind"] == empty["kind"] for name, row in found.items() if name not in known)
