"""The work on one part, in a worker: records become documents, pages, rows of a file; what fails becomes a dead letter."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qaclean.batch.duplicates import sketch
from qaclean.batch.options import BatchOptions
from qaclean.batch.parts import PARTS, WORK, PartWriter, import_arrow, open_part
from qaclean.batch.plan import Range
from qaclean.batch.tallies import tally_of
from qaclean.cleaner import Cleaner
from qaclean.errors import BatchError
from qaclean.export.rows import page_json, plain_text, row_text, rows_of
from qaclean.intake import Broken, Raw, Source, parse, split
from qaclean.intake.records import dead_letter
from qaclean.records import Page
from qaclean.records.removal_rules import rule_name
from qaclean.records.walk import blocks_of
from qaclean.report import Tally
from qaclean.workers import Beat, Job

__all__ = ["CleanPart", "rejects_of", "sketches_of"]

ENDINGS = {"jsonl": ".jsonl", "jsonl.zst": ".jsonl.zst", "parquet": ".parquet", "markdown": ""}


class CleanPart:
    """Makes part `job.number` of the output below `folder`, and returns what the journal notes of it."""

    def __init__(self, folder: str, options: BatchOptions) -> None:
        self.folder, self.options = folder, options
        self.cleaner = Cleaner(options.cleaning)

    def __call__(self, job: Job, beat: Beat) -> dict[str, Any]:
        part = _Part(self.folder, job.number, self.options)
        lost = dict(job.lost)
        try:
            for place, raw in enumerate(_records(job.payload)):
                beat(place)
                part.records += 1
                source = parse(raw, self.options.fields)
                if place in lost:
                    part.reject(source, lost[place], f"a worker was stopped over it ({lost[place]})")
                    continue
                outcome = self.cleaner.outcome(source)
                if outcome.page is None:
                    part.reject(source, outcome.error or "internal", outcome.message or "")
                else:
                    part.keep(outcome.page, source)
            return part.finish()
        except OSError as error:
            part.discard()
            raise BatchError(
                f"{self.folder}: part {job.number} cannot be written ({error.strerror or error}); make room and go on with --resume"
            ) from None
        except BaseException:
            part.discard()
            raise


def rejects_of(number: int) -> str:
    """The file of the dead letters of a part, below the output folder."""
    return os.path.join(WORK, f"rejects-{number:05d}.jsonl")


def sketches_of(number: int) -> str:
    """The file of the sketches of a part's rows (`batch.duplicates`), below the output folder."""
    return os.path.join(WORK, f"sketches-{number:05d}.jsonl")


def _records(payload: Range | tuple[Raw, ...]) -> Iterable[Raw]:
    return split(payload.path, payload.start, payload.end) if isinstance(payload, Range) else payload


class _Part:
    """The files of a part and what is counted."""

    def __init__(self, folder: str, number: int, options: BatchOptions) -> None:
        self.folder, self.number, self.options = folder, number, options
        if options.format == "parquet":
            import_arrow()
        self.name = os.path.join(PARTS, f"part-{number:05d}{ENDINGS[options.format]}")
        self.records = self.pages = self.rows = self.filtered = self.rejected = 0
        self.kinds: Counter[str] = Counter()
        self.rowless: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.writers: dict[str, PartWriter] = {}
        self.tally = Tally() if options.report else None

    def _writer(self, name: str, format: str) -> PartWriter:
        """The writer of a file, opened when its first row comes: no file is empty."""
        if name not in self.writers:
            self.writers[name] = open_part(self.folder, name, format)
        return self.writers[name]

    def keep(self, page: Page, source: Source | Broken) -> None:
        self.kinds[page.kind] += 1
        if self._is_filtered(page):
            self.filtered += 1
            return
        self.pages += 1
        self.reasons.update([removed.reason for removed in page.removed])
        for rule, times in Counter([removed.rule for removed in page.removed]).items():
            self.rules[rule_name(rule)] += times
        name = source.id if isinstance(source, Source) and source.id is not None else source.place
        page.source.__dict__["name"] = (
            source.place
        )  # nobody else holds the page: two copies of it cost a twentieth of what is done here
        if self.tally is not None:
            self.tally.add(page, source.place)
        options = self.options
        rows = _shaped(page, options, name, source.meta if isinstance(source, Source) else None)
        if not rows:
            self.rowless[_lack(page, options.shape)] += 1
        for row in rows:
            self._writer(self.name, options.format).write(row)
            self.rows += 1
            if options.duplicates:
                if isinstance(row, str) or options.shape in ("pages", "table"):
                    text, told_of = plain_text(blocks_of(page)), source.place
                else:
                    text, told_of = row_text(row), row["id"]
                told = sketch(text, told_of, near=options.duplicates == "near")
                self._writer(sketches_of(self.number), "jsonl").write(told)

    def _is_filtered(self, page: Page) -> bool:
        options = self.options
        return (
            (bool(options.kinds) and page.kind not in options.kinds)
            or (bool(options.languages) and (page.language or "und").split("-")[0] not in options.languages)
            or (options.min_answers > 0 and sum(len(q.answers) for q in page.questions) < options.min_answers)
        )

    def reject(self, source: Source | Broken, error: str, message: str) -> None:
        """Count a document that failed, and keep it as a dead letter."""
        self.rejected += 1
        self.errors[error] += 1
        if self.tally is not None:
            self.tally.fail(source.place, message)
        letter = dead_letter(source, self.options.fields, error, message)
        self._writer(rejects_of(self.number), "jsonl").write(letter)

    def finish(self) -> dict[str, Any]:
        if self.tally is not None:
            self._writer(tally_of(self.number), "json.gz").write(self.tally.as_json())
        files = []
        for name, writer in sorted(self.writers.items()):
            size, digest = writer.finish()
            files.append({"name": name, "size": size, "sha256": digest})
        return {
            "part": self.number,
            "files": files,
            "records": self.records,
            "pages": self.pages,
            "rows": self.rows,
            "filtered": self.filtered,
            "rejected": self.rejected,
            "kinds": dict(sorted(self.kinds.items())),
            "rowless": dict(sorted(self.rowless.items())),
            "errors": dict(sorted(self.errors.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "rules": dict(sorted(self.rules.items())),
        }

    def discard(self) -> None:
        for writer in self.writers.values():
            writer.discard()


def _lack(page: Page, shape: str) -> str:
    """What a page lacks that has no row of a shape."""
    if shape == "steps":
        return "no-steps"
    if not page.questions:
        return "no-question"
    return "no-answer" if not any(question.answers for question in page.questions) else "no-text-of-an-answer"


def _shaped(
    page: Page, options: BatchOptions, name: str, meta: Mapping[str, Any] | None
) -> Sequence[dict[str, Any]] | Sequence[str]:
    """The rows of a page, whole records of JSON lines as their JSON."""
    if options.format == "markdown":
        from qaclean.export import write

        return [{"name": name, "markdown": write(page, "markdown") + "\n"}]
    if options.format != "parquet" and options.shape == "pages":
        return [page_json(page, name, meta)]
    if options.format != "parquet":
        return rows_of(page, options.shape, name, meta)
    from qaclean.arrow import as_table_row, page_row

    if options.shape in ("pages", "table"):
        return [as_table_row(page_row(page, name, meta=meta))]
    return [as_table_row(row) for row in rows_of(page, options.shape, name, meta)]
