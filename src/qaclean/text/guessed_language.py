"""A guess at the language of a text by py3langid, for those who ask for one: the core proves a language or says nothing.

Needs py3langid (`pip install 'qaclean[language]'`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from qaclean.errors import MissingExtraError

__all__ = ["guess_language"]

SAMPLE = 2000  # code points looked at
MIN_LETTERS = 12
MIN_CONFIDENCE = 0.5  # of the guess among all languages that are known


@lru_cache(maxsize=1)
def _identifier() -> Any:
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError as error:
        raise MissingExtraError("guessing languages needs py3langid: pip install 'qaclean[language]'") from error
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def guess_language(text: str) -> tuple[str, float] | None:
    """The likeliest language (ISO 639-1) and its share of confidence; None for too little text, or where no language is likely.

    Errors: `MissingExtraError`.
    """
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return None
    name, confidence = _identifier().classify(sample)
    return (str(name), float(confidence)) if confidence >= MIN_CONFIDENCE else None
