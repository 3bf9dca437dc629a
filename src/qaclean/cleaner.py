"""A cleaner: the options of a run in one picklable value, and pages one by one or as a stream over worker processes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from qaclean.errors import QacleanError
from qaclean.export.plain_text import plain_text
from qaclean.intake import Broken, Source
from qaclean.limits import Limits
from qaclean.pipeline import clean
from qaclean.records import Page, Warning
from qaclean.records.walk import blocks_of
from qaclean.text.guessed_language import guess_language
from qaclean.workers import Beat, Job, WorkerPool

if TYPE_CHECKING:
    from qaclean.profiles.rule_sets import Rules

__all__ = ["Cleaner", "Options", "Outcome", "with_guessed_language"]

_LOG = logging.getLogger(__name__)

CHUNK = 32  # documents that a worker gets at once
CHUNK_SIZE = 1_000_000  # ... or code points
AHEAD = 4  # chunks a worker may be done before their turn


@dataclass(frozen=True, slots=True)
class Options:
    """What is known about all pages of a run, as in `qaclean.clean`; `guess_language`: where neither text nor page tells the language, guess it
    (`qaclean.text.guessed_language`), with the warning `language-guessed`. Files of `rules` are read here and now: what is pickled holds the rules, so that
    no worker needs the files. Errors: `RuleError`."""

    profile: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    reference_time: datetime | None = None
    limits: Limits = field(default_factory=Limits)
    guess_language: bool = False
    rules: Rules = None

    def __post_init__(self) -> None:
        if self.rules is not None:
            from qaclean.profiles.rule_sets import load_rules

            object.__setattr__(self, "rules", load_rules(self.rules))

    def as_json(self) -> dict[str, Any]:
        """The options as plain values, for manifests; of rules the name and SHA-256 of each file, and nothing where a run has none."""
        row = asdict(replace(self, rules=None))
        row["reference_time"] = self.reference_time.isoformat() if self.reference_time else None
        del row["rules"]
        if self.rules is not None:
            from qaclean.profiles.rule_sets import load_rules

            loaded = load_rules(self.rules)
            row["rules"] = {"files": [list(file) for file in loaded.files], "installed": loaded.installed}
        return row


class Outcome(NamedTuple):
    """A document of a stream and what became of it: a page, or the code and words of an error."""

    source: Source | Broken
    page: Page | None
    error: str | None = None
    message: str | None = None


class Cleaner:
    """Cleans pages with the same options each time; it can be pickled, and holds no state that a page can change.

    >>> cleaner = Cleaner(Options(media_type="text/plain"))
    >>> cleaner.clean("怎么退订彩铃?\\n发短信TD。").questions[0].text
    '怎么退订彩铃?'
    >>> [outcome.page.kind for outcome in cleaner.pipe(["怎么退订彩铃?\\n发短信TD。"])]
    ['qa']
    """

    def __init__(self, options: Options | None = None, *, rules: Rules = None) -> None:
        """`rules`: files of rules, in place of those that the options name. Errors: `RuleError`."""
        known = options or Options()
        self.options = known if rules is None else replace(known, rules=rules)

    def clean(self, source: str | bytes, *, url: str | None = None, media_type: str | None = None) -> Page:
        """One page; errors as in `qaclean.clean`."""
        options = self.options
        page = clean(
            source,
            url=url,
            media_type=media_type or options.media_type,
            encoding=options.encoding,
            profile=options.profile,
            limits=options.limits,
            reference_time=options.reference_time,
            rules=options.rules,
        )
        return with_guessed_language(page) if options.guess_language else page

    def knowing(self, fetched: datetime | None, profile: str | None = None) -> Cleaner:
        """This cleaner for a page fetched then, whose relative dates count from there if the options name no time, and that needs a profile of its own."""
        known: dict[str, Any] = {}
        if fetched is not None and self.options.reference_time is None:
            known["reference_time"] = fetched
        if profile is not None:
            known["profile"] = profile
        if not known:
            return self
        other = copy(self)
        other.options = replace(self.options, **known)
        return other

    def outcome(self, source: Source | Broken) -> Outcome:
        """One document, with its error in place of an exception."""
        if isinstance(source, Broken):
            return Outcome(source, None, source.error, source.message)
        try:
            cleaner = self.knowing(source.fetched, source.profile)
            page = cleaner.clean(source.content, url=source.url, media_type=source.media_type)
        except QacleanError as error:
            return Outcome(source, None, _code_of(error), str(error))
        except MemoryError:
            return Outcome(source, None, "memory", "the page took more memory than there is")
        except Exception as error:  # a fault of ours in one page must not cost the others
            return Outcome(source, None, "internal", f"{type(error).__name__}: {error}; please report it")
        if _LOG.isEnabledFor(logging.DEBUG):
            _LOG.debug(
                "%s: %s, %d removed, %d warnings", source.place, page.kind, len(page.removed), len(page.warnings)
            )
        return Outcome(source, page)

    def pipe(
        self,
        sources: Iterable[Source | Broken | str | bytes],
        *,
        workers: int = 1,
        ordered: bool = True,
        limit_seconds: float = 60.0,
        limit_mb: float = 1024.0,
    ) -> Iterator[Outcome]:
        """Clean a stream; at most a few chunks a worker are held at a time.

        A document that takes longer than `limit_seconds`, or makes a worker process larger than `limit_mb` (MiB), is stopped: its outcome
        has the error `timeout` or `memory` (`died` where the process ended), the rest goes on. `workers=0` works in this process, which
        nobody watches. `ordered`: outcomes come in the order of the sources.
        """
        documents = (_as_source(source, number) for number, source in enumerate(sources))
        if workers <= 0:
            yield from map(self.outcome, documents)
            return
        jobs = (Job(number, tuple(chunk)) for number, chunk in enumerate(_chunks(documents)))
        window = workers * AHEAD
        with WorkerPool(_CleanChunk(self), workers, limit_seconds=limit_seconds, limit_mb=limit_mb) as pool:
            waiting: dict[int, list[Outcome]] = {}
            due = 0
            for number, outcomes in pool.run(jobs, window=window if ordered else None):
                if not ordered:
                    yield from outcomes
                    continue
                waiting[number] = outcomes
                while due in waiting:
                    yield from waiting.pop(due)
                    due += 1


def with_guessed_language(page: Page) -> Page:
    """The page, where nothing proves or declares its language with a guess at it, and a warning that it is one. Errors: `MissingExtraError`."""
    if page.language is not None:
        return page
    guess = guess_language("\n".join(filter(None, (page.title, plain_text(blocks_of(page))))))
    if guess is None:
        return page
    said = Warning(code="language-guessed", message=f"py3langid says {guess[0]}, with a confidence of {guess[1]:.2f}")
    return page.model_copy(update={"language": guess[0], "warnings": [*page.warnings, said]})


class _CleanChunk:
    """The work on one chunk, in a worker."""

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner

    def __call__(self, job: Job, beat: Beat) -> list[Outcome]:
        lost = dict(job.lost)
        rows = []
        for number, source in enumerate(job.payload):
            beat(number)
            if number in lost:
                rows.append(Outcome(source, None, lost[number], f"stopped by the limit: {lost[number]}"))
            else:
                rows.append(self.cleaner.outcome(source))
        return rows


def _as_source(source: Source | Broken | str | bytes, number: int) -> Source | Broken:
    return source if isinstance(source, Source | Broken) else Source("", number, source)


def _chunks(sources: Iterable[Source | Broken]) -> Iterator[list[Source | Broken]]:
    stream = iter(sources)
    while True:
        chunk: list[Source | Broken] = []
        size = 0
        for source in islice(stream, CHUNK):
            chunk.append(source)
            size += len(source.content) if isinstance(source, Source) else 0
            if size >= CHUNK_SIZE:
                break
        if not chunk:
            return
        yield chunk


def _code_of(error: QacleanError) -> str:
    """`SourceTooLargeError` is `source-too-large`."""
    name = type(error).__name__.removesuffix("Error")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")
