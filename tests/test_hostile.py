"""Hostile input: what the promises of docs/security.md say of text, markup, images, steps, names and profiles, one by one.

Promises that have their tests elsewhere are named with them in that table; `test_security_page` checks that all of them exist.
"""

from __future__ import annotations

import ctypes
import functools
import gc
import json
import os
import pathlib
import re
import resource
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import qaclean
from growth import processor_seconds
from qaclean.freed import give_back, remembered
from qaclean.limits import LARGE, REMEMBERED
from qaclean.pipeline import page_records
from qaclean.pipeline.ledger import check, leaves
from qaclean.profiles import load_profile_file
from qaclean.records import Image, Page
from qaclean.records.walk import blocks_of, steps_in_depth
from qaclean.surrogates import speakable, without_lone_escapes, without_surrogates
from repeats import KINDS

HOST = "iknow-pic.cdn.bcebos.com"
ID = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
URL = f"https://{HOST}/{ID}"
ANCHOR = (
    f'<a href="{URL}" target="_blank" title="看大图" class="ikqb_img_alink"><img class="ikqb_img" '
    f'src="{URL}?x-bce-process=image%2Fresize%2Cm_lfit%2Cw_600" esrc="{URL}"/></a>'
)
OF_ANCHORS = (
    "href",
    "target",
    "_blank",
    "class=",
    "esrc",
    "src=",
    "ikqb",
    "bce-process",
    "bcebos",
    "image%",
    "</a",
    "<img",
)
SECURITY = pathlib.Path(__file__).resolve().parent.parent / "docs" / "security.md"
NAMED_BY_US = frozenset(
    ("load", "_text", "load_grammar", "_compiled")
)  # results by names of files of ours and of scripts
ANSWERED = "水壶怎么除垢?\n倒入白醋,加水煮开,静置半小时,再用清水冲洗干净。"


def accounted(source: str | bytes, **options: str) -> Page:
    """The page of a source, its ledger closed and its record written."""
    page = qaclean.clean(source, **options)  # type: ignore[arg-type]
    record = page.model_dump()
    assert not check(page.source_text, leaves(record), [tuple(row["span"]) for row in record["removed"]])
    json.loads(page.model_dump_json())
    return page


def words_of(page: Page) -> str:
    """All that a reader of the record sees as text."""
    record = page.model_dump(mode="json", include={"title", "questions", "body"})
    return "\n".join(re.findall(r'"text": ?"((?:[^"\\]|\\.)*)"', json.dumps(record, ensure_ascii=False)))


def images_of(page: Page) -> list[Image]:
    found: list[Image] = []
    for block in blocks_of(page):
        if block.type == "image":
            found.append(block)
        elif block.type == "steps":
            found += [image for step in steps_in_depth(block.steps) for image in step.images]
    return found


def codes(page: Page) -> set[str]:
    return {warning.code for warning in page.warnings}


# -- text


@pytest.mark.parametrize("source", ["", "   \n", "\ufeff", "<!-- nothing -->", b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_nothing_is_an_empty_page(source: str | bytes, media_type: str) -> None:
    page = accounted(source, media_type=media_type)
    assert words_of(page) in ("", source), "what is no markup in a dump is its text"


def test_controls_are_repaired_and_the_text_behind_them_kept() -> None:
    page = accounted("水壶怎么除垢?\n倒入\x00白醋\x01,加水\ufffe煮开。\n再用清水冲洗干净。")
    assert "倒入白醋,加水煮开。" in words_of(page) and "再用清水冲洗干净。" in words_of(page)
    assert {repair.kind for repair in page.repairs} == {"control"}


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "text/markdown"])
def test_lone_surrogates_never_reach_the_record(media_type: str) -> None:
    source = (
        "<p>倒入\ud800白醋。</p>"
        if media_type == "text/html"
        else "# 除垢\n\n倒入\ud800白醋。\n\n1、先关机\n2、来再打开\n"
    )
    page = accounted(source, media_type=media_type, url="https://example.org/\udfff")
    assert "倒入\ufffd白醋。" in words_of(page)
    assert [bytes.fromhex(repair.raw or "") for repair in page.repairs if repair.raw] == [b"\xed\xa0\x80"]
    assert page.url == "https://example.org/\ufffd"


def test_lone_surrogates_in_what_a_page_declares() -> None:
    said = '{"@type":"Article","headline":"除垢","author":{"name":"王\\ud83d"},"datePublished":"2024-03-05"}'
    markup = f"<html><head><script type='application/ld+json'>{said}</script></head><body><h1>除垢</h1><p>{ANSWERED}</p></body></html>"
    accounted(markup, media_type="text/html")


def test_surrogate_escapes() -> None:
    assert without_lone_escapes(r'"\ud83d\ude00\ud83d"') == r'"\ud83d\ude00\ufffd"'
    assert without_surrogates("a\ud800") == "a\ufffd" and speakable("\udcff") != speakable("\udcfe")


@pytest.mark.parametrize("bad", [b"\xff", b"\xff\xfe", b"\x80\x81"])
def test_bytes_that_are_no_text_are_kept_with_the_record(bad: bytes) -> None:
    told = "倒入白醋,加水煮开,静置半小时。".encode()
    for data, media_type in (
        (told + bad + told, "text/plain"),
        (b"<meta charset=utf-8><p title='\xff'>" + told + bad + told, "text/html"),
    ):
        page = accounted(data, media_type=media_type)
        assert "undecodable-bytes" in codes(page)
        assert [repair.raw for repair in page.repairs if repair.kind == "undecodable"] == [bad.hex()]
        assert page.source_text[page.repairs[0].span[0]] == "\ufffd"


def test_entities_by_the_hundred_thousand_take_linear_time() -> None:
    assert_linear(lambda n: accounted("水壶&nbsp;" * n), 10_000)
    accounted("&#xFFFFFFFF;&#0;&NBSP;&AMP;水壶")


@pytest.mark.parametrize("end", ["\u2028", "\x85", "\x0b", "\x0c"])
def test_line_ends_of_other_systems_end_no_record(end: str) -> None:
    assert len(accounted(f"倒入{end}白醋").model_dump_json().splitlines()) <= 1 or end in "\u2028\x85"
    run = command("-", inp=f"倒入{end}白醋".encode())
    assert run.stdout.count(b"\n") == 1


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\U000e0041", "\u3164", "\u180e", "\u034f"])
def test_what_deceives_a_reader_is_taken_out_with_a_warning(hidden: str) -> None:
    page = accounted(f"水壶怎么除垢?\n倒入白{hidden}醋,加水煮开,静置半小时。")
    assert "倒入白醋,加水煮开" in words_of(page)
    assert "invisible-text" in codes(page)


def test_zero_width_spaces_go_without_a_word() -> None:
    assert "invisible-text" not in codes(accounted(f"倒入白\u200b醋,\ufeff煮开。\n{ANSWERED}"))


# -- markup


@pytest.mark.parametrize("tag", ["div", "table", "span", "ul", "section", "font", "em"])
def test_fifty_thousand_nested_elements_are_read_with_a_warning(tag: str) -> None:
    page = accounted(f"<{tag}>" * 50_000 + ANSWERED, media_type="text/html")
    assert "deep-markup" in codes(page) and "倒入白醋" in words_of(page)


@pytest.mark.parametrize("part", ["<a ", '<p m="1"', "<!--", "<![CDATA[", "<?", "</", "<p>", "<div>水", '<p a="'])
@pytest.mark.parametrize("media_type", ["text/html", "text/plain"])
def test_repeated_beginnings_of_markup_take_linear_time(part: str, media_type: str) -> None:
    assert_linear(lambda n: accounted(part * n, media_type=media_type), 2_500)


@pytest.mark.parametrize("run", [" ", "\u3000", "a", "1", ".", "-"])
@pytest.mark.parametrize(
    "around",
    [
        "首页 > 生活{} > 水壶\n怎么给水壶除垢?\n用白醋。\n",
        "怎么给水壶{}除垢? - 问答\n用白醋{}煮开。\n赞{}12\n",
        "How do I clean it?\nBob wrote:\n> what\n> {}\n> so\nNo idea at all.\n",
        "How do I clean it?\nby John{} Smith\nPosted on March 3, 2020{} at 10:11\nUse vinegar.\n",
    ],
    ids=["breadcrumb", "title", "quote", "byline"],
)
def test_runs_of_one_character_inside_of_a_line_take_linear_time(around: str, run: str) -> None:
    assert_linear(lambda n: accounted(around.replace("{}", run * n)), 3_000)


def test_lines_that_repairs_empty_take_linear_time() -> None:
    assert_linear(lambda n: accounted("好的。\n\x00\n" * n), 1_000)


def test_entities_and_declarations_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outside = (
        '<?xml version="1.0" encoding="gbk"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; 倒入白醋</p>'
    )
    page = accounted(outside, media_type="text/html")
    assert "倒入白醋" in words_of(page) and "root:" not in page.source_text
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    accounted(f'<!DOCTYPE z [<!ENTITY l0 "lol">{laughs}]><p>&l9;</p>', media_type="text/html")
    include = '<div xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/>倒入白醋</div>'
    assert "root:" not in accounted(include, media_type="text/html").source_text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8_000  # KiB, those of the test itself included


# -- images


@pytest.mark.parametrize("end", ["head", "tail"])
def test_an_anchor_cut_at_any_place_leaves_no_fragment(end: str) -> None:
    for place in range(1, len(ANCHOR)):
        part = ANCHOR[:place] if end == "head" else ANCHOR[place:]
        if part in ("<", "<a", "a>", "/a>", ">"):  # nothing tells them from words of a text
            continue
        page = accounted(f"怎么关机?\n1、打开设置。\n{part}\n2、点关机。\n", media_type="text/plain")
        text = words_of(page)
        assert not [word for word in OF_ANCHORS if word in text], (place, part, text)
        assert images_of(page) or page.warnings, (place, part)


@pytest.mark.parametrize(
    "address",
    [
        f"https://{HOST}:8080/{ID}", f"https://user@{HOST}/{ID}", f"https://{HOST}@evil.example/{ID}", f"https://{HOST}.evil.example/{ID}",
        f"https://xn--{HOST}/{ID}", f"https://iknow-\u0440ic.cdn.bcebos.com/{ID}",
    ],
)  # fmt: skip
def test_hosts_that_look_like_the_picture_host_are_never_sure(address: str) -> None:
    dump = f'怎么关机?\n看图。 {address}"target="_blank"class="ikqb_img_alink">{address}?x=1"esrc="{address}"/> 完'
    for source, media_type in ((dump, "text/plain"), (f"<p>{ANSWERED}</p><img src='{address}'>", "text/html")):
        (image,) = images_of(accounted(source, media_type=media_type))
        assert image.confidence == "low" and image.raw and "bcebos" in image.raw
        assert media_type == "text/html" or image.url is None


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "%6aavascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https:\\\\evil.example\\a",
    ],
)
def test_addresses_that_may_not_be_opened_are_kept_as_words(address: str) -> None:
    page = accounted(f"<p>{ANSWERED}</p><img src='{address}' alt='图'>", media_type="text/html")
    (image,) = images_of(page)
    assert image.url is None and image.thumbnail_url is None and image.raw
    assert "unsafe-url" in codes(page)


def test_characters_that_deceive_are_encoded_in_addresses() -> None:
    page = accounted(
        f"<p>{ANSWERED}</p><img src='https://img.example/a\u202egpj.x\"onerror=y'>", media_type="text/html"
    )
    assert [image.url for image in images_of(page)] == ["https://img.example/a%E2%80%AEgpj.x%22onerror=y"]


def test_copies_of_an_address_that_disagree_are_doubtful() -> None:
    ids = [f"{digit}" * 40 for digit in "123"]
    source = f'看图。 /{HOST}/{ids[0]}"class="ikqb_img_alink">/{HOST}/{ids[1]}?x=1"esrc="https://{HOST}/{ids[2]}"/> 完'
    (image,) = images_of(accounted(f"怎么关机?\n{source}"))
    assert image.confidence == "low" and image.raw and all(one in image.raw for one in ids)


def test_a_thousand_anchors_and_a_long_query_take_linear_time() -> None:
    assert_linear(
        lambda n: accounted("怎么关机?\n看图。" + f'{URL}"class="ikqb_img_alink">{URL}?x=1"esrc="{URL}"/> ' * n), 250
    )
    assert_linear(lambda n: accounted(f'怎么关机?\n看图。 {URL}?x={"%2F" * n}"esrc="{URL}"/> 完'), 10_000)


# -- steps and questions


@pytest.mark.parametrize("numbers", [(1, 2, 4), (1, 2, 2, 4)])
def test_numbers_that_do_not_count_are_kept_with_a_warning(numbers: tuple[int, ...]) -> None:
    told = ["打开壶盖,倒入白醋。", "加水,煮开一次。", "静置半小时。", "倒掉,冲洗干净。"]
    source = "\n".join(f"{number}、{words}" for number, words in zip(numbers, told, strict=False))
    page = accounted(f"水壶怎么除垢?\n{source}")
    lists = [block for block in blocks_of(page) if block.type == "steps"]
    assert tuple(step.number for block in lists for step in block.steps) == numbers
    assert "step-numbers" in codes(page)


def test_numbers_that_count_are_not_warned_of() -> None:
    assert "step-numbers" not in codes(accounted("水壶怎么除垢?\n1、倒入白醋。\n2、煮开。\n3、冲洗。"))


def test_steps_behind_a_form_are_kept() -> None:
    source = f"{ANSWERED}\n\n发表评论\n昵称:\n验证码:\n提交评论\n\n1、打开壶盖,倒入白醋。\n2、加水,煮开一次。\n3、倒掉,冲洗干净。\n"
    page = accounted(source)
    assert [len(block.steps) for block in blocks_of(page) if block.type == "steps"] == [3]


def test_what_fits_nowhere_stays() -> None:
    assert [question.answers for question in accounted("问:水壶怎么除垢?").questions] == [[]]
    assert [getattr(block, "text", "") for block in accounted("答:倒入白醋煮开。\n答:用小苏打。").body] == [
        "倒入白醋煮开。",
        "用小苏打。",
    ]
    many = accounted("\n".join(f"问:第{n}个怎么办?\n答:第{n}个这样办。" for n in range(500)))
    assert [len(question.answers) for question in many.questions] == [1] * 500


def test_a_breadcrumb_quoted_in_an_answer_stays() -> None:
    page = accounted(
        "首页 > 家电 > 水壶 > 正文\n水壶怎么除垢?\n答:点击页面上方的“首页 > 家电 > 水壶”,找到说明书,照着做。"
    )
    assert "“首页 > 家电 > 水壶”" in words_of(page) and page.breadcrumb


def test_the_same_line_a_hundred_thousand_times() -> None:
    assert_linear(lambda n: accounted("同一行\n" * n), 2_000)
    assert accounted("\n" * 300_000).kind == "none"


# -- names, places, profiles


def command(*words: str, inp: bytes = b"", cwd: str | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "qaclean", *words], input=inp, capture_output=True, check=False, timeout=60, cwd=cwd
    )


@pytest.fixture
def dump(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    path = tmp_path / "dump.txt"
    path.write_text(ANSWERED, "utf-8")
    yield path


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes, named pipes")
def test_names_that_are_no_utf8_are_two_names(tmp_path: pathlib.Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt"):
        with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
            file.write(ANSWERED.encode())
    out = tmp_path.parent / f"{tmp_path.name}-out"
    run = command("batch", str(tmp_path), "--out", str(out), "--shape", "pairs")
    assert run.returncode == 0, run.stderr
    rows = [
        json.loads(line) for path in sorted((out / "parts").iterdir()) for line in path.read_text("utf-8").splitlines()
    ]
    assert len({row["id"] for row in rows}) == len(rows) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="named pipes")
def test_a_named_pipe_is_not_waited_for(dump: pathlib.Path, tmp_path: pathlib.Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    run = command(str(tmp_path / "pipe.txt"))
    assert run.returncode == 1 and b"standard input" in run.stderr
    assert command("batch", str(tmp_path), "--out", str(tmp_path.parent / f"{tmp_path.name}-o")).returncode == 0


def test_links_in_an_output_folder_lead_nowhere(dump: pathlib.Path, tmp_path: pathlib.Path) -> None:
    foreign, out = tmp_path / "foreign", tmp_path / "out"
    (foreign / "tmp").mkdir(parents=True)
    (foreign / "tmp" / "kept").write_text("mine")
    out.mkdir()
    (out / ".work").symlink_to(foreign)
    run = command("batch", str(dump), "--out", str(out))
    assert run.returncode == 1 and b".work is a link" in run.stderr
    assert (foreign / "tmp" / "kept").read_text() == "mine"


def test_a_link_where_the_manifest_is_written_is_not_followed(tmp_path: pathlib.Path) -> None:
    from qaclean.batch.parts import gather, write_whole

    mine = tmp_path / "mine"
    mine.write_text("mine")
    for name in ("manifest.json", "rejects.jsonl"):
        (tmp_path / f"{name}.tmp").symlink_to(mine)
    write_whole(str(tmp_path / "manifest.json"), "{}\n")
    gather([str(tmp_path / "manifest.json")], str(tmp_path / "rejects.jsonl"))
    assert mine.read_text() == "mine" and (tmp_path / "rejects.jsonl").read_text() == "{}\n"


def test_a_deleted_working_folder_stops_no_batch(dump: pathlib.Path, tmp_path: pathlib.Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    words = ["batch", str(dump), "--out", str(tmp_path / "out")]
    script = f"import os, qaclean.command\nif __name__ == '__main__':\n    os.rmdir({str(gone)!r})\n    raise SystemExit(qaclean.command.main({words!r}))"
    (tmp_path / "script.py").write_text(script, "utf-8")
    run = subprocess.run(
        [sys.executable, str(tmp_path / "script.py")], capture_output=True, check=False, timeout=60, cwd=gone
    )
    assert run.returncode == 0, run.stderr


GOOD = 'site = "x.example"\nkind = "qa"\n[[generation]]\nid = "a"\nfingerprints = ["div"]\n[generation.select]\nanswers = "div"\n'


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 5_000 + "]" * 5_000, "x = " + "{a=" * 3_000 + "1" + "}" * 3_000, ".".join("a" * 50_000) + " = 1", f"[{'.'.join('a' * 50_000)}]\nb = 1",
        GOOD.replace('"qa"', '["qa"]'), GOOD.replace("[[generation]]", "[generation]"), 'site = "x"\nkind = "qa"\ngeneration = [1, 2]\n',
        GOOD.replace('answers = "div"', "answers = 5"), GOOD.replace('[generation.select]\nanswers = "div"', 'select = ["a"]'),
        GOOD.replace('kind = "qa"', 'kind = "qa"\nhosts = 5'), GOOD.replace('"div"\n', '"h1 >> .title"\n'), GOOD.replace('"div"\n', '"> div"\n'), GOOD + "nonsense = 1\n",
        GOOD + 'answers = "p"\n', "#" * 2_000_000,
    ],
)  # fmt: skip
def test_a_profile_of_any_shape_is_an_error_with_its_place(text: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text(text, "utf-8")
    start = time.process_time()
    with pytest.raises(qaclean.ProfileError, match=r"site\.toml: "):
        load_profile_file(str(path))
    assert time.process_time() - start < 2


def test_documents_one_after_another_leave_no_memory_behind() -> None:
    def rise(first: int, last: int) -> int:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for n in range(first, last):
            qaclean.clean(f"第{n}个水壶怎么除垢?\n1、倒入{n}毫升白醋。\n2、煮开{n % 7}次。\n第{n}条评论\n")
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    rise(0, 800)  # what is remembered of lines is full
    assert rise(800, 1_600) < 400  # KiB: under half a KiB a document


def caches() -> list[Any]:
    """What the package remembers, by function."""
    kind = type(functools.lru_cache(len))
    return [o for o in gc.get_objects() if isinstance(o, kind) and str(o.__module__).startswith("qaclean.")]


def long_texts(cache: Any) -> list[str]:
    """The texts that a cache holds in its arguments and results, of over 600 code points."""
    found, todo = [], [(held, 0) for held in gc.get_referents(cache) if type(held) in (str, tuple)]
    while todo:
        held, depth = todo.pop()
        if isinstance(held, str):
            found += [held] if len(held) > 600 else []
        elif isinstance(held, tuple) and depth < 5:
            todo += [(inner, depth + 1) for inner in held]
    return found


def test_what_is_remembered_is_bounded() -> None:
    for cache in caches():
        cache.cache_clear()  # other tests call what remembers with texts that no page gives it
    long = "很长" * 2_000
    name = "post-x " * 600
    qaclean.clean(f"{long}\n1、{long}\n问:{long}?\n{URL}{'a' * 5_000}\nint {'a' * 5_000} = 1;\n")
    for inner in (
        f"<p>{long}</p>",
        f"<img src='{URL}{'a' * 3_000}'>",
        f"<a rel='{name}' itemprop='{name}' href='/u'>x</a>",
        f"<{'x' * 3_000}>话",
    ):
        qaclean.clean(
            "<title>水壶</title>" + f"<div class='{name}'><span class='{name}'>ann</span> 2021-03-04 {inner}</div>" * 4,
            media_type="text/html",
        )
    known = caches()
    assert len(known) > 40
    for cache in known:
        most = cache.cache_info().maxsize
        assert most is None or most <= REMEMBERED, cache
        assert most is not None or cache.cache_info().currsize <= 1 or cache.__wrapped__.__name__ in NAMED_BY_US, cache
        assert not long_texts(cache), cache


def test_nothing_but_what_is_remembered_stays_of_a_document() -> None:
    def blocks(first: int, last: int) -> int:
        for n in range(first, last):
            line = f"第{n}个水壶{n * n}怎么除垢?"
            qaclean.clean(f"{line}\n1、倒入{n}毫升白醋。\n2、煮开{n % 7}次。\n第{n}条评论\n")
            qaclean.clean(f"<h1 class='a{n}'>{line}</h1><p id='b{n}'>倒入{n}毫升白醋。</p>", media_type="text/html")
            qaclean.clean(f"# {line}\n\n- 倒入{n}毫升白醋。\n", media_type="text/markdown")
        for cache in caches():
            if cache.cache_info().maxsize not in (None, 1):  # whichever of them other tests have filled
                cache.cache_clear()
        gc.collect()
        return sys.getallocatedblocks()

    blocks(0, 30)
    before = blocks(30, 60)
    assert blocks(60, 160) - before < 200  # of a hundred documents in each form


GLUED = "先关总阀,再把旧垫片取下来,换上新的。{n}条评论 举报 user{n} 会员2019-04-{d:02d} 10:2{m}我家的也是这样,拧紧以后开阀试水。\n"


@pytest.mark.parametrize(
    ("source", "media_type", "most"),
    [
        (
            KINDS["text: posts with dates"].make(30_000),
            "text/plain",
            28,
        ),  # of 100 bytes of text four pieces and three records are made
        (KINDS["text: pairs with labels"].make(30_000), "text/plain", 52),
        (
            "".join(GLUED.format(n=n, d=n % 28 + 1, m=n % 10) for n in range(450)),
            "text/plain",
            36,
        ),  # its lines are cut into posts
        (KINDS["text: lines of glued posts"].make(30_000), "text/plain", 28),
        (KINDS["html: paragraphs"].make(30_000), "text/html", 21),
    ],
    ids=["posts", "pairs", "glued", "lines", "paragraphs"],
)
def test_peak_of_memory_is_a_known_multiple_of_a_document(
    source: str, media_type: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_records, "LARGE", 0)  # as a page of megabytes is built
    qaclean.clean(source, media_type=media_type)  # fills what is remembered
    gc.collect()
    tracemalloc.start()
    page = qaclean.clean(source, media_type=media_type)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < most * len(source.encode())
    given = {id(row.model_fields_set) for row in page.removed}
    assert len(given) <= 1  # records of the same fields share the set of their names
    monkeypatch.undo()
    assert page == qaclean.clean(source, media_type=media_type)


def _resident() -> int:
    """Bytes of this process in memory."""
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library has no call for it")
def test_room_that_a_large_page_takes_and_leaves_goes_back_to_the_system() -> None:
    size = 100_000
    held = [b"0" * size for _ in range(400)]  # too small for pages of their own
    last = b"0" * size
    del held
    before = _resident()
    give_back(LARGE - 1)
    assert _resident() > before - 1_000_000
    double = remembered(2)(lambda text: 2 * text)
    double("问")
    give_back(LARGE - 1)
    assert double.cache_info().currsize == 1
    give_back(LARGE)
    assert double.cache_info().currsize == 0
    assert _resident() < before - 30_000_000
    assert len(last) == size


def assert_linear(run: Callable[[int], object], count: int) -> None:
    """Four times the count takes under nine times the time: the best of three tries each, and again where the machine was busy."""

    run(10)
    for attempt in range(3):
        small = min(processor_seconds(lambda: run(count)) for _ in range(2))
        large = processor_seconds(lambda: run(4 * count))
        if large < 9 * small + 0.05:
            return
        assert attempt < 2, f"4 times the text took {large / small:.1f} times the time"


def test_security_page() -> None:
    """Every promise names tests that exist."""
    rows = [line for line in SECURITY.read_text("utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, 45))
    tests = "\n".join(path.read_text("utf-8") for path in sorted(SECURITY.parent.parent.glob("tests/**/*.py")))
    for row in rows:
        named = re.findall(r"`(test_\w+|make faults)`", row)
        assert named, row
        assert not [name for name in named if name.startswith("test_") and f"def {name}(" not in tests], row
