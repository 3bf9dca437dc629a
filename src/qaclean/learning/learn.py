"""`qaclean learn`: pages of one site, one after the other, become a profile that says how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qaclean import __version__
from qaclean.errors import QacleanError, SourceError, UsageError
from qaclean.intake import Broken, Source
from qaclean.learning.furniture import find_furniture
from qaclean.learning.gathered import Gathered
from qaclean.learning.model import Furniture
from qaclean.learning.observed import Observed, observe_page
from qaclean.learning.simulated import Simulated
from qaclean.learning.site_profile import Site, profile_text

__all__ = ["FEWEST_PAGES", "Learned", "learn"]

FEWEST_PAGES = 6
HOST_SHARE = 0.05  # of the pages with an address that make a host one of the site's


class Learned(NamedTuple):
    """What was learned: the text of the profile, its furniture, the pages that it was learned from, those that failed, and its certainty (0 to 1)."""

    text: str
    furniture: Furniture
    pages: int
    failed: tuple[tuple[str, str], ...]
    certainty: float


def learn(sources: Iterable[Source | Broken], name: str = "", *, kind: str = "qa", extends: str = "") -> Learned:
    """Learn the furniture of a site from a few dozen of its pages, or from a hundred thousand: what is held does not grow with their number.

    `name` is that of the site (without it its host), `extends` a packaged profile whose rules it has too. Errors: `UsageError` where hardly any page could be read, `SourceError` where nothing recurs on them.

    >>> pages = [Source(f"{n}.txt", 0, f"第{n}个问题怎么办?\\n本站用户都在看直播\\n先关机,等{n}分钟再打开,一般就好了。\\n上一篇:停机{n}") for n in range(9)]
    >>> "上一篇" in learn(pages, "a.example").text
    True
    """
    gathered, failed = Gathered(), []
    for source in sources:
        if isinstance(source, Broken):
            failed.append((source.place, source.message))
            continue
        try:
            gathered.add(observe_page(source))
        except QacleanError as error:
            failed.append((source.place, str(error)))
    if gathered.pages < FEWEST_PAGES:
        raise UsageError(f"{gathered.pages} pages were read: give at least {FEWEST_PAGES}, a few dozen are better")
    found = find_furniture(gathered)
    if not any(found):
        raise SourceError(
            f"nothing recurs on these {gathered.pages} pages: are they of one site? More of them may help"
        )
    halves = [_half(gathered.sample, first) for first in (0, 1)]
    told = Simulated()
    by_half = [find_furniture(_gather(half)) for half in halves]
    for first in (0, 1):
        told.add(by_half[first], halves[1 - first], by_half[1 - first])
    addressed = sum(gathered.hosts.values())
    hosts = tuple(sorted(host for host, count in gathered.hosts.items() if count >= HOST_SHARE * addressed))
    site = Site(name or (hosts[0] if hosts else "learned-site"), kind, hosts, extends)
    text = profile_text(found, site, gathered.pages, _remarks(gathered, told))
    return Learned(text, found, gathered.pages, tuple(failed), told.certainty)


def _half(sample: Sequence[Observed], first: int) -> list[Observed]:
    return list(sample[first::2])


def _gather(pages: Iterable[Observed]) -> Gathered:
    gathered = Gathered()
    for page in pages:
        gathered.add(page)
    return gathered


def _remarks(gathered: Gathered, told: Simulated) -> list[str]:
    """The head of the file, in words."""
    kinds = f"{gathered.markup} of HTML, {gathered.pages - gathered.markup} dumps"
    forgotten = max(gathered.lines.forgotten, gathered.shapes.forgotten, gathered.places.forgotten)
    return [
        f"Learned by qaclean {__version__} from {gathered.pages} pages ({kinds}). Read it before you use it, and take out what you want to keep.",
        *([f"Of what is rare some was forgotten: counts may be {forgotten} pages too small."] if forgotten else []),
        *told.remarks(),
    ]
