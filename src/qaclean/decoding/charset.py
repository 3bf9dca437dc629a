"""Which charset bytes are in: declarations are votes, plausible readings of a sample decide.

Strict decoding settles nothing here, since GB18030 reads nearly any bytes; so a sample is read in every charset of the web
and each reading is scored by how frequent its characters are in the scripts that the charset is used for.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from qaclean.patterns import compile_at_once
from qaclean.text.plausibility import plausibility

__all__ = [
    "ESCAPED",
    "charset_named",
    "declared_charsets",
    "has_controls",
    "high_bytes",
    "is_binary",
    "is_writing",
    "readings",
    "reads_letters",
    "sample_of",
    "wide_readings",
    "window_at",
]

DECLARATION_BYTES = 4096  # a charset is declared in the head of a page or nowhere
SAMPLE_BYTES = 64 * 1024  # the readings are compared on this much
WINDOWS = 4  # ... taken from so many places of the source
WINDOW_BYTES = SAMPLE_BYTES // WINDOWS
DECLARED_VOTE = 0.1  # added to the plausibility of the declared charset
ERROR_WEIGHT = 5.0  # one unreadable byte outweighs this many plausible characters
BINARY_CONTROLS = 0.05  # share of control bytes above which bytes are no text (compressed data has 0.1)
ESCAPED = compile_at_once("[\udc80-\udcff]+")  # how the error handler "surrogateescape" marks bytes

# Labels that pages use, and the superset of each that they mean (WHATWG Encoding Standard, "names and labels").
_SUPERSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "cp950", "shift_jis": "cp932", "euc_kr": "cp949",
    "ascii": "cp1252", "iso8859-1": "cp1252",
}  # fmt: skip
_CANDIDATES = (  # charset and the scripts that it is read for
    ("gb18030", ("simplified", "traditional")),
    ("cp950", ("traditional",)),
    ("big5hkscs", ("traditional",)),
    ("cp932", ("japanese",)),
    ("euc_jp", ("japanese",)),
    ("cp949", ("korean",)),
    ("cp1252", ("western",)),
)
_NO_CHARSETS = frozenset({"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "hz"})
_DECLARATION = re.compile(rb"(?i)\b(?:charset|encoding)\s{0,4}=\s{0,4}[\"']?\s{0,4}([a-z0-9][a-z0-9_.:-]{1,40})")
_HIGH = re.compile(rb"[\x80-\xff]")
_IN_WORD = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff](?=[A-Za-z])")
_FOREIGN_RUN = re.compile(rb"[\x80-\xff]{3,}")
_LAYOUT = dict.fromkeys(map(ord, "\t\n\r\u3000\xa0\ufeff"))  # not printable to Python, and usual in text
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1b")


def charset_named(label: str) -> str | None:
    """Python's name for a charset label, as its superset; None for an unknown one and for what is no charset."""
    try:
        name = codecs.lookup(label.strip()).name
        "".encode(name)  # base64, rot13 and the like are no charsets
    except (LookupError, UnicodeError, ValueError):
        return None
    if name in _NO_CHARSETS:
        return None
    return {"utf-8-sig": "utf-8"}.get(name, _SUPERSETS.get(name, name))


def declared_charsets(data: bytes, declared: str | None) -> set[str]:
    """The charsets that `declared` and the `charset=` and `encoding=` in the first 4 KB name, as Python's codecs.

    >>> sorted(declared_charsets(b'<meta charset="gb2312">', "Shift-JIS"))
    ['cp932', 'gb18030']
    """
    found = [match.decode("ascii") for match in _DECLARATION.findall(data[:DECLARATION_BYTES])]
    names = map(charset_named, [declared, *found] if declared else found)
    return {name for name in names if name}


def readings(sample: bytes, votes: set[str]) -> Iterator[tuple[float, str]]:
    """Each charset with how plausible its reading of the sample is: `(score, codec)`, about 0.5 to 0.9 for the right one."""
    controls = _control_bytes(sample)
    for codec, scripts in _CANDIDATES:
        text = sample.decode(codec, "surrogateescape")
        clean = ESCAPED.sub("", text)
        score = max(plausibility(clean, script) for script in scripts)
        score -= ERROR_WEIGHT * (len(text) - len(clean) + controls) / max(1, _non_ascii(text))
        if (
            codec == "cp1252" and not controls
        ):  # its letters stand among ASCII ones; high bytes in a row are another charset's
            score += _western_evidence(sample)
        yield score + DECLARED_VOTE * (codec in votes), codec


def _western_evidence(sample: bytes) -> float:
    fits = len(_IN_WORD.findall(sample)) - sum(map(len, _FOREIGN_RUN.findall(sample)))
    return fits / max(1, high_bytes(sample))


def _non_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def wide_readings(data: bytes) -> Iterator[tuple[float, str]]:
    """Both byte orders of UTF-16 with the plausibility of the first 64 KB; 0.0 where it has nothing to tell."""
    head = data[: min(len(data) // 2 * 2, SAMPLE_BYTES)]
    for codec in ("utf-16-le", "utf-16-be"):
        text = head.decode(codec, "replace")
        yield plausibility(text) if _non_ascii(text) >= 4 else 0.0, codec


def is_writing(head: bytes, codec: str) -> bool:
    """Whether bytes read as UTF-16 or UTF-32 are characters that people write, and not an array of small numbers."""
    text = head.decode(codec, "replace")
    odd = sum(not character.isprintable() for character in text.translate(_LAYOUT))
    return odd <= BINARY_CONTROLS * len(text)


def has_controls(data: bytes) -> bool:
    """Whether there is a control byte that text does not have."""
    return _control_bytes(data) > 0


def _control_bytes(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def high_bytes(data: bytes) -> int:
    """How many bytes are not ASCII."""
    return len(data) - len(data.translate(None, bytes(range(128, 256))))


def sample_of(data: bytes) -> bytes:
    """At most 64 KB to compare readings on: windows over the whole source, each from its first non-ASCII byte on."""
    if len(data) <= SAMPLE_BYTES:
        return data
    return b"\n".join(window_at(data, len(data) * i // WINDOWS) for i in range(WINDOWS))


def window_at(data: bytes, at: int) -> bytes:
    """Up to 16 KB from `at` on that begin and end between characters, as no charset has a line feed inside one."""
    size = WINDOW_BYTES
    line = data.find(b"\n", at, at + size) + 1 if at else 0
    first = _HIGH.search(data, line or at)
    if first is None:
        return b""
    window = data[first.start() : first.start() + size]
    if first.start() + size >= len(data):
        return window
    last = window.rfind(b"\n")
    return window[:last] if last > size // 2 else window


def reads_letters(sample: bytes, codec: str) -> bool:
    """Whether a declared charset outside our own list reads the sample without a fault, and as letters."""
    try:
        text = sample.decode(codec)
    except UnicodeError:
        return False
    high = [c for c in text if c > "\x7f"]
    return not codec.startswith("utf-") and sum(map(str.isalpha, high)) >= 0.7 * len(high)


def is_binary(sample: bytes) -> bool:
    """Whether control bytes are more than text has."""
    controls = _control_bytes(sample)
    return controls >= 2 and controls > BINARY_CONTROLS * len(sample)
