"""Many documents from files: every form of input, each with its place, and the broken record alone is lost."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import lzma
import pathlib
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from qaclean import Broken, Cleaner, Fields, MissingExtraError, Options, Source, SourceError, read
from qaclean.intake import Raw, find_inputs, json_values, lines, parse, split
from qaclean.intake.http_bodies import decoded_body
from qaclean.intake.model import MAX_RECORD
from qaclean.intake.records import dead_letter

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}
ROWS = [{"id": number, "text": f"第{number}个怎么办?\n{number}、重启{'很久' * number}。" * 40} for number in range(60)]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def contents(path: pathlib.Path, fields: Fields | None = None) -> list[str | bytes]:
    return [row.content for row in read(path, fields) if isinstance(row, Source)]


@pytest.mark.parametrize("ending", ["", *COMPRESS])
def test_json_lines(tmp_path: pathlib.Path, ending: str) -> None:
    path = tmp_path / f"rows.jsonl{'.' + ending if ending else ''}"
    path.write_bytes(COMPRESS[ending](LINES) if ending else LINES)
    assert contents(path) == [row["text"] for row in ROWS]


@pytest.mark.parametrize("ending", COMPRESS)
def test_a_compressed_file_that_is_cut_short_says_so(tmp_path: pathlib.Path, ending: str) -> None:
    data = COMPRESS[ending](LINES)
    path = tmp_path / f"rows.jsonl.{ending}"
    path.write_bytes(data[: len(data) - 9])
    *whole, last = read(path)
    assert isinstance(last, Broken) and last.error == "broken-input"
    assert "broken from here on" in last.message
    assert [row.content for row in whole if isinstance(row, Source)] == [row["text"] for row in ROWS[: len(whole)]]


@pytest.mark.parametrize("ending", COMPRESS)
def test_a_compressed_file_of_several_frames(tmp_path: pathlib.Path, ending: str) -> None:
    path = tmp_path / f"rows.jsonl.{ending}"
    path.write_bytes(COMPRESS[ending](LINES[:3000]) + COMPRESS[ending](LINES[3000:]))
    assert contents(path) == [row["text"] for row in ROWS]


def test_a_file_that_is_not_what_its_name_says(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(LINES)
    assert len(contents(path)) == len(ROWS)
    (tmp_path / "b.jsonl").write_bytes(b"\x1f\x8bnothing of the kind")
    assert [type(row) for row in read(tmp_path / "b.jsonl")] == [Broken]


@given(
    st.lists(st.binary(max_size=12).map(lambda line: line.replace(b"\n", b"")), max_size=12),
    st.integers(1, 20),
    st.booleans(),
)
def test_ranges_of_a_file_give_each_line_once(rows: list[bytes], step: int, ended: bool) -> None:
    data = b"\n".join(rows) + (b"\n" if ended else b"")
    if data[:2] in (b"\x1f\x8b", b"BZ") or data[:1] in (b"\xfd", b"\x28"):
        return
    path = (
        pathlib.Path("/dev/shm" if pathlib.Path("/dev/shm").is_dir() else "/tmp") / f"qaclean-ranges-{id(rows)}.jsonl"
    )
    try:
        path.write_bytes(data)
        whole = [(raw.number, raw.data) for raw in split(str(path))]
        parts = [
            (raw.number, raw.data)
            for start in range(0, max(len(data), 1), step)
            for raw in split(str(path), start, start + step)
        ]
    finally:
        path.unlink()
    assert parts == whole
    assert [line.strip(b"\n") for _, line in whole] == [line for line in rows if line.strip()]


def test_a_line_over_many_ranges_is_read_once(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 500_000 + b'"}\n{"text": "y"}\n')
    size, step, read = path.stat().st_size, 1000, 0

    class Counting(io.BufferedReader):
        def readline(self, size: int | None = -1, /) -> bytes:
            nonlocal read
            line = super().readline(size)
            read += len(line)
            return line

    @contextlib.contextmanager
    def counted(name: str, meter: object = None) -> Iterator[io.BufferedReader]:
        with Counting(io.FileIO(name)) as file:
            yield file

    monkeypatch.setattr(lines, "open_stream", counted)
    found = [raw for start in range(0, size, step) for raw in split(str(path), start, start + step)]
    assert len(found) == 2
    assert read < 3 * size


def test_broken_lines_cost_themselves_alone(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_RECORD", 200)
    rows = [
        '{"text": "甲"}',
        "{broken",
        "[1]",
        '{"other": "x", "id": 5}',
        '{"text": "' + "长" * 300 + '"}',
        "[" * 5000,
        '{"text": "乙"}',
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(rows), "utf-8")
    found = list(read(path))
    assert [row.error if isinstance(row, Broken) else row.content for row in found] == [
        "甲",
        "broken-json",
        "broken-json",
        "no-content-field",
        "broken-input",
        "broken-input",
        "乙",
    ]
    data = path.read_bytes()
    assert all(data[: row.number].count(b"\n") == number for number, row in enumerate(found))
    assert found[1].place == f"{path}@{found[1].number}"
    assert isinstance(found[3], Broken) and found[3].id == "5"


def test_json_that_is_nested_too_deeply(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("[" * 100_000 + '\n{"text": "乙"}', "utf-8")
    assert [type(row).__name__ for row in read(path)] == ["Broken", "Source"]


def test_fields(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"doc": {"body": "甲", "page": "<p>乙</p>", "a.b": 1}, "meta": {"uri": "https://example.org/1", "key": 7}}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    text = next(iter(read(path, Fields("doc.body", "doc.none", "meta.uri", "meta.key"))))
    assert text[2:6] == ("甲", "7", "https://example.org/1", None)
    html = next(iter(read(path, Fields("doc.body", "doc.page", "meta.uri", "meta.key"))))
    assert html[2:6] == ("<p>乙</p>", "7", "https://example.org/1", "text/html")


ARRAY = [{"text": f'第{n}个怎么办?\n重启"}}] {{' + "很久" * n, "id": n} for n in range(40)]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.json.gz"])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_of_objects_is_its_objects(tmp_path: pathlib.Path, name: str, indent: int | None) -> None:
    data = b"\xef\xbb\xbf" + json.dumps(ARRAY, ensure_ascii=False, indent=indent).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    rows = list(read(tmp_path / name))
    assert [row.content for row in rows if isinstance(row, Source)] == [row["text"] for row in ARRAY]
    assert [data[row.number : row.number + 1] for row in rows] == [b"{"] * len(ARRAY)


def test_objects_over_many_lines_and_lines_in_a_file_called_json(tmp_path: pathlib.Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(ARRAY[3], indent=1), "utf-8")
    (tmp_path / "two.json").write_text("\n".join(json.dumps(row, indent=1) for row in ARRAY[:2]), "utf-8")
    (tmp_path / "lines.json").write_text("\n".join(map(json.dumps, ARRAY[:3])), "utf-8")
    (tmp_path / "none.json").write_text("", "utf-8")
    assert contents(tmp_path / "one.json") == [ARRAY[3]["text"]]
    assert contents(tmp_path / "two.json") == [row["text"] for row in ARRAY[:2]]
    assert contents(tmp_path / "lines.json") == [row["text"] for row in ARRAY[:3]]
    assert list(read(tmp_path / "none.json")) == []


def test_a_bad_value_of_an_array_costs_itself_alone(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "BLOCK", 7)
    path = tmp_path / "a.json"
    path.write_text('[{"text": "甲"}, 5, null, [1, {"b": "]"}], "x", {"text": "乙"}, {"text": "丙', "utf-8")
    rows = list(read(path))
    assert [row.content if isinstance(row, Source) else row.error for row in rows] == [
        *("甲", "broken-json", "broken-json", "broken-json", "broken-json", "乙", "broken-input")
    ]
    monkeypatch.setattr(json_values, "MAX_RECORD", 40)
    path.write_text('[{"text": "' + "很" * 50 + '"}, {"text": "甲"}]', "utf-8")
    (large,) = read(path)
    assert isinstance(large, Broken) and "more than 40 bytes" in large.message


def test_a_row_without_content_names_what_it_has(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "甲", "body": "乙"} | {f"k{n}": n for n in range(30)}) + "\n{}\n", "utf-8")
    first, second = read(path)
    assert isinstance(first, Broken) and "'title', 'body', 'k0'" in first.message and first.message.count("'k") == 10
    assert isinstance(second, Broken) and "no key at all" in second.message


def test_parquet(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "rows.parquet"
    schema = pa.schema([("id", pa.int64()), ("text", pa.large_string()), ("meta", pa.struct([("uri", pa.string())]))])
    rows = [{"id": 1, "text": "甲", "meta": {"uri": "https://example.org/1"}}, {"id": 2, "text": None, "meta": None}]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    good, bad = read(path, Fields(url="meta.uri"))
    assert good == Source(
        str(path), 0, "甲", "1", "https://example.org/1", meta={"meta": {"uri": "https://example.org/1"}}
    )
    assert isinstance(bad, Broken) and bad.error == "no-content-field" and bad.place == f"{path}#1"
    path.write_bytes(path.read_bytes()[:-20])
    assert [row.error for row in read(path) if isinstance(row, Broken)] == ["broken-input"]


def record(kind: str, headers: str, body: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{len(body):032x}>\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def response(url: str, media: str, page: bytes, status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(page)}\r\n\r\n".encode() + page
    return record("response", f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n", http)


ARCHIVE = [
    record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x\r\n"),
    response("https://example.org/1", "text/html; charset=gbk", "<p>一</p>".encode("gbk")),
    response("https://example.org/2", "image/png", b"\x89PNG"),
    response("https://example.org/3", "text/html", b"<p>moved</p>", "301 Moved"),
    response("https://example.org/4", "text/plain", "二".encode()),
    record("conversion", "WARC-Target-URI: https://example.org/5\r\nContent-Type: text/plain\r\n", "三".encode()),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wet", "a.warc.zst"])
def test_archives(tmp_path: pathlib.Path, name: str) -> None:
    path = tmp_path / name
    squeeze = COMPRESS.get(name.rsplit(".", 1)[1], bytes)
    path.write_bytes(b"".join(squeeze(part) for part in ARCHIVE))
    rows = [row[2:] for row in read(path) if isinstance(row, Source)]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("<p>一</p>".encode("gbk"), "https://example.org/1", "text/html"),
        ("二".encode(), "https://example.org/4", "text/plain"),
        ("三".encode(), "https://example.org/5", "text/plain"),
    ]
    assert all(str(row[1]).startswith("<urn:uuid:") for row in rows)


# warcio leaves its temporary files open.
WARCIO = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
PAGE = ("<html><body><p>怎么退订彩铃?</p>" + "<p>发一条短信就行。</p>" * 40 + "</body></html>").encode()


def chunked(body: bytes, size: int = 200) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush()


BODIES = {
    "plain": ({}, PAGE),
    "chunked": ({"Transfer-Encoding": "chunked"}, chunked(PAGE)),
    "gzip": ({"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "gzip-of-two-members": (
        {"Content-Encoding": "x-gzip"},
        gzip.compress(PAGE[:500]) + gzip.compress(PAGE[500:]) + b"\0" * 9,
    ),
    "chunked-gzip": ({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}, chunked(gzip.compress(PAGE))),
    "deflate": ({"Content-Encoding": "deflate"}, zlib.compress(PAGE)),
    "deflate-without-head": ({"Content-Encoding": "deflate"}, raw_deflate(PAGE)),
    "brotli": ({"Content-Encoding": "br"}, brotli.compress(PAGE)),
    "zstandard": ({"Content-Encoding": "zstd"}, zstandard.compress(PAGE)),
    "two-codings": ({"Content-Encoding": "gzip, br"}, brotli.compress(gzip.compress(PAGE))),
    "said-chunked": ({"Transfer-Encoding": "chunked"}, PAGE),
    "said-gzip": ({"Content-Encoding": "gzip"}, PAGE),
    "said-brotli": ({"Content-Encoding": "br"}, PAGE),
    "said-zstandard": ({"Content-Encoding": "zstd"}, PAGE),
    "unknown-coding": ({"Content-Encoding": "identity, aws-chunked"}, PAGE),
}


def written_by_warcio(path: pathlib.Path, bodies: dict[str, tuple[dict[str, str], bytes]]) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.name.endswith(".gz"))
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for number, (name, (headers, body)) in enumerate(bodies.items()):
            url = f"https://example.org/{name}"
            named = {"Content-Type": "text/html; charset=utf-8"} | headers
            http = StatusAndHeaders("200 OK", [*named.items()], "HTTP/1.1")
            date = {"WARC-Date": f"2020-02-{number + 1:02d}T08:00:00Z"}
            record = writer.create_warc_record(
                url, "response", io.BytesIO(body), http_headers=http, warc_headers_dict=date
            )
            writer.write_record(record)
            writer.write_record(writer.create_revisit_record(url, "sha1:AAAA", url, "2020-02-01T08:00:00Z", http))
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=request))


@WARCIO
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_bodies_of_an_archive_are_decoded_whatever_their_header_says(tmp_path: pathlib.Path, name: str) -> None:
    written_by_warcio(tmp_path / name, BODIES)
    rows = list(read(tmp_path / name))
    assert [(row.url, row.content) for row in rows if isinstance(row, Source)] == [
        (f"https://example.org/{name}", PAGE) for name in BODIES
    ]
    assert [row.fetched.day for row in rows if isinstance(row, Source) and row.fetched] == [*range(1, len(BODIES) + 1)]


def test_an_archive_that_wget_wrote() -> None:
    """`wget --warc-file` (1.21.3) over pages of ours, plain, in chunks, compressed, and both; it writes addresses in angle brackets."""
    rows = [row for row in read(pathlib.Path(__file__).parent / "archives/wget.warc.gz") if isinstance(row, Source)]
    bodies = [row.content for row in rows if row.media_type == "text/html"]
    assert [row.url for row in rows if row.media_type == "text/html"] == [
        f"http://127.0.0.1:8791/{name}" for name in ("1-plain", "2-chunked", "3-gzip", "4-chunked-gzip")
    ]
    for number, body in enumerate(bodies, 1):
        assert isinstance(body, bytes)
        assert f"<h1>第{number}个问题怎么办?</h1>" in body.decode()
        assert body.endswith(b"</body></html>")


@WARCIO
def test_a_lying_header_costs_its_record_alone(tmp_path: pathlib.Path) -> None:
    bomb = zlib.compress(b"a" * (MAX_RECORD + 1), 9)
    lies = {
        "first": ({}, PAGE),
        "broken": ({"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:10] + b"\x07" * 400),
        "bomb": ({"Content-Encoding": "deflate"}, bomb),
        "no-brotli": ({"Content-Encoding": "br"}, b"\x00\x01\x02" * 50),
        "last": ({"Transfer-Encoding": "chunked"}, chunked(PAGE)),
    }
    written_by_warcio(tmp_path / "a.warc.gz", lies)
    rows = list(read(tmp_path / "a.warc.gz"))
    assert [row.content for row in rows if isinstance(row, Source)] == [PAGE, PAGE]
    messages = [row.message for row in rows if isinstance(row, Broken)]
    assert len(messages) == 3
    assert "broken" in messages[0] and "larger than" in messages[1] and "none" in messages[2]


def test_a_body_that_ends_in_its_last_chunk_is_what_there_is_of_it() -> None:
    whole = chunked(PAGE)
    assert PAGE.startswith(decoded_body(whole[: len(whole) // 2], "chunked"))
    assert decoded_body(whole.replace(b"\r\n", b"\n"), "Chunked") == PAGE.replace(b"\r\n", b"\n")
    assert decoded_body(b"10 apples\nand pears", "chunked") == b"10 apples\nand pears"


@WARCIO
def test_the_date_of_an_archive_dates_its_relative_dates(tmp_path: pathlib.Path) -> None:
    page = "怎么退订彩铃?\n最佳答案\n小王 | 3天前\n发一条短信就行,不用去营业厅排队。\n".encode()
    written_by_warcio(tmp_path / "a.warc", {"page": ({"Content-Type": "text/plain"}, page)})
    (source,) = read(tmp_path / "a.warc")
    assert isinstance(source, Source) and source.media_type == "text/plain"
    dated = Cleaner().outcome(source).page
    undated = Cleaner().outcome(source._replace(fetched=None)).page
    named = Cleaner(Options(reference_time=datetime(2021, 5, 4))).outcome(source).page
    assert dated and undated and named
    dates = [page.published for page in (dated, undated, named)]
    assert dates == ["2020-01-29", None, "2021-05-01"]


def test_an_archive_that_is_cut_short_says_so(tmp_path: pathlib.Path) -> None:
    pages = [response(f"https://example.org/{n}", "text/html", f"<p>{n}</p>".encode() * 500) for n in range(5)]
    path = tmp_path / "a.warc.gz"
    data = b"".join(gzip.compress(page) for page in pages)
    path.write_bytes(data[:-30])
    *whole, cut, last = read(path)
    assert [row.url for row in whole] == [f"https://example.org/{n}" for n in range(4)]
    assert isinstance(cut, Broken) and "cut short" in cut.message
    assert isinstance(last, Broken) and "broken from here on" in last.message


def test_a_broken_record_in_the_middle_costs_itself_alone(tmp_path: pathlib.Path) -> None:
    pages = [response(f"https://example.org/{n}", "text/html", f"<p>{n}</p>".encode() * 500) for n in range(5)]
    pages[2] = b"what no archive holds \x00\xff\n\n" * 30
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(pages))
    rows = list(read(path))
    assert [row.url[-1] if row.url else "" for row in rows] == ["0", "1", "", "3", "4"]
    assert isinstance(rows[2], Broken) and f"{len(b''.join(pages[:3])):,}" in rows[2].message
    path.write_bytes(b"".join(pages)[:-300])
    assert [type(row).__name__ for row in read(path)] == ["Source", "Source", "Broken", "Source", "Broken"]


def test_folders_and_globs(tmp_path: pathlib.Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.txt").write_text("乙", "utf-8")
    (tmp_path / "a.html.gz").write_bytes(gzip.compress("<p>甲</p>".encode()))
    (tmp_path / ".hidden").write_text("x", "utf-8")
    found = [row for row in read(tmp_path) if isinstance(row, Source)]
    assert [(row.content, row.media_type) for row in found] == [
        ("<p>甲</p>".encode(), "text/html"),
        ("乙".encode(), None),
    ]
    assert [row.input for row in read(tmp_path / "**" / "*.txt")] == [str(tmp_path / "deep" / "b.txt")]
    assert find_inputs([str(tmp_path), str(tmp_path / "a.html.gz")]) == find_inputs([str(tmp_path)])
    with pytest.raises(SourceError, match="no such file"):
        list(read(tmp_path / "none.txt"))


def test_dead_letters_can_be_read_again() -> None:
    fields = Fields()
    for source in (
        Source("a", 0, "甲", "7", "https://example.org"),
        Source("a", 0, b"<p>\xff\x00</p>", "7", None, "text/html"),
        Source("a", 0, "<p>乙</p>", "7", None, "text/html"),
    ):
        letter = json.dumps(dead_letter(source, fields, "timeout", "too long")).encode()
        again = parse(next(split_bytes(letter)), fields)
        assert again[2:] == source[2:]
    mended = {
        **dead_letter(Broken("a", 0, "broken-json", "x", "{"), fields, "broken-json", "x"),
        "raw": '{"text": "丙"}',
    }
    assert parse(next(split_bytes(json.dumps(mended).encode())), fields)[2] == "丙"


def split_bytes(line: bytes):  # type: ignore[no-untyped-def]
    from qaclean.intake import Raw

    yield Raw("rejects.jsonl", 0, "jsonl", line)


@pytest.mark.parametrize(
    ("package", "name", "extra"),
    [("zstandard", "a.jsonl.zst", "zst"), ("pyarrow", "a.parquet", "arrow"), ("fastwarc.warc", "a.warc", "warc")],
)
def test_a_missing_extra_is_named(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, package: str, name: str, extra: str
) -> None:
    path = tmp_path / name
    path.write_bytes(zstandard.compress(b"x"))
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'qaclean\[{extra}\]'"):
        list(read(path))


@WARCIO
def test_every_record_of_a_wet_file_is_out_with_its_language(tmp_path: pathlib.Path) -> None:
    """Conversion records as Common Crawl writes them (warcinfo first, no HTTP heads), by warcio; one body is no text."""
    texts = [f"第{number}个问题怎么办?\n重启{number}次就好了。".encode() for number in range(4)]
    texts[2] = b"\x00\x01\x02" * 40
    path = tmp_path / "a.warc.wet.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "warcio"}))
        for number, text in enumerate(texts):
            heads = {
                "WARC-Date": "2024-05-01T08:00:00Z",
                "WARC-Refers-To": f"<urn:uuid:{number:032x}>",
                "WARC-Identified-Content-Language": "zho",
            }
            writer.write_record(
                writer.create_warc_record(
                    f"https://example.org/{number}",
                    "conversion",
                    io.BytesIO(text),
                    warc_content_type="text/plain",
                    warc_headers_dict=heads,
                )
            )
    rows = list(read(path))
    assert [row.content for row in rows if isinstance(row, Source)] == texts
    outcomes = [Cleaner().outcome(row) for row in rows]
    assert [outcome.page is None for outcome in outcomes] == [False, False, True, False]
    assert isinstance(rows[0], Source) and rows[0].meta and rows[0].meta["language"] == "zho"


QUESTION = Fields(question=("title", "q"), detail=("body",), answers=("answer", "replies.text"))


@pytest.mark.parametrize(
    ("row", "asked", "body", "answers"),
    [
        ({"title": "Why does it squeak?", "answer": "It is dry."}, "Why does it squeak?", [], ["It is dry."]),
        ({"q": "x", "answer": ["ok", "no"]}, "x", [], ["ok", "no"]),
        ({"q": "哪种油好?", "body": "下雨天骑。", "replies": [{"text": "厚的。"}, {"text": "薄的。"}]}, "哪种油好?", ["下雨天骑。"], ["厚的。", "薄的。"]),
        ({"title": "Is a < b & c?", "answer": "<p>Yes</p></section></div><p>it is."}, "Is a < b & c?", [], ["Yes\nit is."]),
        ({"title": "Nobody knows", "answer": None, "body": ""}, "Nobody knows", [], []),
    ],
)  # fmt: skip
def test_question_and_answers_in_fields_of_their_own(
    row: dict[str, object], asked: str, body: list[str], answers: list[str]
) -> None:
    source = parse(Raw("a.jsonl", 0, "row", {"id": 7, "score": 3, **row}), QUESTION)
    assert isinstance(source, Source) and source.meta == {"score": 3}
    page = Cleaner(Options(profile="none", media_type="text/plain")).outcome(source).page
    assert page is not None and page.removed == []
    (question,) = page.questions
    assert question.text == asked
    assert [block.text for block in question.body if block.type == "paragraph"] == body
    told = [[b.text for b in answer.blocks if b.type in ("paragraph", "heading")] for answer in question.answers]
    assert ["\n".join(lines) for lines in told] == answers


def test_a_field_keeps_its_code_and_its_steps() -> None:
    answer = "1. Write it down.\n2. Run it.\n\ndef f():\n    x = 1\n    return x\nprint(f())"
    source = parse(Raw("a.jsonl", 0, "row", {"q": "How do I run it?", "answer": answer}), QUESTION)
    page = Cleaner().outcome(source).page
    assert page is not None
    steps, code = page.questions[0].answers[0].blocks
    assert (steps.type, code.type) == ("steps", "code")
    assert code.type == "code" and code.text == answer.split("\n\n")[1]


def test_a_record_without_a_question_is_read_by_its_other_fields_and_a_dead_letter_keeps_its_parts() -> None:
    plain = parse(Raw("a.jsonl", 0, "row", {"text": "怎么办?\n重启。", "answer": "no question"}), QUESTION)
    assert isinstance(plain, Source) and plain.content == "怎么办?\n重启。"
    source = parse(Raw("a.jsonl", 0, "row", {"q": "x", "answer": "ok"}), QUESTION)
    assert isinstance(source, Source)
    again = parse(Raw("a.jsonl", 0, "row", dead_letter(source, QUESTION, "timeout", "slow")), Fields())
    assert isinstance(again, Source) and (again.content, again.profile) == (source.content, "fields")
    broken = parse(Raw("a.jsonl", 0, "row", {"text": ["a"], "html": None}), Fields())
    assert isinstance(broken, Broken) and broken.message.startswith("'text' holds a list and 'html' holds null")


@pytest.mark.parametrize("name", ["t.csv.gz", "T.TSV", "p.mhtml.zst"])
def test_what_holds_no_page_is_refused_compressed_too(tmp_path: pathlib.Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"a,b\n1,2\n")
    (row,) = read(tmp_path / name)
    assert isinstance(row, Broken) and row.error == "unreadable"
