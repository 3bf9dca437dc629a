"""From bytes to text: with `charset`, the only place that sees bytes.

The order: byte order mark, UTF-16 and UTF-32 by their NUL bytes, strict UTF-8, UTF-8 with some damage, and only then a
choice among the charsets of the East Asian and Western web by how plausible a sample of each reading is. A declared
charset is one vote in that choice, never an order: a fifth of saved pages declares the wrong one. Bytes that the chosen
charset cannot read become U+FFFD and are recorded, so that nothing is lost.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from qaclean.decoding.charset import (
    DECLARATION_BYTES,
    ESCAPED,
    SAMPLE_BYTES,
    WINDOW_BYTES,
    charset_named,
    declared_charsets,
    has_controls,
    high_bytes,
    is_binary,
    is_writing,
    readings,
    reads_letters,
    sample_of,
    wide_readings,
    window_at,
)
from qaclean.decoding.mixed import read_mixed
from qaclean.errors import UndecodableSourceError, UsageError
from qaclean.text.plausibility import plausibility

__all__ = ["LOST", "Decoded", "decode", "encode_back", "from_text"]

LOST = "\ufffd"  # what stands for bytes that are no text

Span = tuple[int, int]
Warned = tuple[str, str, Span | None]  # code, message, span in the text

CONVINCING = 0.35  # plausibility below which the choice is called doubtful; running text has 0.5 to 0.9
CERTAIN = 0.6  # plausibility from which bytes with a NUL are UTF-16 although they may be valid UTF-8
TIE = 0.05  # a lead in plausibility below which the second charset is named in a warning
BINARY_NULS = 0.3  # share of NUL bytes above which ASCII is no text

_BOMS = (  # UTF-32LE before UTF-16LE: its mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Magic numbers of the formats that end up among page dumps (file(1)'s database). Those of letters alone may begin a text.
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG picture", "leave it out"),
    (b"\xff\xd8\xff", "a JPEG picture", "leave it out"),
    (b"GIF87a", "a GIF picture", "leave it out"),
    (b"GIF89a", "a GIF picture", "leave it out"),
    (b"\x1f\x8b", "gzip data", "unpack it first (gunzip)"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or export its text, first"),
    (b"BZh", "bzip2 data", "unpack it first (bunzip2)"),
    (b"\xfd7zXZ\x00", "xz data", "unpack it first (unxz)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a", "a rar archive", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first (unzstd)"),
    (b"%PDF-1.", "a PDF document", "extract its text first (pdftotext)"),
    (b"%PDF-2.", "a PDF document", "extract its text first (pdftotext)"),
    (b"\x7fELF", "an ELF program", "leave it out"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "an office document", "export its text first"),
    (b"SQLite format 3\x00", "an SQLite database", "export its text columns first"),
    (b"PAR1", "a parquet file", "read its text column and clean each value"),
    (b"From: <Saved by ", "a page saved as MHTML", "save it as HTML, or take its text/html part"),
    (b"RIFF", "a RIFF file (picture, sound or film)", "leave it out"),
)


class Decoded(NamedTuple):
    """The text of a source and what there is to know about its bytes.

    `undecodable`: for each run of bytes that could not be read, its span in the text (one U+FFFD) and the bytes in hex; for each line in
    another charset its span (of its text) and its bytes. `warnings`: code, message, span in the text or None. Codes: `undecodable-bytes`,
    `doubtful-encoding`, `mixed-encodings`.
    """

    text: str
    encoding: str
    undecodable: tuple[tuple[int, int, str], ...] = ()
    warnings: tuple[Warned, ...] = ()


def from_text(text: str, encoding: str = "str") -> Decoded:
    """Take a str as decoded, from `encoding` where that is known; a leading byte order mark goes, lone surrogates stay (`repair` records them).

    >>> from_text("\\ufeff你好")
    Decoded(text='你好', encoding='str', undecodable=(), warnings=())
    """
    return Decoded(text.removeprefix("\ufeff"), encoding)


def decode(data: bytes, *, declared: str | None = None, encoding: str | None = None) -> Decoded:
    """Decode the bytes of one source; linear, and strict UTF-8 costs one pass.

    `declared` is what someone says the charset is (an HTTP header): a vote, like a declaration in the first 4 KB.
    `encoding` is an order: that charset is used as it is (GB2312, GBK, Big5, Shift_JIS and EUC-KR as their supersets).
    Errors: `UndecodableSourceError` for bytes that are no text, `UsageError` for an `encoding` that nobody knows.

    >>> decode("先关机,再拔电源。".encode("gb18030")).encoding
    'gb18030'
    >>> decode("好的".encode() + b"\\xff")[2:]
    (((2, 3, 'ff'),), (('undecodable-bytes', '1 run of bytes is not utf-8', (2, 3)),))
    """
    if encoding is not None:
        return _ordered(data, encoding)
    marked = _marked(data)
    if marked is not None:
        return marked
    _refuse_known_formats(data)
    wide = _wide(data) if b"\0" in data else None
    if wide is not None:
        return wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _mixed(data) or _damaged_utf8(data, error) or _chosen(data, declared)
    return _seven_bit(data) or _without_nul_flood(data, text)


def encode_back(decoded: Decoded) -> bytes:
    """The bytes that a text was decoded from, its byte order mark aside.

    Exact wherever the charset gives each character one code, as UTF-8, UTF-16, GB18030 and cp1252 do.

    >>> encode_back(decode(b"a\\xe4\\xbd\\xa0\\xffb"))
    b'a\\xe4\\xbd\\xa0\\xffb'
    """
    codec = "utf-8" if decoded.encoding == "str" else decoded.encoding
    errors = "surrogatepass" if codec.startswith("utf-") else "strict"
    parts, at = [], 0
    for start, end, raw in decoded.undecodable:
        parts += [decoded.text[at:start].encode(codec, errors), bytes.fromhex(raw)]
        at = end
    parts.append(decoded.text[at:].encode(codec, errors))
    return b"".join(parts)


def _ordered(data: bytes, encoding: str) -> Decoded:
    codec = charset_named(encoding)
    if codec is None:
        raise UsageError(
            f"encoding {encoding!r} is no charset: use a name such as 'utf-8', 'gb18030' or 'big5', or none"
        )
    for bom, name in _BOMS:
        if data.startswith(bom) and name.startswith(codec):
            return _read(data[len(bom) :], name)
    return _read(data, {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(codec, codec))


def _marked(data: bytes) -> Decoded | None:
    for bom, name in _BOMS:
        if data.startswith(bom):
            if name.startswith("utf-32") and not _is_utf32(data[len(bom) :], name):
                continue
            return _read(data[len(bom) :], name)
    return None


def _is_utf32(data: bytes, name: str) -> bool:
    if 0 < len(data) < 4:
        return False
    try:
        data[: len(data) // 4 * 4].decode(name, "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _read(data: bytes, codec: str, doubts: tuple[Warned, ...] = ()) -> Decoded:
    """Decode with one codec; what it cannot read becomes U+FFFD, recorded."""
    if codec.startswith(("utf-16", "utf-32")):
        return _read_wide(data, codec)
    try:
        return Decoded(data.decode(codec), codec, (), doubts)
    except UnicodeError:
        pass
    try:
        text = data.decode(codec, "surrogateescape")
    except UnicodeError as error:  # a codec that knows no error handlers
        message = f"the bytes cannot be read as {codec} ({error}); try another encoding, or none"
        raise UndecodableSourceError(message) from error
    return _recorded(text, codec, doubts)


def _read_wide(data: bytes, codec: str) -> Decoded:
    """UTF-16 or UTF-32, lone surrogates kept; an unfinished unit at the end is recorded."""
    unit = 2 if codec.startswith("utf-16") else 4
    whole = len(data) // unit * unit
    try:
        # To the codec a high surrogate at the very end is an "unexpected end of data", so it gets a neighbour for the moment.
        text = (data[:whole] + "\0".encode(codec)).decode(codec, "surrogatepass")[:-1]
    except UnicodeDecodeError as error:
        message = (
            f"the bytes are not {codec} as they seem ({error.reason} at byte {error.start:,}); name their encoding"
        )
        raise UndecodableSourceError(message) from error
    if whole == len(data):
        return Decoded(text, codec)
    run = (len(text), len(text) + 1, data[whole:].hex())
    return Decoded(text + LOST, codec, (run,), (_undecodable_warning([run], codec),))


def _recorded(text: str, codec: str, doubts: tuple[Warned, ...] = ()) -> Decoded:
    """Turn each run of escaped bytes into one U+FFFD with its hex digits."""
    parts: list[str] = []
    runs: list[tuple[int, int, str]] = []
    at = length = 0
    for match in ESCAPED.finditer(text):
        start, end = match.span()
        length += start - at
        parts += [text[at:start], LOST]
        runs.append((length, length + 1, match.group().encode("ascii", "surrogateescape").hex()))
        at, length = end, length + 1
    parts.append(text[at:])
    return Decoded("".join(parts), codec, tuple(runs), (*doubts, _undecodable_warning(runs, codec)))


def _undecodable_warning(runs: list[tuple[int, int, str]], codec: str) -> Warned:
    count = "1 run of bytes is" if len(runs) == 1 else f"{len(runs):,} runs of bytes are"
    return ("undecodable-bytes", f"{count} not {codec}", runs[0][:2])


def _refuse_known_formats(data: bytes) -> None:
    for magic, name, advice in _MAGIC:
        if data.startswith(magic) and not (magic.isalnum() and _is_plain(data[:DECLARATION_BYTES])):
            raise UndecodableSourceError(f"the source is {name}, no text: {advice}")


def _is_plain(head: bytes) -> bool:
    """Whether bytes are text all the same: a page may begin with the letters of a magic number."""
    text = head.decode("utf-8", "surrogateescape")
    return not ESCAPED.search(text[:-3]) and not has_controls(head)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark, told by where the NUL bytes of its ASCII characters stand."""
    head = data[: SAMPLE_BYTES // 4 * 4]
    if len(data) % 4 == 0:
        for name, high, plane in (("utf-32-le", 3, 2), ("utf-32-be", 0, 1)):
            if (
                not any(head[high::4])
                and max(head[plane::4]) <= 0x10
                and is_writing(head, name)
                and _is_utf32(data, name)
            ):
                return _read_wide(data, name)
    if len(data) % 2 and len(data) < 64:
        return None
    even, odd, half = head[0::2].count(0), head[1::2].count(0), len(head) // 2
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros >= 2 and zeros > 0.3 * half and others <= 0.05 * zeros and is_writing(head, name):
            return _read_wide(data, name)
    best, name = max(wide_readings(data))
    return _read_wide(data, name) if best >= CERTAIN else None


def _seven_bit(data: bytes) -> Decoded | None:
    """ISO-2022-JP, which is valid ASCII and means something else."""
    if b"\x1b" not in data or b"\x1b$" not in data:  # one byte is looked for ten times as fast as two
        return None
    try:
        text = data.decode("iso2022_jp")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "iso2022_jp") if plausibility(text[:SAMPLE_BYTES], "japanese") >= CONVINCING else None


def _without_nul_flood(data: bytes, text: str) -> Decoded:
    nuls = data.count(0)
    if nuls >= 8 and nuls > BINARY_NULS * len(data):
        share = f"{100 * nuls // len(data)}% of the source are NUL bytes"
        raise UndecodableSourceError(f"{share}: it is binary data or an unfinished download; fetch it again")
    return Decoded(text, "utf-8")


def _mixed(data: bytes) -> Decoded | None:
    """Lines in two charsets, those of the rarer one recorded with their bytes."""
    mixed = read_mixed(data)
    if mixed is None:
        return None
    count = f"{len(mixed.lines):,} line{'s are' if len(mixed.lines) > 1 else ' is'} {mixed.other}"
    warning: Warned = ("mixed-encodings", f"{count}, the others {mixed.encoding}", mixed.lines[0][:2])
    return Decoded(mixed.text, mixed.encoding, mixed.lines, (warning,))


def _damaged_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 with some bad bytes, None where the bytes are rather something else."""
    at = max(0, error.start - WINDOW_BYTES // 2)
    sample = sample_of(data) + b"\n" + window_at(data, at)
    text = sample.decode("utf-8", "surrogateescape")
    bad = sum(map(len, ESCAPED.findall(text)))
    valid = high_bytes(sample) - bad
    cut = error.reason == "unexpected end of data" and len(data) - error.start > 1
    clean = ESCAPED.sub("", text)
    # GBK text has valid two-byte sequences by chance, three-byte ones hardly ever.
    plausible = valid >= (1 if max(clean, default="") > "\u07ff" else 2) * bad and plausibility(clean) >= CONVINCING
    if cut or valid >= 8 * bad or plausible:
        return _recorded(data.decode("utf-8", "surrogateescape"), "utf-8")
    return None


def _chosen(data: bytes, declared: str | None) -> Decoded:
    """The most plausible reading among the charsets of the web; doubts are told in a warning."""
    sample = sample_of(data)
    votes = declared_charsets(data, declared)
    wide = [reading for reading in wide_readings(data) if reading[0] >= CONVINCING]
    scores = sorted([*readings(sample, votes), *wide], key=lambda row: -row[0])
    best, codec = scores[0]
    if not codec.startswith("utf-16") and is_binary(sample):
        raise UndecodableSourceError(
            "the source looks like binary data: leave it out, or name its encoding if it is text"
        )
    if best >= CONVINCING:
        return _read(data, codec, _tie(scores, sample))
    for name in sorted(votes):
        if reads_letters(sample, name):
            return _read(data, name)
    return _read(data, codec, (_doubt(f"read as {codec}, the least implausible charset"),))


def _doubt(message: str) -> Warned:
    return ("doubtful-encoding", f"{message}; pass encoding= if you know it", None)


def _tie(scores: list[tuple[float, str]], sample: bytes) -> tuple[Warned, ...]:
    """A doubt where another charset reads the sample otherwise and as well."""
    (best, codec), (next_best, other) = scores[:2]
    if best - next_best >= TIE or codec.startswith("utf-16"):
        return ()
    if sample.decode(codec, "replace") == sample.decode(other, "replace"):
        return ()
    return (_doubt(f"read as {codec}, and {other} is nearly as plausible"),)
