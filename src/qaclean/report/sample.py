"""The documents that are shown whole: a few for each thing that one may want to see, chosen by digests and not by chance, so that any order gives the same."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

__all__ = ["Sample", "Wish"]

MOST_KEYS = 1_000  # things that documents are kept for


class Wish(NamedTuple):
    """A thing that documents are wanted for: its name, how many, and what comes first (the smaller)."""

    key: str
    most: int
    order: float = 0.0


class Sample:
    """The first documents of each wish. What is kept is made only where it is wanted.

    >>> sample = Sample()
    >>> for number, rank in enumerate([7, 3, 5]):
    ...     sample.offer(rank, [Wish("any", 2)], lambda number=number: {"number": number})
    >>> [value["number"] for value in sample.best()]
    [1, 2]
    """

    def __init__(self) -> None:
        self._heaps: dict[str, list[tuple[float, int]]] = {}  # the worst first: order and rank with the sign turned
        self._documents: dict[int, dict[str, Any]] = {}
        self._uses: dict[int, int] = {}

    def offer(self, rank: int, wishes: list[Wish], make: Callable[[], dict[str, Any]]) -> None:
        """Keep a document where it is among the first of a wish; of equal order the smaller `rank` is first."""
        if rank in self._uses:
            return
        for wish in wishes:
            if wish.key not in self._heaps and len(self._heaps) >= MOST_KEYS:
                continue
            heap = self._heaps.setdefault(wish.key, [])
            entry = (-wish.order, -rank)
            if len(heap) < wish.most:
                heapq.heappush(heap, entry)
            elif entry > heap[0]:
                self._let_go(-heapq.heapreplace(heap, entry)[1])
            else:
                continue
            self._uses[rank] = self._uses.get(rank, 0) + 1
        if rank in self._uses:
            self._documents[rank] = make()

    def _let_go(self, rank: int) -> None:
        self._uses[rank] -= 1
        if not self._uses[rank]:
            del self._uses[rank], self._documents[rank]

    def best(self) -> Iterator[dict[str, Any]]:
        """The documents, the first of each wish before the second of any."""
        places: dict[int, tuple[int, str]] = {}
        for key in sorted(self._heaps):
            for place, (_, rank) in enumerate(sorted(self._heaps[key], reverse=True)):
                places[-rank] = min(places.get(-rank, (place, key)), (place, key))
        for rank in sorted(places, key=lambda rank: (*places[rank], rank)):
            yield self._documents[rank]

    def items(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """All documents with their ranks."""
        yield from self._documents.items()
