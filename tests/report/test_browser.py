"""The report in a real browser: what it shows, what it does when one points, presses and types, and that no page can act through it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

import qaclean
from qaclean.command import main
from qaclean.report import Tally, report_html
from qaclean.report.documents import folded
from qaclean.report.fields import fields_of
from qaclean.report.marks import shown
from qaclean.testing.generated import generate
from report.browser import chromium

DUMP = (
    "当前位置:首页 > 开店经验 > 正文\n网店优惠券怎么设置\n 2022-05-11 10:08:30      阅读量:1206\n"
    "1、打开卖家后台,点击进入 &amp; 登录。\n2、选择新建优惠券。\n\n相关标签:网店   优惠券\n热门内容\n  • 新手开店第一步做什么"
)
PAGE = (
    "<title>Chain</title><h1>How do I oil a chain?</h1><p>Put one drop on each link, like this:</p>"
    "<p><img src='https://pictures.example/a.jpg' alt='A drop of oil'></p><p>Then wipe off what is left.</p>"
)


def hostile(port: int) -> list[str]:
    """Pages that would act if anything of theirs were read as markup, address, style or script."""
    here = f"http://127.0.0.1:{port}"
    dump = (
        f"怎么退订?</script><script>window.hit=1;alert(1)</script><img src={here}/a onerror=alert(2)>\n"
        f'1、发短信"><svg onload=alert(3)><iframe src={here}/b></iframe>\n'
        f"2、打开 javascript:alert(4) \u202e\u2066 {{{{1}}}} ${{alert(5)}}\n<!-- {here}/c"
    )
    page = (
        "<title></title></script><script>alert(6)</script>What now?</title>"
        f"<h1>What now?&lt;img src={here}/d onerror=alert(7)&gt;</h1>"
        "<p>It is <a href='javascript:alert(8)'>here</a> &lt;script&gt;alert(9)&lt;/script&gt; and there.</p>"
        f"<p><img src='{here}/e.png' alt='\"><img src={here}/f onerror=alert(10)>'></p>"
        f"<p style='background:url({here}/g)'>So it goes on, in full sentences.</p>"
    )
    return [dump, page, "__proto__\nconstructor 怎么办?\n1、hasOwnProperty\n2、toString"]


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def server() -> Iterator[HTTPServer]:
    """A server that remembers what it was asked for."""

    class Remember(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    asked: list[str] = []
    server = HTTPServer(("127.0.0.1", 0), Remember)
    server.asked = asked  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


SOURCES = [DUMP, PAGE, *(row.get("text") or row["html"] for row in generate(40, seed=2))]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of a dump, a page and forty generated documents; an input failed."""
    tally = Tally()
    for number, text in enumerate(SOURCES):
        tally.add(qaclean.clean(text), f"pages/{number:02}.txt")
    tally.fail("pages/bad.bin", "this is no text")
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_html(tally), "utf-8")
    return path


@pytest.fixture
def browser(driver: Any, report: Path) -> Iterator[Any]:
    """The report just opened, at its overview; at the end nothing may have been complained about."""
    driver.get("about:blank")
    driver.get(report.as_uri())
    driver.get_log("browser")
    yield driver
    assert driver.get_log("browser") == []


def texts(browser: Any, selector: str) -> list[str]:
    return [element.text for element in browser.find_elements("css selector", selector)]


def one(browser: Any, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def type_keys(browser: Any, *keys: str) -> None:
    for key in keys:
        one(browser, "body").send_keys(key)


def open_document(browser: Any, place: int) -> None:
    browser.execute_script("location.hash = arguments[0]", f"#d{place}")
    wait_for(browser, f"#d{place}")


def wait_for(browser: Any, fragment: str) -> None:
    """Until what the address's fragment names is drawn."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 10, 0.02).until(lambda _: one(browser, "#main").get_attribute("data-drawn") == fragment)


def point(browser: Any, element: Any) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).scroll_to_element(element).move_to_element(element).perform()


def titles(browser: Any) -> list[str]:
    return texts(browser, "#list tbody .press, #list tbody .closed")


def test_the_overview_shows_the_sums_and_the_tables(browser: Any) -> None:
    assert texts(browser, ".tile b")[0] == "42" and texts(browser, ".tile b")[-1] == "1"
    assert len(browser.find_elements("css selector", ".histogram .column")) == 20
    assert texts(browser, "#reasons tbody td:first-child")
    assert texts(browser, "#rules tbody small")
    assert texts(browser, "#lines tbody tr")
    assert texts(browser, "#kinds tbody tr") and texts(browser, "#step-lists tbody tr")
    assert texts(browser, ".failures li") == ["pages/bad.bin this is no text"]
    assert texts(browser, "#found") == ["42 of 42 documents, 42 of them to open"]
    assert len(titles(browser)) == 42


def test_the_list_is_searched_filtered_and_sorted(browser: Any) -> None:
    search = one(browser, "#search")
    search.send_keys("优惠券怎么")
    found = titles(browser)
    assert "网店优惠券怎么设置" in found and len(found) < 42 and all("优惠券怎么" in title for title in found)
    search.clear()
    search.send_keys("pages/01")
    assert len(titles(browser)) == 1
    browser.refresh()
    one(browser, "#kinds tbody .press").click()
    kind = one(browser, "#filters select").get_attribute("value")
    assert kind and set(texts(browser, "#list tbody td:nth-child(2)")) == {kind}
    browser.refresh()
    heads = browser.find_elements("css selector", "#list th .sort")
    heads[3].click()
    sizes = [int(words.replace(",", "")) for words in texts(browser, "#list tbody td:nth-child(4)")]
    assert sizes == sorted(sizes, reverse=True)
    browser.find_elements("css selector", "#list th .sort")[3].click()
    assert texts(browser, "#list tbody td:nth-child(4)")[0] == f"{min(sizes):,}"
    assert one(browser, "#list th:nth-child(4)").get_attribute("aria-sort") == "ascending"


def test_a_rule_and_a_share_are_looked_for_from_the_overview(browser: Any) -> None:
    row = one(browser, "#rules tbody tr")
    documents = int(row.find_elements("css selector", "td")[3].text)
    row.find_element("css selector", ".press").click()
    assert len(titles(browser)) == documents
    one(browser, "#chips .chip").click()
    assert len(titles(browser)) == 42 and not texts(browser, "#chips .chip")
    column = next(c for c in browser.find_elements("css selector", ".histogram .column") if c.is_enabled())
    count = int(column.get_attribute("title").rsplit(": ", 1)[1].split()[0])
    column.click()
    assert len(titles(browser)) == count


def test_tables_of_the_overview_sort(browser: Any) -> None:
    one(browser, "#reasons th:nth-child(1) .sort").click()
    names = texts(browser, "#reasons tbody td:first-child")
    assert names == sorted(names)


def test_keys_walk_along_the_documents_that_were_found_in_their_order(browser: Any) -> None:
    browser.find_elements("css selector", "#list th .sort")[3].click()
    order = titles(browser)
    type_keys(browser, "n")
    assert one(browser, "h1").text == order[0]
    type_keys(browser, "n", "n")
    assert one(browser, "h1").text == order[2] and one(browser, ".at").text == "3 of 42"
    type_keys(browser, "p")
    assert one(browser, "h1").text == order[1]
    from selenium.webdriver.common.keys import Keys

    type_keys(browser, Keys.ESCAPE)
    assert titles(browser) == order
    browser.back()
    wait_for(browser, browser.execute_script("return location.hash"))
    assert one(browser, "h1").text == order[1]


def test_a_search_takes_letters_and_gives_them_back_to_the_keys(browser: Any) -> None:
    type_keys(browser, "/")
    browser.switch_to.active_element.send_keys("np")
    assert one(browser, "#search").get_attribute("value") == "np"


def test_a_document_shows_what_became_of_its_source(browser: Any) -> None:
    open_document(browser, 0)
    source = one(browser, ".source")
    gone = [element.text for element in source.find_elements("css selector", "del.gone")]
    assert "热门内容" in gone
    whys = [element.text for element in source.find_elements("css selector", ".why")]
    assert any(why.startswith("hot_content · ") for why in whys)
    assert source.find_element("css selector", ".mended del").text == "&amp;"
    assert source.find_element("css selector", ".mended ins").text == "&"
    assert [e.text for e in source.find_elements("css selector", ".role-answer.kind-step")][-1].endswith(
        "选择新建优惠券。"
    )
    assert not source.find_elements("css selector", ".lost")
    style = "return getComputedStyle(arguments[0]).textDecorationLine"
    assert browser.execute_script(style, source.find_element("css selector", "del.gone")) == "line-through"
    steps = [row.text for row in browser.find_elements("css selector", ".row.field.role-answer")]
    assert any("打开卖家后台,点击进入 & 登录。" in row for row in steps)


def test_the_record_beside_the_source_is_the_record(browser: Any) -> None:
    """What the script puts together from the pieces is what the record says, field by field."""
    values = "return [...document.querySelectorAll('.row.field .value')].map(e => e.textContent)"
    for place in range(0, len(SOURCES), 3):
        open_document(browser, place)
        expected = [folded(shown(field.text)) for field in fields_of(qaclean.clean(SOURCES[place]))]
        assert [folded(text) for text in browser.execute_script(values)] == expected


def test_an_image_is_a_chip_and_no_image(browser: Any) -> None:
    open_document(browser, 1)
    assert texts(browser, ".source .image") == ["image: A drop of oil"]
    assert one(browser, ".source .image").get_attribute("title") == "https://pictures.example/a.jpg"
    assert browser.find_elements("css selector", "img, a, iframe, object, link") == []


def test_pointing_at_a_field_lights_its_span_and_back(browser: Any) -> None:
    open_document(browser, 0)
    row = browser.find_elements("css selector", ".row.field .value")[-1]
    point(browser, row)
    assert texts(browser, ".source .lit") == ["2、选择新建优惠券。"]
    gone = next(e for e in browser.find_elements("css selector", ".source del.gone") if e.text == "热门内容")
    point(browser, gone)
    (lit,) = texts(browser, ".record .lit")
    assert lit.startswith("hot_content")
    piece = browser.find_elements("css selector", ".source .kind-step")[-1]
    point(browser, piece)
    (lit,) = texts(browser, ".record .lit")
    assert lit.endswith("选择新建优惠券。")


def test_a_press_keeps_the_light_and_the_keyboard_has_it_too(browser: Any) -> None:
    open_document(browser, 0)
    removal = one(browser, ".row.removed")
    browser.execute_script("arguments[0].focus()", removal)
    assert len(browser.find_elements("css selector", ".source del.lit")) == 1
    piece = browser.find_elements("css selector", ".source .kind-step")[-1]
    piece.click()
    point(browser, one(browser, "h1"))
    assert len(browser.find_elements("css selector", ".record .lit")) == 1
    piece.click()
    point(browser, one(browser, "h1"))
    assert browser.find_elements("css selector", ".lit") == []


def test_the_language_switches(browser: Any) -> None:
    assert one(browser, "html").get_attribute("lang") == "en" and "documents" in texts(browser, ".tile span")
    next(e for e in browser.find_elements("css selector", ".language") if e.text == "中文").click()
    assert one(browser, "html").get_attribute("lang") == "zh-CN" and "文档" in texts(browser, ".tile span")
    open_document(browser, 0)
    assert "回答" in one(browser, ".legend").text


def test_the_language_is_that_of_the_reader(tmp_path: Path, report: Path) -> None:
    with chromium(tmp_path / "profile", "zh-CN") as browser:
        browser.get(report.as_uri())
        assert browser.title == "保留了什么\uff0c为什么"


def test_light_and_dark(browser: Any) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    light = browser.execute_script(ground)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    try:
        assert browser.execute_script(ground) != light
        one(browser, ".theme").click()
        assert browser.execute_script(ground) == light
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_print_shows_no_controls(browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not one(browser, "#bar").is_displayed() and not one(browser, "#filters").is_displayed()
        assert one(browser, "#list").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_wrong_cut_is_mended_by_the_rule_that_the_report_offers(driver: Any, tmp_path: Path) -> None:
    """See it, press it, take the rule, run again: kept; then the same the other way round for what stays."""
    (tmp_path / "page.txt").write_text(DUMP, "utf-8")
    words = ["report", str(tmp_path / "page.txt"), "-o", str(tmp_path / "report.html")]
    own = tmp_path / "own.toml"
    for number, (selector, text, does) in enumerate(
        [("del.gone", "• 新手开店第一步做什么", "keep"), (".kind-step", "2、选择新建优惠券。", "drop")], 1
    ):
        assert main([*words, *(["--rules", str(own)] if own.exists() else [])]) == 0
        driver.get((tmp_path / "report.html").as_uri())
        open_document(driver, 0)
        next(e for e in driver.find_elements("css selector", f".source {selector}") if e.text == text).click()
        rule = one(driver, ".mend pre").text
        assert f'do = "{does}"' in rule and text in rule
        with own.open("a", encoding="utf-8") as file:
            file.write(rule.replace("mine-1", f"mine-{number}") + "\n")
        assert main(["profiles", "check", str(own)]) == 0
        assert main([*words, "--rules", str(own)]) == 0
        driver.get("about:blank")
        driver.get((tmp_path / "report.html").as_uri())
        open_document(driver, 0)
        gone = texts(driver, ".source del.gone")
        assert (text in gone) == (does == "drop")
    assert any("mine-2" in why for why in texts(driver, ".source .why"))


def test_the_offered_rule_goes_with_the_light(browser: Any) -> None:
    open_document(browser, 0)
    one(browser, ".source .kind-title, .source .kind-question").click()
    assert 'do = "drop"' in one(browser, ".mend pre").text
    one(browser, ".source .kind-title, .source .kind-question").click()
    assert browser.find_elements("css selector", ".mend") == []


@pytest.fixture
def compared(driver: Any, tmp_path: Path) -> Any:
    """A report of three documents beside their records of another version, which kept more of the first and has none of the third."""
    tally = Tally()
    page = qaclean.clean(DUMP)
    before = page.model_copy(update={"removed": [row for row in page.removed if row.rule != "under-ranking-heading"]})
    tally.add(page, "a.txt", before)
    tally.add(qaclean.clean(PAGE), "b.html", qaclean.clean(PAGE))
    tally.add(qaclean.clean("怎么退订?\n发短信TD。"), "c.txt")
    path = tmp_path / "compared.html"
    path.write_text(report_html(tally, other="records.jsonl"), "utf-8")
    driver.get(path.as_uri())
    return driver


def test_two_versions_stand_side_by_side(compared: Any) -> None:
    assert texts(compared, ".comparison .tile b") == ["1", "1", "1", "11", "0"]
    assert texts(compared, "#lines-lost td:first-child") == ["• 新手开店第一步做什么"]
    assert texts(compared, "#list tbody td:last-child") == ["11", "0", "–"]
    one(compared, "#only-changed").click()
    assert titles(compared) == ["网店优惠券怎么设置"]
    type_keys(compared, "n", "d")
    assert [words.lower() for words in texts(compared, ".views h2")] == ["this one", "the other: records.jsonl"]
    left, right = compared.find_elements("css selector", ".view")
    (here,), (there,) = (side.find_elements("css selector", ".source .changed") for side in (left, right))
    assert (here.tag_name, there.tag_name) == ("del", "span") and here.text == there.text == "• 新手开店第一步做什么"
    point(compared, here)
    assert len(right.find_elements("css selector", ".lit")) == 0, "each side lights its own"
    open_document(compared, 2)
    assert len(compared.find_elements("css selector", ".view")) == 1
    assert "no record of this source" in one(compared, ".note").text


def test_hostile_text_stays_text(driver: Any, server: Any, tmp_path: Path) -> None:
    """No alert, no request, no element of a page's making, and nothing that the policy had to stop."""
    tally = Tally()
    pages = hostile(server.server_port)
    for number, text in enumerate(pages):
        tally.add(
            qaclean.clean(text), f"<img src=http://127.0.0.1:{server.server_port}/n onerror=alert(0)>{number}.txt"
        )
    path = tmp_path / "hostile.html"
    path.write_text(report_html(tally), "utf-8")
    driver.get(path.as_uri())
    driver.get_log("browser")
    for place in (None, *range(len(pages))):
        if place is not None:
            open_document(driver, place)
        made = driver.execute_script(
            "return [...new Set([...document.body.querySelectorAll('*')].map(e => e.localName))]"
        )
        assert not {"img", "svg", "iframe", "a", "link", "style", "object", "form"} & set(made)
        assert driver.execute_script("return document.querySelectorAll('script').length") == 3 + len(pages)
        assert driver.execute_script("return window.hit") is None
    assert "\u202e" not in driver.find_element("css selector", "body").text
    assert driver.get_log("browser") == [] and server.asked == []


def test_the_policy_stops_what_would_load_or_run(driver: Any, server: Any, report: Path) -> None:
    """The same that `test_hostile_text_stays_text` does not see, put there on purpose, is stopped."""
    driver.get(report.as_uri())
    driver.get_log("browser")
    attempt = """const image = document.createElement("img"); image.src = arguments[0]; document.body.append(image);
    fetch(arguments[0]).catch(() => {}); try { document.body.innerHTML = "<b>x</b>"; return "read" } catch (error) { return error.name }"""
    assert driver.execute_script(attempt, f"http://127.0.0.1:{server.server_port}/x") == "TypeError"
    complaints = [entry["message"] for entry in driver.get_log("browser")]
    assert sum("Content Security Policy" in words for words in complaints) >= 2
    assert server.asked == []
