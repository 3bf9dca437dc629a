"""Articles of sites that nothing here was fitted on: the saved pages of a public parser's tests, with what those tests say of title, author and day.

    python benchmarks/accuracy_articles.py [--archives FOLDER] [--wrong]

Fetches the released source of @postlight/parser 2.2.2 (MIT or Apache-2.0) once. Its tests say for a page of each of 140 sites what title, author and moment of publication
are; the selectors of its content say which elements hold the text. The pages were saved with `value` instead of `content` in their `<meta>`, which is put right here.
Prints token F1 of the text, the share of titles, authors and days that are right (words alone compared; days within one of the declared moment, which is in UTC);
`--wrong` lists the others. With trafilatura installed the same of it, on the same pages.
"""

from __future__ import annotations

import argparse
import importlib
import pathlib
import re
import tarfile
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from accuracy_html import content, token_f1
from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

import qaclean
from training.inputs import ROOT, Input, Places, check

PACKAGE = Input(
    "postlight",
    "package",
    "f1c3f7a17e176758c1cd134ddf9998fc8d72010d860328488c935bd46d626d5f",
    package="@postlight/parser",
    version="2.2.2",
    registry="npm",
)
TESTS = re.compile(r"src/extractors/custom/([^/]{1,80})/index(\.test)?\.js$")
QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`\\]|\\.)*`"
FIELDS = ("title", "author", "date_published")
LEAST = 200  # characters of a text
_META = re.compile(rb"<meta\b[^>]{0,4000}>")


class Saved(NamedTuple):
    """A page, its text by the selectors, and what its test says of it."""

    name: str
    html: str
    url: str | None
    text: str
    told: dict[str, str]


def saved_pages(archive: pathlib.Path) -> Iterator[Saved]:
    """The pages of the package that have a text by its selectors."""
    pages: dict[str, bytes] = {}
    tests: dict[str, str] = {}
    rules: dict[str, str] = {}
    with tarfile.open(archive, mode="r:gz") as members:
        for member in members:
            file = members.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            if "/fixtures/" in member.name and member.name.endswith(".html"):
                pages[member.name.split("/fixtures/")[1]] = file.read()
            elif match := TESTS.search(member.name):
                (tests if match[2] else rules)[match[1]] = file.read().decode("utf-8")
    told = {name: fields for source in tests.values() for name, fields in _told(source)}
    sites = {name: site for site, source in tests.items() for name, _ in _told(source)}
    for name, raw in sorted(pages.items()):
        page = _saved(name, raw, rules.get(sites.get(name, ""), ""), told.get(name, {}))
        if page is not None:
            yield page


def _told(source: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each page that a test reads, with the fields that it expects."""
    for part in re.split(r"readFileSync\(", source)[1:]:
        page = re.search(r"['\"`]\./fixtures/([^'\"`]+)", part)
        found = {}
        for field in FIELDS:
            match = re.search(rf"assert\.equal\(\s*{field},\s*({QUOTED})(?:\s*\+\s*({QUOTED}))?", part)
            if match:
                found[field] = "".join(re.sub(r"\\(.)", r"\1", words[1:-1]) for words in match.groups() if words)
        if page:
            yield page[1], found


def _saved(name: str, raw: bytes, rules: str, told: dict[str, str]) -> Saved | None:
    raw = _META.sub(lambda m: m[0] if b" content=" in m[0] else m[0].replace(b" value=", b" content="), raw)
    html = raw.decode("utf-8", "replace")
    soup = BeautifulSoup(html, "lxml")
    link = soup.find("link", rel="canonical")
    canonical = str(link.get("href")) if isinstance(link, Tag) else None
    text = _selected(soup, rules)
    return Saved(name, html, canonical, text, told) if len(text) >= LEAST else None


def _selected(soup: BeautifulSoup, rules: str) -> str:
    """The text of the elements that the first matching selectors of the content choose, without those to be cleaned away."""
    body = re.search(r"\bcontent: \{(.*)", rules, re.DOTALL)
    if body is None:
        return ""
    for choice in _choices(body[1]):
        rows = [_found(soup, selector) for selector in choice]
        if rows and all(rows):
            chosen = [element for row in rows for element in row]
            clean = re.search(r"\bclean: \[(.*?)\]", body[1], re.DOTALL)
            away = [words[1:-1] for words in re.findall(QUOTED, clean[1])] if clean else []
            return _text_of(chosen, ["script", "style", "noscript", "template", "iframe", "form", "button", *away])
    return ""


def _found(soup: Tag, selector: str) -> list[Tag]:
    """What a selector finds; nothing where it is none (an address of a `<meta>`)."""
    try:
        return [*soup.select(selector)]
    except SelectorSyntaxError:
        return []


def _choices(source: str) -> Iterator[list[str]]:
    """The selectors in order; some go together."""
    body = re.search(r"selectors: \[(.*?)\],\s*\n\s*(?:\n|//|transforms|clean|defaultCleaner|\})", source, re.DOTALL)
    without = re.sub(r"^\s*//.*$", "", body[1], flags=re.MULTILINE) if body else ""
    for match in re.finditer(rf"\[((?:\s*(?:{QUOTED})\s*,?)+)\s*\]|({QUOTED})", without):
        yield [words[1:-1] for words in re.findall(QUOTED, match[1] or match[2])]


def _text_of(elements: list[Any], away: list[str]) -> str:
    outer = [element for element in elements if not any(above in elements for above in element.parents)]
    for element in outer:
        for selector in away:
            for inner in _found(element, selector):
                inner.decompose()
    return "\n".join(element.get_text("\n") for element in outer)


def words(text: str | None) -> str:
    """Letters and digits alone, in lower case."""
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", (text or "").replace("\\n", " "))).strip().lower()


def right(field: str, mine: str | None, told: str) -> bool:
    """Whether a field is as the test says."""
    if field != "date_published":
        return words(mine) == words(re.sub(r"^By ", "", told))
    days = [re.match(r"(\d{4})-(\d\d)-(\d\d)", text or "") for text in (mine, told)]
    if not all(days):
        return False
    one, other = (date(*map(int, day.groups())) for day in days if day)
    return abs((one - other).days) <= 1


def _of_qaclean(page: Saved) -> tuple[str, dict[str, str | None]]:
    record = qaclean.clean(page.html, media_type="text/html", url=page.url)
    dumped = record.model_dump(mode="json")
    return content(record), {"title": record.title, "author": record.author, "date_published": dumped["published"]}


def _of_trafilatura(page: Saved) -> tuple[str, dict[str, str | None]]:
    trafilatura = importlib.import_module("trafilatura")
    found = trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True)
    row = found.as_dict() if found is not None else {}
    return row.get("text") or "", {
        "title": row.get("title"),
        "author": (row.get("author") or "").replace(";", ""),
        "date_published": row.get("date"),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archives", type=pathlib.Path, default=ROOT / "build/archives")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    pages = [*saved_pages(check(PACKAGE, Places(ROOT, options.archives))[0])]
    extractors = {"qaclean": _of_qaclean}
    try:
        importlib.import_module("trafilatura")
        extractors["trafilatura"] = _of_trafilatura
    except ImportError:
        print("trafilatura is not installed (the extra `peers` has it): qaclean alone")
    for name, extract in extractors.items():
        rows = [(page, *extract(page)) for page in pages]
        shares = [f"content {sum(token_f1(text, page.text) for page, text, _ in rows) / len(rows):.4f} of {len(rows)}"]
        for field in FIELDS:
            told = [(page.name, found[field], page.told[field]) for page, _, found in rows if page.told.get(field)]
            wrong = [row for row in told if not right(field, row[1], row[2])]
            shares.append(f"{field} {1 - len(wrong) / len(told):.4f} of {len(told)}")
            if options.wrong and name == "qaclean":
                print(*(f"  {field}: {place}: {mine} / {its}" for place, mine, its in wrong), sep="\n")
        print(f"{name:12} {'; '.join(shares)}")


if __name__ == "__main__":
    main()
