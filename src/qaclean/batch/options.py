"""The options of a batch: what changes its output, and what does not."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from qaclean.cleaner import Options
from qaclean.intake import Fields

__all__ = ["DUPLICATES", "ENGINES", "FORMATS", "KINDS", "BatchOptions"]

FORMATS = ("jsonl", "jsonl.zst", "parquet", "markdown")
ENGINES = ("local", "ray")
DUPLICATES = ("exact", "near")
KINDS = ("qa", "howto", "faq", "thread", "article", "none")


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What a batch does. `shard_mb`: MB of input that become one part at most; `kinds` and `languages`: what is kept (empty: all); `min_answers`:
    pages with fewer are left out. `duplicates` (one of `DUPLICATES`, or None): rows that repeat an earlier one are named. `report`: the file of a report of what was kept and why
    (`qaclean.report`). `workers` and `engine` (`ENGINES`) change no byte of what is written, `limit_seconds`
    (of a document) and `limit_mb` (MiB of a worker) only the documents that they stop."""

    cleaning: Options = field(default_factory=Options)
    fields: Fields = field(default_factory=Fields)
    format: str = "jsonl"
    shape: str = "pages"
    shard_mb: float = 16.0
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    min_answers: int = 0
    duplicates: str | None = None
    report: str | None = None
    workers: int = 1
    engine: str = "local"
    limit_seconds: float = 60.0
    limit_mb: float = 1024.0

    def as_json(self) -> dict[str, Any]:
        """The options that change the output, as plain values."""
        return {
            "cleaning": self.cleaning.as_json(),
            "fields": {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self.fields).items()},
            "format": self.format,
            "shape": self.shape,
            "shard_mb": self.shard_mb,
            "kinds": list(self.kinds),
            "languages": list(self.languages),
            "min_answers": self.min_answers,
            "duplicates": self.duplicates,
            "limit_seconds": self.limit_seconds,
            "limit_mb": self.limit_mb,
            **({"report": True} if self.report else {}),
        }
