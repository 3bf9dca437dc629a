"""Decoding: bytes of every charset come back as the text that was written, or with a record of what could not be read."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_linearly
from qaclean.decoding.decode import Decoded, decode, encode_back, from_text
from qaclean.errors import UndecodableSourceError, UsageError
from qaclean.pipeline.undecodable import traced

SIMPLIFIED = [
    "水泵不转怎么办",
    "先断电再拆外壳",
    "请检查电源插座",
    "点击右下角的设置",
    "孩子发烧三天了",
    "这款软件怎么卸载",
]
TRADITIONAL = ["請問印表機怎麼設定", "開啟網路連線的方法", "點擊右上角的圖示", "這個軟體怎麼移除", "電腦無法開機怎麼辦"]
JAPANESE = ["プリンターの設定を開く", "電源を入れてください", "パスワードを忘れました", "画面が映らないときは"]
KOREAN = ["비밀번호를 잊어버렸어요", "프린터가 안 됩니다", "설정에서 확인하세요", "다시 시작하면 됩니다"]
WESTERN = ["Größe des Gehäuses prüfen", "Où est la clé de l'appareil déjà réglé", "¿Cómo se apaga la cámara?"]

CHARSETS = [
    *(("gb18030", text) for text in SIMPLIFIED + TRADITIONAL),
    *(("cp950", text) for text in TRADITIONAL),
    *(("cp932", text) for text in JAPANESE),
    *(("euc_jp", text) for text in JAPANESE),
    *(("cp949", text) for text in KOREAN),
    *(("cp1252", text) for text in WESTERN),
]


@pytest.mark.parametrize(("codec", "text"), CHARSETS)
def test_short_strings_are_detected(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert decoded.undecodable == ()


def test_twenty_bytes_of_gb18030_are_right_nearly_always() -> None:
    """Windows of ten hanzi, cut anywhere: few of them are words, so this is harder than the strings above."""
    running = (
        "".join(SIMPLIFIED)
        + "打开电池盖后取出旧电池换上新的再合上盖子长按开机键五秒屏幕亮起就说明修好了如果还是没有反应请联系客服"
    )
    windows = [running[i : i + 10] for i in range(len(running) - 9)]
    right = sum(decode(window.encode("gb18030")).text == window for window in windows)
    assert right >= 0.97 * len(windows)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize(
    "text", ["How to reset it? 1. Press the button.\n2. Wait.", "怎么重启? 1、长按电源键。\n2、等待十秒,再按一次。"]
)
def test_wide_encodings_without_a_mark(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert encode_back(decoded) == text.encode(codec)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_mark_decides_and_goes(codec: str) -> None:
    decoded = decode("\ufeff先关机a".encode(codec))
    assert (decoded.text, decoded.encoding) == ("先关机a", codec)


def test_a_utf16_mark_before_a_nul_is_not_utf32() -> None:
    assert decode(b"\xff\xfe\x00\x00a\x00").text == "\x00a"


@pytest.mark.parametrize("label", ["gbk", "GB2312", "iso-8859-1", "big5", "no-such-charset"])
def test_a_wrong_declaration_does_not_beat_valid_utf8(label: str) -> None:
    page = f'<meta charset="{label}"><p>百科词条怎么写</p>'
    assert decode(page.encode(), declared=label).text == page


def test_a_declaration_is_a_vote_among_implausible_readings() -> None:
    text = "Как перезагрузить телефон"
    assert decode(text.encode("cp1251"), declared="windows-1251").text == text
    page = f'<?xml version="1.0" encoding="windows-1251"?><p>{text}</p>'
    assert decode(page.encode("cp1251")).text == page


def test_a_wrong_declaration_does_not_beat_a_convincing_reading() -> None:
    text = "先断开电源,再拆开外壳检查线路。"
    assert decode(text.encode("gb18030"), declared="shift_jis").text == text


def test_gb2312_declared_gb18030_content() -> None:
    page = '<meta charset="gb2312"><p>朱镕基与喆字的写法，㐂和🀄也是</p>'
    assert decode(page.encode("gb18030")).text == page


@pytest.mark.parametrize("bad", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\x80\x80", b"\xe4\xbd"])
def test_bad_bytes_in_utf8_are_kept_as_hex(bad: bytes) -> None:
    data = "先关机".encode() + bad + "再开机。".encode()
    decoded = decode(data)
    assert decoded.text == "先关机\ufffd再开机。"
    assert decoded.encoding == "utf-8"
    assert decoded.undecodable == ((3, 4, bad.hex()),)
    assert [(code, span) for code, _, span in decoded.warnings] == [("undecodable-bytes", (3, 4))]
    assert encode_back(decoded) == data


def test_utf8_cut_at_every_byte() -> None:
    whole = "第一步打开电源".encode()
    for length in range(4, len(whole) + 1):
        decoded = decode(whole[:length])
        assert decoded.encoding == "utf-8"
        assert encode_back(decoded) == whole[:length]


def test_bad_bytes_in_gb18030_are_kept_as_hex() -> None:
    data = "先关闭电源开关。\n".encode("gb18030") * 5 + b"\xff\n" + "再打开。".encode("gb18030")
    decoded = decode(data)
    assert decoded.encoding == "gb18030"
    assert [raw for _, _, raw in decoded.undecodable] == ["ff"]
    assert encode_back(decoded) == data


def test_utf16_with_half_a_unit_and_a_lone_surrogate() -> None:
    data = "怎么办? ok, now what to do".encode("utf-16-le") + b"\x00\xd8" + b"\x41"
    decoded = decode(data, encoding="utf-16-le")
    assert decoded.text.endswith("do\ud800\ufffd")
    assert encode_back(decoded) == data


def test_noise_is_called_doubtful() -> None:
    decoded = decode(bytes([0x9B, 0xFE, 0xA9, 0x31, 0xFD, 0xFC, 0x20, 0xB3, 0x0A, 0xFE]))
    assert "doubtful-encoding" in [code for code, _, _ in decoded.warnings]


def test_iso_2022_jp_is_not_taken_for_ascii() -> None:
    text = "電源を入れてください"
    assert decode(text.encode("iso2022_jp")).text == text
    assert decode(b"\x1b$ not japanese").text == "\x1b$ not japanese"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip"),
        (b"PK\x03\x04\x14\x00\x00\x00", "zip"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x7fELF\x02\x01\x01", "ELF"),
        (b"GIF89a\x10\x00\x10\x00\x80\x00\x00", "GIF"),
        (bytes(4096), "NUL"),
        (bytes(i * i * 7919 % 251 for i in range(4096)), "binary"),
    ],
)
def test_binary_data_is_refused_with_its_name(data: bytes, word: str) -> None:
    with pytest.raises(UndecodableSourceError, match=word):
        decode(data)


@pytest.mark.parametrize(
    "text", ["BZhou 问:怎么退订", "GIF89a 是什么格式?", "PAR16 灯怎么选", "RIFF 文件怎么打开", "7z 怎么解压"]
)
def test_text_that_begins_like_a_magic_number(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"a\x00b", b"\x00", b"a\x01\x02\x1b[0m"])
def test_little_and_strange_input_is_text(data: bytes) -> None:
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text == data.decode("utf-8-sig")


def test_an_encoding_given_is_used_as_it_is() -> None:
    data = "您好".encode("gb18030")
    assert decode(data, encoding="big5").text != "您好"
    assert decode(data, encoding="GB2312") == Decoded("您好", "gb18030")
    assert decode(b"\xef\xbb\xbfa", encoding="utf-8").text == "a"
    assert decode("\ufeff好".encode("utf-16-be"), encoding="utf-16").text == "好"


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "utf-7", "unicode_escape", "", "\x00", "idna"])
def test_an_encoding_nobody_knows_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError, match="charset"):
        decode(b"abc", encoding=name)


def test_from_text_drops_a_leading_mark_only() -> None:
    assert from_text("\ufeff\ufeffa\ud800").text == "\ufeffa\ud800"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_named_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UndecodableSourceError:
        return
    for start, end, raw in decoded.undecodable:
        assert decoded.text[start:end] == "\ufffd"
        assert bytes.fromhex(raw) in data
    assert decoded.undecodable == () or decoded.warnings
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    if not marked and decoded.encoding in ("utf-8", "gb18030", "cp1252", "utf-16-le", "utf-16-be"):
        assert encode_back(decoded) == data


@given(st.text(max_size=100))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    try:
        decoded = decode(data)
    except UndecodableSourceError:
        assert "\x00" in text or text.startswith(("%PDF", "PK\x03", "\x7fELF"))
        return
    if decoded.encoding == "utf-8":
        assert decoded.text == text.removeprefix("\ufeff")
    else:
        assert "\x00" in text or "\x1b$" in text


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "cp950", "utf-16-le"])
def test_large_sources_decode_in_linear_time(codec: str) -> None:
    """Only a sample is compared: 4 MB on one line take a fraction of a second, whatever the charset."""
    text = "請先關閉電源，再打開外殼。" * (4_000_000 // 26)
    data = text.encode(codec)
    start = time.process_time()
    decoded = decode(data)
    assert decoded.text == text
    assert time.process_time() - start < 2.0


SAID = [
    "水壶怎么除垢?",
    "先倒入白醋,再加水煮开,静置半小时。",
    "如果水垢很厚,可以多泡一会儿。",
    "柠檬酸也可以,味道还小一些。",
]
SAID_IN_TAIWAN = [
    "水壺怎麼除垢?",
    "先倒入白醋,再加水煮開,靜置半小時。",
    "如果水垢很厚,可以多泡一會兒。",
    "檸檬酸也可以,味道還小一些。",
]


@pytest.mark.parametrize(("codec", "said"), [("gb18030", SAID), ("big5hkscs", SAID_IN_TAIWAN)])
@pytest.mark.parametrize("pasted", [1, 2, 3])
def test_lines_in_two_charsets_are_read_each_in_its_own(codec: str, said: list[str], pasted: int) -> None:
    data = b"\n".join(line.encode("utf-8" if n < pasted else codec) for n, line in enumerate(said))
    decoded = decode(data)
    assert decoded.text == "\n".join(said)
    assert [code for code, _, _ in decoded.warnings] == ["mixed-encodings"]
    assert encode_back(decoded) == data


@pytest.mark.parametrize(
    "data",
    [
        "\n".join(SAID * 3).encode("gb18030"),
        "\n".join(SAID * 3).encode()[:-1],
        "\n".join(SAID).encode().replace(b"\xe9\x86\x8b", b"\xff"),
        "Größe, naïve\nSão Paulo, Ärger\nder Kaffee ist heiß und süß".encode("cp1252"),
    ],
)
def test_a_page_in_one_charset_is_not_mixed(data: bytes) -> None:
    assert "mixed-encodings" not in [code for code, _, _ in decode(data).warnings]


@pytest.mark.parametrize("shown", ["b\ufffdd", " \ufffda", "a\ufffd ", " \ufffd "])
def test_bytes_that_a_page_does_not_show_take_linear_time(shown: str) -> None:
    """Runs in a script, beside characters that say that those of the text are others, or say nothing."""

    def run(hidden: str) -> object:
        runs = [(place, place + 1, "ff") for place in range(1, len(hidden), 3)]
        return traced(hidden, runs, shown * (len(hidden) // 3))

    grows_linearly(run, "a\ufffdc")


def test_bytes_of_a_page_are_found_as_by_a_look_at_each() -> None:
    def agree(one: str, other: str) -> bool:
        return one == other or one in NOTHING or other in NOTHING

    dice = random.Random(5)
    for _ in range(2_000):
        markup, text = ("".join(dice.choice("ab< \ufffd\ufffd") for _ in range(dice.randrange(24))) for _ in range(2))
        runs = [(place, place + 1, f"{place:02x}") for place, character in enumerate(markup) if character == "\ufffd"]
        left, found = list(runs), []
        for place in (place for place, character in enumerate(text) if character == "\ufffd"):
            for row in left:
                pairs = zip((row[0] - 1, row[0] + 1), (place - 1, place + 1), strict=True)
                if all(agree(markup[max(m, 0) : m + 1], text[max(t, 0) : t + 1]) for m, t in pairs):
                    found.append((place, place + 1, row[2]))
                    left = left[left.index(row) + 1 :]
                    break
        assert traced(markup, runs, text) == tuple(found)


NOTHING = ("", "<", " ", "\ufffd")  # characters beside bytes that rendering may change
