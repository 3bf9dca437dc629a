"""Furniture of one site: what rules and profiles change on its pages (`trial`), and profiles that are learned from its pages (`learn`)."""

from __future__ import annotations

from qaclean.learning.learn import Learned, learn

__all__ = ["Learned", "learn"]
