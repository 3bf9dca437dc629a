"""Rows that say what an earlier row of the run says already: word for word, or nearly. Each is named with the row that it repeats; none is dropped.

Workers sketch their rows (a digest, and for near duplicates a MinHash signature by rensa over shingles of characters, which need no words and so hold for
every script); at the end the sketches are read in the order of the parts, and compared by locality-sensitive hashing: bands of signatures, then the share of equal values.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from qaclean.errors import MissingExtraError

__all__ = ["NEAR", "duplicates_among", "sketch"]

NEAR = 0.8  # share of shingles in common (Jaccard), as the signatures estimate it
SHINGLE = 5  # characters
MIN_NEAR = 40  # letters and digits of a text that can be nearly another: shorter ones have too few shingles
PERMUTATIONS, BAND = 128, 8  # values of a signature, and of a band of it: 16 bands find .8 in 95 of 100
_SOLID = re.compile(r"\w+")


def sketch(text: str, name: str, *, near: bool) -> dict[str, Any]:
    """What is compared of a row with this text: its name, the digest of its words without case and white space, its signature if `near`. Errors: `MissingExtraError`."""
    words = "".join(text.split()).casefold()
    found = {"id": name, "digest": hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:32]}
    solid = "".join(_SOLID.findall(words)) if near else ""
    return {**found, "signature": _signature(solid)} if len(solid) >= MIN_NEAR else found


def _signature(solid: str) -> str:
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise MissingExtraError("near duplicates need rensa: pip install 'qaclean[duplicates]'") from error
    made = RMinHash(num_perm=PERMUTATIONS, seed=42)
    made.update(sorted({solid[at : at + SHINGLE] for at in range(len(solid) - SHINGLE + 1)}))
    return base64.b64encode(array("I", made.digest()).tobytes()).decode("ascii")


def duplicates_among(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows, of sketches as lines of JSON, that repeat an earlier one: `id`, the row `of` which it is a duplicate, `reason` (exact or near), `similarity`.

    >>> texts = ["先断开电源。", "先断开 电源。"]
    >>> list(duplicates_among(json.dumps(sketch(text, str(number), near=False)) for number, text in enumerate(texts)))
    [{'id': '1', 'of': '0', 'reason': 'exact', 'similarity': 1.0}]
    """
    exact: dict[str, str] = {}
    bands: dict[bytes, list[int]] = {}
    kept: list[tuple[str, array[int]]] = []
    for line in lines:
        row = json.loads(line)
        first = exact.setdefault(row["digest"], row["id"])
        if first != row["id"]:
            yield {"id": row["id"], "of": first, "reason": "exact", "similarity": 1.0}
            continue
        if "signature" not in row:
            continue
        signature = array("I", base64.b64decode(row["signature"]))
        keys = [_band(signature, at) for at in range(0, PERMUTATIONS, BAND)]
        seen = dict.fromkeys(number for key in keys for number in bands.get(key, ()))
        best = max(((_similarity(kept[number][1], signature), -number) for number in seen), default=(0.0, 0))
        if best[0] >= NEAR:
            yield {"id": row["id"], "of": kept[-best[1]][0], "reason": "near", "similarity": round(best[0], 3)}
            continue
        for key in keys:
            bands.setdefault(key, []).append(len(kept))
        kept.append((row["id"], signature))


def _band(signature: array[int], at: int) -> bytes:
    return hashlib.blake2b(signature[at : at + BAND].tobytes(), digest_size=8, salt=at.to_bytes(2, "big")).digest()


def _similarity(one: array[int], other: array[int]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS
