"""The options of a batch: what changes its output, and what does not."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from qaclean.cleaner import Options
from qaclean.intake import Fields

__all__ = ["ENGINES", "FORMATS", "KINDS", "LANGUAGES", "BatchOptions"]

FORMATS = ("jsonl", "jsonl.zst", "parquet", "markdown")
ENGINES = ("local", "ray")
LANGUAGES = (
    "zh",
    "ja",
    "ko",
    "en",
    "de",
    "und",
)  # primary tags that `qaclean.text.language` tells; und where it does not
KINDS = ("qa", "howto", "faq", "thread", "article", "none")


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What a batch does. `shard_mb`: MB of input that become one part at most; `kinds` and `languages`: what is kept (empty: all); `min_answers`:
    pages with fewer are left out. `workers` and `engine` (`ENGINES`) change no byte of what is written, `limit_seconds`
    (of a document) and `limit_mb` (MiB of a worker) only the documents that they stop."""

    cleaning: Options = field(default_factory=Options)
    fields: Fields = field(default_factory=Fields)
    format: str = "jsonl"
    shape: str = "pages"
    shard_mb: float = 16.0
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    min_answers: int = 0
    workers: int = 1
    engine: str = "local"
    limit_seconds: float = 60.0
    limit_mb: float = 1024.0

    def as_json(self) -> dict[str, Any]:
        """The options that change the output, as plain values."""
        return {
            "cleaning": self.cleaning.as_json(),
            "fields": asdict(self.fields),
            "format": self.format,
            "shape": self.shape,
            "shard_mb": self.shard_mb,
            "kinds": list(self.kinds),
            "languages": list(self.languages),
            "min_answers": self.min_answers,
            "limit_seconds": self.limit_seconds,
            "limit_mb": self.limit_mb,
        }
