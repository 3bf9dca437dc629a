"""Site profiles: the selector language, the packaged profiles, and faulty ones."""

from __future__ import annotations

import pathlib
import re

import pytest
from lxml import etree

from qaclean.errors import ProfileError
from qaclean.profiles import find_profile, load_profile_file, load_profiles, named_profile
from qaclean.profiles.profile_faults import faults_of_profile
from qaclean.profiles.selectors import MarkupNames, compile_selector

TREE = etree.HTML(
    "<div id=top class='post a'><p class=x data-n=12>eins</p><span><p class='x y'>zwei</p></span><i title=t></i></div><p>drei</p>"
)


@pytest.mark.parametrize(
    ("selector", "values"),
    [
        ("p", ["eins", "zwei", "drei"]),
        (".post p", ["eins", "zwei"]),
        (".post > p", ["eins"]),
        ("p.x.y", ["zwei"]),
        ("#top span p", ["zwei"]),
        ("p:not(.x)", ["drei"]),
        ("[data-n]", ["eins"]),
        ("[data-n=12]", ["eins"]),
        ("[data-n^='1'], [data-n$='2']", ["eins", "eins"]),
        ("[class*=pos] i@title", ["t"]),
        ("b, p:has-text(rei)", ["drei"]),
        ("p.x@data-n", ["12"]),
    ],
)
def test_selectors_find(selector: str, values: list[str]) -> None:
    assert list(compile_selector(selector).values(TREE)) == values


@pytest.mark.parametrize(
    "selector", ["", "p,", "p >", "p[", "p:hover", "p::before", "a b c(", "x" * 500, "p + p", "[:a]", "[a:b:c]"]
)
def test_selectors_outside_the_language_are_refused(selector: str) -> None:
    with pytest.raises(ProfileError):
        compile_selector(selector)


def test_a_name_that_is_none_of_xml_is_told_when_it_is_searched() -> None:
    selector = compile_selector("p[a:\u0660b]")
    with pytest.raises(ProfileError, match="is no name"):
        selector.all(TREE)


NESTED = (
    "<div class='post a' id=one><div class='post b'><b class='name x' title=1>A</b><b>B</b></div></div>"
    "<p class='post\xa0old' id=two><i class=name>C</i></p><div class=posts><h1 class=Name>D</h1></div>"
)


@pytest.mark.parametrize(
    "source",
    [
        *(".post", "div.post > b", ".post .name", "#one", "#two .name, .b b", "b@title, .post b, #none", ".none, #no"),
        *("div.post:not(#one)", ".post:has-text(B) b", "h1, .b", "i, .name@title", "[title], p#two", "b.x, .a, .b b.x"),
    ],
)
def test_a_page_whose_elements_are_known_is_searched_as_any_other(source: str) -> None:
    root = etree.HTML(NESTED)
    names, selector = MarkupNames(NESTED, root), compile_selector(source)
    assert selector.all(root, names) == selector.all(root)
    assert [*selector.values(root, names)] == [*selector.values(root)]
    inner = root.find(".//div")
    assert selector.all(inner, names) == selector.all(inner)  # names of another root are not asked


@pytest.mark.parametrize("profile", load_profiles(), ids=lambda p: p.site)
def test_every_profile_names_its_evidence_and_date(profile: object) -> None:
    for generation in profile.generations:  # type: ignore[attr-defined]
        assert generation.evidence, generation.id
        assert all(len(place) > 25 for place in generation.evidence)  # an address, or what shows the structure
        assert re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", generation.date)
        assert {"answers", "posts", "body"} & set(generation.select)


def test_a_host_narrows_and_a_fingerprint_decides() -> None:
    markup = "<html><div class=QuestionHeader></div><div class=AnswerItem>a</div></html>"
    root = etree.HTML(markup)
    found = find_profile(root, "https://www.zhihu.com/question/1", load_profiles(), MarkupNames(markup, root))
    assert found is not None and found[1].id == "zhihu-2023"
    assert find_profile(root, "https://bbs.hupu.com/1.html", load_profiles(), MarkupNames(markup, root)) is None
    assert find_profile(etree.HTML("<p>x"), None, load_profiles(), MarkupNames("<p>x")) is None


GOOD = 'site = "a.example"\nkind = "qa"\n[[generation]]\nid = "a-1"\nfingerprints = [".q"]\n[generation.select]\nanswers = ".a"\n'


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('kind = "qa"', 'kind = "shop"', 2, "kind"),
        ('kind = "qa"', 'kind = "qa"\ncolour = "red"', 3, "colour"),
        ('fingerprints = [".q"]', "fingerprints = []", 4, "fingerprints"),
        ('answers = ".a"', 'answers = ".a >"', 7, "ends with"),
        ('answers = ".a"', 'title = "h1"', 4, "answers"),
        ('answers = ".a"', 'answers = ".a"\nvoices = ".v"', 8, "voices"),
        ('site = "a.example"\n', "", 1, "site"),
    ],
)
def test_a_faulty_profile_is_refused_with_file_and_line(
    tmp_path: pathlib.Path, old: str, new: str, line: int, says: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile_file(path)
    assert f"a.toml: line {line}" in str(error.value) and says in str(error.value)


def test_a_good_file_loads_by_path_and_others_are_named(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(GOOD, "utf-8")
    assert named_profile(str(path)).site == "a.example"
    for name in ("nowhere", str(tmp_path / "missing.toml")):
        with pytest.raises(ProfileError):
            named_profile(name)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ProfileError):
        load_profile_file(path)
    path.write_text("site = [", "utf-8")
    with pytest.raises(ProfileError):
        load_profile_file(path)


GENERATION = {"id": "a", "fingerprints": ["p"], "select": {"body": "p"}}


@pytest.mark.parametrize(
    ("generations", "says"),
    [
        ([5], "a table is int: write it under its heading, such as [generation.select]"),
        ([{**GENERATION, "id": ""}], "a generation has no `id`"),
        ([GENERATION, GENERATION], "two generations are called 'a'"),
        ([{**GENERATION, "select": 5}], "a table is int: write it under its heading, such as [generation.select]"),
        ([{**GENERATION, "select": {"body": 5}}], "a selector is int: write it as a string, alternatives with commas"),
        ([{**GENERATION, "fingerprints": []}], "generation 'a' has no fingerprints: name what only its pages have"),
        ([{**GENERATION, "select": {"title": "p"}}], "generation 'a' selects no `answers`, `posts` or `body`"),
    ],
)
def test_what_is_wrong_in_a_generation_is_said(generations: list[object], says: str) -> None:
    data = {"site": "a.example", "name": "A", "kind": "qa", "generation": generations}
    assert [fault.message for fault in faults_of_profile(data, "", ())] == [says]


def test_signs_are_class_words_of_which_each_page_of_a_generation_has_one() -> None:
    known = [generation for profile in load_profiles() for generation in profile.generations]
    assert sum(bool(generation.signs) for generation in known) > len(known) / 2
    for generation in known:
        asked = [[set(needs.classes) for needs in selector.needs] for selector in generation.fingerprints]
        assert not generation.signs or any(all(generation.signs & held for held in words) for words in asked)
        assert generation.signs or not any(all(words) for words in asked)
