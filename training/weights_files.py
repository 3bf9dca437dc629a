"""Weights as files: JSON with a feature a line, so that a change can be read."""

from __future__ import annotations

import json
import pathlib

from qaclean.segments.chain import Weights

__all__ = ["weights_text", "write_weights"]


def weights_text(weights: Weights) -> str:
    """The file's text.

    >>> print(weights_text(Weights(("a", "b"), (0.0, 0.1), {"len1": (0.5, -0.5)}, ((0.0, 0.0), (0.0, 0.0)))), end="")
    {
    "labels": ["a", "b"],
    "first": [0.0, 0.1],
    "follow": [[0.0, 0.0], [0.0, 0.0]],
    "features": {
      "len1": [0.5, -0.5]
    }
    }
    """
    rows = ",\n".join(f"  {json.dumps(n, ensure_ascii=False)}: {json.dumps(w)}" for n, w in weights.features.items())
    head = [f'"{name}": {json.dumps(getattr(weights, name))},' for name in ("labels", "first", "follow")]
    return "\n".join(["{", *head, '"features": {', rows, "}", "}", ""])


def write_weights(path: pathlib.Path, weights: Weights) -> None:
    """Write them."""
    path.write_text(weights_text(weights), "utf-8", newline="")
